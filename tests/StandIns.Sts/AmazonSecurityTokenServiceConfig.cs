using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using EksIngress.StandIns.Aws;

namespace Amazon.SecurityToken;

public class AmazonSecurityTokenServiceConfig : ClientConfig
{
    public AmazonSecurityTokenServiceConfig()
        : base(DefaultModes.Provider())
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "sts";
        EndpointProvider = new RegionalEndpointProvider("sts", "sts-fips");
    }

    public static new string ServiceId => "STS";

    public override string RegionEndpointServiceName => "sts";

    public override string ServiceVersion => "2011-06-15";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString(ServiceId, typeof(AmazonSecurityTokenServiceConfig).Assembly.GetName().Version?.ToString(3) ?? "0");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return EndpointProvider.ResolveEndpoint(RegionalEndpointProvider.Parameters(this, parameters.AlternateEndpoint));
    }
}
