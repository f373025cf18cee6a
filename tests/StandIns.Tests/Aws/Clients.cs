using Amazon.CertificateManager;
using Amazon.ECR;
using Amazon.EKS;
using Amazon.ElasticLoadBalancingV2;
using Amazon.IdentityManagement;
using Amazon.Route53;
using Amazon.Runtime;
using Amazon.Shield;
using Amazon.WAFRegional;
using Amazon.WAFV2;

namespace StandIns.Tests.Aws;

/// <summary>Clients that talk to a <see cref="WireServer"/>.</summary>
internal static class Clients
{
    private static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "secret");

    internal static AmazonCertificateManagerClient Acm(WireServer server, int retries = 0) => new(
        Credentials, Configure(new AmazonCertificateManagerConfig(), server, retries));

    internal static AmazonECRClient Ecr(WireServer server, int retries = 0) => new(
        Credentials, Configure(new AmazonECRConfig(), server, retries));

    internal static AmazonRoute53Client Route53(WireServer server, int retries = 0) => new(
        Credentials, Configure(new AmazonRoute53Config(), server, retries));

    internal static AmazonShieldClient Shield(WireServer server, int retries = 0) => new(
        Credentials, Configure(new AmazonShieldConfig(), server, retries));

    internal static AmazonWAFRegionalClient WafRegional(WireServer server, int retries = 0) => new(
        Credentials, Configure(new AmazonWAFRegionalConfig(), server, retries));

    internal static AmazonWAFV2Client WafV2(WireServer server, int retries = 0) => new(
        Credentials, Configure(new AmazonWAFV2Config(), server, retries));

    internal static AmazonEKSClient Eks(WireServer server, int retries = 0) => new(
        Credentials, Configure(new AmazonEKSConfig(), server, retries));

    internal static AmazonIdentityManagementServiceClient Iam(WireServer server, int retries = 0) => new(
        Credentials, Configure(new AmazonIdentityManagementServiceConfig(), server, retries));

    internal static AmazonElasticLoadBalancingV2Client ElbV2(WireServer server, int retries = 0) => new(
        Credentials, Configure(new AmazonElasticLoadBalancingV2Config(), server, retries));

    private static T Configure<T>(T config, WireServer server, int retries)
        where T : ClientConfig
    {
        config.ServiceURL = server.Address.AbsoluteUri;
        config.AuthenticationRegion = "eu-west-1";
        config.MaxErrorRetry = retries;
        return config;
    }
}
