using Amazon.CertificateManager;
using Amazon.EC2;
using Amazon.ElasticLoadBalancingV2;
using Amazon.Route53;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SecurityToken;
using Amazon.Shield;
using Amazon.WAFRegional;
using Amazon.WAFV2;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Makes the SDK's clients, each with the controller's endpoint for it, its throttle and its attempts.</summary>
/// <param name="settings">Endpoint, region, throttle, attempts.</param>
/// <param name="time">The clock.</param>
internal sealed class PodClients(PodAwsSettings settings, TimeProvider time)
{
    // Route 53 is one for all regions and signed for this one.
    private const string Route53Region = "us-east-1";

    private readonly AttemptPolicy _attempts = new(settings.Attempts, time);

    public AmazonSecurityTokenServiceClient Sts(AWSCredentials credentials) => new StsClient(credentials, Configure<AmazonSecurityTokenServiceConfig>(AwsCalls.Sts), this);

    /// <summary>For credentials out of the pod's token: this one the SDK makes itself, so no endpoint of <c>--aws-api-endpoints</c> reaches it.</summary>
    public AmazonSecurityTokenServiceClient WebIdentitySts() =>
        new StsClient(new AnonymousAWSCredentials(), Configure(new AmazonSecurityTokenServiceConfig(), settings.Endpoint), this);

    public AmazonEC2Client Ec2(AWSCredentials credentials) => new Ec2Client(credentials, Configure<AmazonEC2Config>(AwsCalls.Ec2), this);

    public AmazonElasticLoadBalancingV2Client Elb(AWSCredentials credentials) =>
        new ElbClient(credentials, Configure<AmazonElasticLoadBalancingV2Config>(AwsCalls.Elb), this);

    public AmazonCertificateManagerClient Acm(AWSCredentials credentials) => new AcmClient(credentials, Configure<AmazonCertificateManagerConfig>(AwsCalls.Acm), this);

    public AmazonWAFV2Client WafV2(AWSCredentials credentials) => new WafV2Client(credentials, Configure<AmazonWAFV2Config>(AwsCalls.WafV2), this);

    public AmazonWAFRegionalClient WafRegional(AWSCredentials credentials) =>
        new WafRegionalClient(credentials, Configure<AmazonWAFRegionalConfig>(AwsCalls.WafRegional), this);

    public AmazonRoute53Client Route53(AWSCredentials credentials)
    {
        var config = Configure<AmazonRoute53Config>(AwsCalls.Route53);
        config.AuthenticationRegion = Route53Region;
        return new Route53Client(credentials, config, this);
    }

    public AmazonShieldClient Shield(AWSCredentials credentials) => new ShieldClient(credentials, Configure<AmazonShieldConfig>(AwsCalls.Shield), this);

    private T Configure<T>(string service)
        where T : ClientConfig, new() => Configure(new T(), settings.Endpoints.GetValueOrDefault(service, settings.Endpoint));

    private T Configure<T>(T config, Uri endpoint)
        where T : ClientConfig
    {
        config.ServiceURL = endpoint.ToString();
        config.AuthenticationRegion = settings.Region;
        return config;
    }

    private void Customize(RuntimePipeline pipeline, string service)
    {
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(_attempts));
        pipeline.AddHandler(new CallHandler(settings.Throttle, _attempts, service));
    }

    private sealed class StsClient(AWSCredentials credentials, AmazonSecurityTokenServiceConfig config, PodClients clients)
        : AmazonSecurityTokenServiceClient(credentials, config)
    {
        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            clients.Customize(pipeline, AwsCalls.Sts);
        }
    }

    private sealed class Ec2Client(AWSCredentials credentials, AmazonEC2Config config, PodClients clients) : AmazonEC2Client(credentials, config)
    {
        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            clients.Customize(pipeline, AwsCalls.Ec2);
        }
    }

    private sealed class ElbClient(AWSCredentials credentials, AmazonElasticLoadBalancingV2Config config, PodClients clients)
        : AmazonElasticLoadBalancingV2Client(credentials, config)
    {
        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            clients.Customize(pipeline, AwsCalls.Elb);
        }
    }

    private sealed class AcmClient(AWSCredentials credentials, AmazonCertificateManagerConfig config, PodClients clients)
        : AmazonCertificateManagerClient(credentials, config)
    {
        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            clients.Customize(pipeline, AwsCalls.Acm);
        }
    }

    private sealed class WafV2Client(AWSCredentials credentials, AmazonWAFV2Config config, PodClients clients) : AmazonWAFV2Client(credentials, config)
    {
        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            clients.Customize(pipeline, AwsCalls.WafV2);
        }
    }

    private sealed class WafRegionalClient(AWSCredentials credentials, AmazonWAFRegionalConfig config, PodClients clients)
        : AmazonWAFRegionalClient(credentials, config)
    {
        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            clients.Customize(pipeline, AwsCalls.WafRegional);
        }
    }

    private sealed class Route53Client(AWSCredentials credentials, AmazonRoute53Config config, PodClients clients) : AmazonRoute53Client(credentials, config)
    {
        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            clients.Customize(pipeline, AwsCalls.Route53);
        }
    }

    private sealed class ShieldClient(AWSCredentials credentials, AmazonShieldConfig config, PodClients clients) : AmazonShieldClient(credentials, config)
    {
        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            clients.Customize(pipeline, AwsCalls.Shield);
        }
    }
}
