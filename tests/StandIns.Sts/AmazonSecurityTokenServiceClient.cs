using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.SecurityToken.Model;
using EksIngress.StandIns.Aws;

namespace Amazon.SecurityToken;

public class AmazonSecurityTokenServiceClient : AmazonServiceClient, IAmazonSecurityTokenService
{
    public AmazonSecurityTokenServiceClient()
        : base(new AmazonSecurityTokenServiceConfig()) { }

    public AmazonSecurityTokenServiceClient(RegionEndpoint region)
        : base(new AmazonSecurityTokenServiceConfig { RegionEndpoint = region }) { }

    public AmazonSecurityTokenServiceClient(AmazonSecurityTokenServiceConfig config)
        : base(config) { }

    public AmazonSecurityTokenServiceClient(AWSCredentials credentials)
        : this(credentials, new AmazonSecurityTokenServiceConfig()) { }

    public AmazonSecurityTokenServiceClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonSecurityTokenServiceConfig { RegionEndpoint = region }) { }

    public AmazonSecurityTokenServiceClient(AWSCredentials credentials, AmazonSecurityTokenServiceConfig clientConfig)
        : base(credentials, clientConfig) { }

    public AmazonSecurityTokenServiceClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonSecurityTokenServiceConfig()) { }

    public AmazonSecurityTokenServiceClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonSecurityTokenServiceConfig { RegionEndpoint = region }) { }

    public AmazonSecurityTokenServiceClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonSecurityTokenServiceConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    public AmazonSecurityTokenServiceClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonSecurityTokenServiceConfig()) { }

    public AmazonSecurityTokenServiceClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonSecurityTokenServiceConfig { RegionEndpoint = region }) { }

    public AmazonSecurityTokenServiceClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonSecurityTokenServiceConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata { get; } = new ServiceMetadata("STS");

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    public virtual Task<AssumeRoleResponse> AssumeRoleAsync(AssumeRoleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AssumeRoleResponse>(request, SecurityTokenServiceOperations.AssumeRole.Options, cancellationToken);

    public virtual Task<AssumeRoleWithWebIdentityResponse> AssumeRoleWithWebIdentityAsync(AssumeRoleWithWebIdentityRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AssumeRoleWithWebIdentityResponse>(request, SecurityTokenServiceOperations.AssumeRoleWithWebIdentity.Options, cancellationToken);

    public virtual Task<GetCallerIdentityResponse> GetCallerIdentityAsync(GetCallerIdentityRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetCallerIdentityResponse>(request, SecurityTokenServiceOperations.GetCallerIdentity.Options, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<Amazon.Runtime.Internal.EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EksIngress.StandIns.Aws.EndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AuthSchemeHandler(nameof(AssumeRoleWithWebIdentityRequest)));
    }
}
