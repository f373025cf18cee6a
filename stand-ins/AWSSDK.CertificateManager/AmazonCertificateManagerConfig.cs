using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using EksIngress.StandIns.Aws;

namespace Amazon.CertificateManager;

public class AmazonCertificateManagerConfig : ClientConfig
{
    public AmazonCertificateManagerConfig()
        : base(DefaultModes.Provider())
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "acm";
        EndpointProvider = new RegionalEndpointProvider("acm", "acm-fips");
    }

    public static new string ServiceId => "ACM";

    public override string RegionEndpointServiceName => "acm";

    public override string ServiceVersion => "2015-12-08";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString(ServiceId, typeof(AmazonCertificateManagerConfig).Assembly.GetName().Version?.ToString(3) ?? "0");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return EndpointProvider.ResolveEndpoint(RegionalEndpointProvider.Parameters(this, parameters.AlternateEndpoint));
    }
}
