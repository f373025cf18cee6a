using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using EksIngress.StandIns.Aws;

namespace Amazon.EKS;

public class AmazonEKSConfig : ClientConfig
{
    public AmazonEKSConfig()
        : base(DefaultModes.Provider())
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "eks";
        EndpointProvider = new RegionalEndpointProvider("eks", "fips.eks");
    }

    public static new string ServiceId => "EKS";

    public override string RegionEndpointServiceName => "eks";

    public override string ServiceVersion => "2017-11-01";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString(ServiceId, typeof(AmazonEKSConfig).Assembly.GetName().Version?.ToString(3) ?? "0");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return EndpointProvider.ResolveEndpoint(RegionalEndpointProvider.Parameters(this, parameters.AlternateEndpoint));
    }
}
