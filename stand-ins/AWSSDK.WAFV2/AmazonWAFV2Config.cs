using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using EksIngress.StandIns.Aws;

namespace Amazon.WAFV2;

public class AmazonWAFV2Config : ClientConfig
{
    public AmazonWAFV2Config()
        : base(DefaultModes.Provider())
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "wafv2";
        EndpointProvider = new RegionalEndpointProvider("wafv2", "wafv2-fips");
    }

    public static new string ServiceId => "WAFV2";

    public override string RegionEndpointServiceName => "wafv2";

    public override string ServiceVersion => "2019-07-29";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString(ServiceId, typeof(AmazonWAFV2Config).Assembly.GetName().Version?.ToString(3) ?? "0");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return EndpointProvider.ResolveEndpoint(RegionalEndpointProvider.Parameters(this, parameters.AlternateEndpoint));
    }
}
