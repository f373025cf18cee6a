using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Shield.Model;
using EksIngress.StandIns.Aws;

namespace Amazon.Shield;

public class AmazonShieldClient : AmazonServiceClient, IAmazonShield
{
    public AmazonShieldClient()
        : base(new AmazonShieldConfig()) { }

    public AmazonShieldClient(RegionEndpoint region)
        : base(new AmazonShieldConfig { RegionEndpoint = region }) { }

    public AmazonShieldClient(AmazonShieldConfig config)
        : base(config) { }

    public AmazonShieldClient(AWSCredentials credentials)
        : this(credentials, new AmazonShieldConfig()) { }

    public AmazonShieldClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonShieldConfig { RegionEndpoint = region }) { }

    public AmazonShieldClient(AWSCredentials credentials, AmazonShieldConfig clientConfig)
        : base(credentials, clientConfig) { }

    public AmazonShieldClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonShieldConfig()) { }

    public AmazonShieldClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonShieldConfig { RegionEndpoint = region }) { }

    public AmazonShieldClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonShieldConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    public AmazonShieldClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonShieldConfig()) { }

    public AmazonShieldClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonShieldConfig { RegionEndpoint = region }) { }

    public AmazonShieldClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonShieldConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata { get; } = new ServiceMetadata("Shield");

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    public virtual Task<GetSubscriptionStateResponse> GetSubscriptionStateAsync(GetSubscriptionStateRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetSubscriptionStateResponse>(request, ShieldOperations.GetSubscriptionState.Options, cancellationToken);

    public virtual Task<CreateProtectionResponse> CreateProtectionAsync(CreateProtectionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateProtectionResponse>(request, ShieldOperations.CreateProtection.Options, cancellationToken);

    public virtual Task<DescribeProtectionResponse> DescribeProtectionAsync(DescribeProtectionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeProtectionResponse>(request, ShieldOperations.DescribeProtection.Options, cancellationToken);

    public virtual Task<DeleteProtectionResponse> DeleteProtectionAsync(DeleteProtectionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteProtectionResponse>(request, ShieldOperations.DeleteProtection.Options, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<Amazon.Runtime.Internal.EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EksIngress.StandIns.Aws.EndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AuthSchemeHandler());
    }
}
