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
    private readonly PodClients _clients;
    private readonly AmazonSecurityTokenServiceClient _unsigned;

    private PodAws(PodClients clients, AmazonSecurityTokenServiceClient unsigned, AWSCredentials credentials)
    {
        _clients = clients;
        _unsigned = unsigned;
        Sts = clients.Sts(credentials);
        Ec2 = clients.Ec2(credentials);
        Elb = clients.Elb(credentials);
        Acm = clients.Acm(credentials);
        WafV2 = clients.WafV2(credentials);
        WafRegional = clients.WafRegional(credentials);
        Route53 = clients.Route53(credentials);
        Shield = clients.Shield(credentials);
    }

    public AmazonSecurityTokenServiceClient Sts { get; }

    public AmazonEC2Client Ec2 { get; }

    public AmazonElasticLoadBalancingV2Client Elb { get; }

    public AmazonCertificateManagerClient Acm { get; }

    public AmazonWAFV2Client WafV2 { get; }

    public AmazonWAFRegionalClient WafRegional { get; }

    public AmazonShieldClient Shield { get; }

    public AmazonRoute53Client Route53 { get; }

    public static PodAws Create(PodAwsSettings settings, IReadOnlyDictionary<string, string> environment, Func<string, string> resolvePath, TimeProvider time)
    {
        var clients = new PodClients(settings, time);
        var sts = clients.WebIdentitySts();
#pragma warning disable CA2000 // The clients made below keep the credentials for as long as the container runs.
        AWSCredentials credentials =
            environment.GetValueOrDefault("AWS_ROLE_ARN") is { Length: > 0 } role &&
            environment.GetValueOrDefault("AWS_WEB_IDENTITY_TOKEN_FILE") is { Length: > 0 } file
                ? new WebIdentityCredentials(sts, role, resolvePath(file), time)
                : new NoCredentials();
#pragma warning restore CA2000
        return new PodAws(clients, sts, credentials);
    }

    /// <summary>A client with other credentials than the pod's. The caller disposes it.</summary>
    public AmazonElasticLoadBalancingV2Client CreateElb(AWSCredentials credentials) => _clients.Elb(credentials);

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
}
