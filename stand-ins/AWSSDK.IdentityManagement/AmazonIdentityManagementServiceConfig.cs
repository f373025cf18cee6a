using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using EksIngress.StandIns.Aws;

namespace Amazon.IdentityManagement;

public class AmazonIdentityManagementServiceConfig : ClientConfig
{
    public AmazonIdentityManagementServiceConfig()
        : base(DefaultModes.Provider())
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "iam";
        EndpointProvider = new GlobalEndpointProvider();
    }

    public static new string ServiceId => "IAM";

    public override string RegionEndpointServiceName => "iam";

    public override string ServiceVersion => "2010-05-08";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString(ServiceId, typeof(AmazonIdentityManagementServiceConfig).Assembly.GetName().Version?.ToString(3) ?? "0");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return EndpointProvider.ResolveEndpoint(RegionalEndpointProvider.Parameters(this, parameters.AlternateEndpoint));
    }
}
