using Amazon.CertificateManager;
using Amazon.EC2;
using Amazon.ElasticLoadBalancingV2;
using Amazon.Route53;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.Shield;
using Amazon.WAFRegional;
using Amazon.WAFV2;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>AWS clients with what the pod has and nothing else: its role, its token file, its endpoint.</summary>
internal sealed class PodAws : IDisposable
{
    private const int Retries = 3;

    // Route 53 is one for all regions and signed for this one.
    private const string Route53Region = "us-east-1";

    private readonly AmazonSecurityTokenServiceClient _unsigned;
    private readonly Uri _endpoint;
    private readonly string _region;

    private PodAws(AmazonSecurityTokenServiceClient unsigned, AWSCredentials credentials, Uri endpoint, string region)
    {
        _unsigned = unsigned;
        _endpoint = endpoint;
        _region = region;
        Sts = new AmazonSecurityTokenServiceClient(credentials, Configure(new AmazonSecurityTokenServiceConfig(), endpoint, region));
        Ec2 = new AmazonEC2Client(credentials, Configure(new AmazonEC2Config(), endpoint, region));
        Elb = CreateElb(credentials);
        Acm = new AmazonCertificateManagerClient(credentials, Configure(new AmazonCertificateManagerConfig(), endpoint, region));
        WafV2 = new AmazonWAFV2Client(credentials, Configure(new AmazonWAFV2Config(), endpoint, region));
        WafRegional = new AmazonWAFRegionalClient(credentials, Configure(new AmazonWAFRegionalConfig(), endpoint, region));
        Route53 = new AmazonRoute53Client(credentials, Configure(new AmazonRoute53Config(), endpoint, Route53Region));
        Shield = new AmazonShieldClient(credentials, Configure(new AmazonShieldConfig(), endpoint, region));
    }

    public AmazonSecurityTokenServiceClient Sts { get; }

    public AmazonEC2Client Ec2 { get; }

    public AmazonElasticLoadBalancingV2Client Elb { get; }

    public AmazonCertificateManagerClient Acm { get; }

    public AmazonWAFV2Client WafV2 { get; }

    public AmazonWAFRegionalClient WafRegional { get; }

    public AmazonShieldClient Shield { get; }

    public AmazonRoute53Client Route53 { get; }

    /// <exception cref="ControllerExitException">The pod's environment names no endpoint: nothing here may reach AWS itself.</exception>
    public static PodAws Create(
        IReadOnlyDictionary<string, string> environment, Func<string, string> resolvePath, string region, TimeProvider time)
    {
        if (!Uri.TryCreate(environment.GetValueOrDefault("AWS_ENDPOINT_URL"), UriKind.Absolute, out var endpoint) || !endpoint.IsLoopback)
        {
            throw new ControllerExitException(
                "AWS_ENDPOINT_URL of the pod's environment does not name the emulator (a loopback address); the controller will not call AWS itself");
        }

        var sts = new AmazonSecurityTokenServiceClient(
            new AnonymousAWSCredentials(), Configure(new AmazonSecurityTokenServiceConfig(), endpoint, region));
#pragma warning disable CA2000 // The clients made below keep the credentials for as long as the container runs.
        AWSCredentials credentials =
            environment.GetValueOrDefault("AWS_ROLE_ARN") is { Length: > 0 } role &&
            environment.GetValueOrDefault("AWS_WEB_IDENTITY_TOKEN_FILE") is { Length: > 0 } file
                ? new WebIdentityCredentials(sts, role, resolvePath(file), time)
                : new NoCredentials();
#pragma warning restore CA2000
        return new PodAws(sts, credentials, endpoint, region);
    }

    /// <summary>A client with other credentials than the pod's. The caller disposes it.</summary>
    public AmazonElasticLoadBalancingV2Client CreateElb(AWSCredentials credentials) =>
        new(credentials, Configure(new AmazonElasticLoadBalancingV2Config(), _endpoint, _region));

    public void Dispose()
    {
        Sts.Dispose();
        Ec2.Dispose();
        Elb.Dispose();
        Acm.Dispose();
        WafV2.Dispose();
        WafRegional.Dispose();
        Shield.Dispose();
        Route53.Dispose();
        _unsigned.Dispose();
    }

    private static T Configure<T>(T config, Uri endpoint, string region)
        where T : ClientConfig
    {
        config.ServiceURL = endpoint.ToString();
        config.AuthenticationRegion = region;
        config.MaxErrorRetry = Retries;
        return config;
    }
}
