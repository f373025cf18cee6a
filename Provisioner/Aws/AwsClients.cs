using Amazon.CertificateManager;
using Amazon.EC2;
using Amazon.EKS;
using Amazon.ElasticLoadBalancingV2;
using Amazon.IdentityManagement;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.WAFV2;

namespace EksIngress.Provisioner.Aws;

/// <summary>One client per service, all for the same target.</summary>
internal sealed class AwsClients : IDisposable
{
    public AwsClients(Target target)
    {
        Certificates = new AmazonCertificateManagerClient(target.Credentials, Configure(new AmazonCertificateManagerConfig(), target));
        Ec2 = new AmazonEC2Client(target.Credentials, Configure(new AmazonEC2Config(), target));
        Eks = new AmazonEKSClient(target.Credentials, Configure(new AmazonEKSConfig(), target));
        Iam = new AmazonIdentityManagementServiceClient(target.Credentials, Configure(new AmazonIdentityManagementServiceConfig(), target));
        LoadBalancing = new AmazonElasticLoadBalancingV2Client(target.Credentials, Configure(new AmazonElasticLoadBalancingV2Config(), target));
        Sts = new AmazonSecurityTokenServiceClient(target.Credentials, Configure(new AmazonSecurityTokenServiceConfig(), target));
        WafV2 = new AmazonWAFV2Client(target.Credentials, Configure(new AmazonWAFV2Config(), target));
    }

    /// <summary>The SDK's ids of the services that are called.</summary>
    public static IReadOnlyList<string> ServiceIds { get; } = ["ACM", "EC2", "EKS", "Elastic Load Balancing v2", "IAM", "STS", "WAFV2"];

    public IAmazonCertificateManager Certificates { get; }

    public IAmazonEC2 Ec2 { get; }

    public IAmazonEKS Eks { get; }

    public IAmazonIdentityManagementService Iam { get; }

    public IAmazonElasticLoadBalancingV2 LoadBalancing { get; }

    public IAmazonSecurityTokenService Sts { get; }

    public IAmazonWAFV2 WafV2 { get; }

    public void Dispose()
    {
        Certificates.Dispose();
        Ec2.Dispose();
        Eks.Dispose();
        Iam.Dispose();
        LoadBalancing.Dispose();
        Sts.Dispose();
        WafV2.Dispose();
    }

    // The emulator's address is set on each client: a variable such as AWS_ENDPOINT_URL_IAM cannot lead one of them elsewhere.
    private static TConfig Configure<TConfig>(TConfig config, Target target)
        where TConfig : ClientConfig
    {
        config.IgnoreConfiguredEndpointUrls = target.IsEmulator;
        if (target.EmulatorEndpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = target.Region.SystemName;
        }
        else if (target.Endpoints.TryGetValue(config.ServiceId, out var own))
        {
            config.ServiceURL = own.AbsoluteUri;
            config.AuthenticationRegion = target.Region.SystemName;
        }
        else
        {
            config.RegionEndpoint = target.Region;
        }

        return config;
    }
}
