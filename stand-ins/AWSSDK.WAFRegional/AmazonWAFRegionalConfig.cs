using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using EksIngress.StandIns.Aws;

namespace Amazon.WAFRegional;

public class AmazonWAFRegionalConfig : ClientConfig
{
    public AmazonWAFRegionalConfig()
        : base(DefaultModes.Provider())
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "waf-regional";
        EndpointProvider = new RegionalEndpointProvider("waf-regional", "waf-regional-fips");
    }

    public static new string ServiceId => "WAF Regional";

    public override string RegionEndpointServiceName => "waf-regional";

    public override string ServiceVersion => "2016-11-28";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString(ServiceId, typeof(AmazonWAFRegionalConfig).Assembly.GetName().Version?.ToString(3) ?? "0");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return EndpointProvider.ResolveEndpoint(RegionalEndpointProvider.Parameters(this, parameters.AlternateEndpoint));
    }
}
