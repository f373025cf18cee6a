using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using EksIngress.StandIns.Aws;

namespace Amazon.ElasticLoadBalancingV2;

public class AmazonElasticLoadBalancingV2Config : ClientConfig
{
    public AmazonElasticLoadBalancingV2Config()
        : base(DefaultModes.Provider())
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "elasticloadbalancing";
        EndpointProvider = new RegionalEndpointProvider("elasticloadbalancing", "elasticloadbalancing-fips");
    }

    public static new string ServiceId => "Elastic Load Balancing v2";

    public override string RegionEndpointServiceName => "elasticloadbalancing";

    public override string ServiceVersion => "2015-12-01";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString(ServiceId, typeof(AmazonElasticLoadBalancingV2Config).Assembly.GetName().Version?.ToString(3) ?? "0");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return EndpointProvider.ResolveEndpoint(RegionalEndpointProvider.Parameters(this, parameters.AlternateEndpoint));
    }
}
