using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.WAFV2.Model;
using EksIngress.StandIns.Aws;

namespace Amazon.WAFV2;

public class AmazonWAFV2Client : AmazonServiceClient, IAmazonWAFV2
{
    public AmazonWAFV2Client()
        : base(new AmazonWAFV2Config()) { }

    public AmazonWAFV2Client(RegionEndpoint region)
        : base(new AmazonWAFV2Config { RegionEndpoint = region }) { }

    public AmazonWAFV2Client(AmazonWAFV2Config config)
        : base(config) { }

    public AmazonWAFV2Client(AWSCredentials credentials)
        : this(credentials, new AmazonWAFV2Config()) { }

    public AmazonWAFV2Client(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonWAFV2Config { RegionEndpoint = region }) { }

    public AmazonWAFV2Client(AWSCredentials credentials, AmazonWAFV2Config clientConfig)
        : base(credentials, clientConfig) { }

    public AmazonWAFV2Client(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonWAFV2Config()) { }

    public AmazonWAFV2Client(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonWAFV2Config { RegionEndpoint = region }) { }

    public AmazonWAFV2Client(string awsAccessKeyId, string awsSecretAccessKey, AmazonWAFV2Config clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    public AmazonWAFV2Client(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonWAFV2Config()) { }

    public AmazonWAFV2Client(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonWAFV2Config { RegionEndpoint = region }) { }

    public AmazonWAFV2Client(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonWAFV2Config clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata { get; } = new ServiceMetadata("WAFV2");

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    public virtual Task<GetWebACLForResourceResponse> GetWebACLForResourceAsync(GetWebACLForResourceRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetWebACLForResourceResponse>(request, WAFV2Operations.GetWebACLForResource.Options, cancellationToken);

    public virtual Task<AssociateWebACLResponse> AssociateWebACLAsync(AssociateWebACLRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AssociateWebACLResponse>(request, WAFV2Operations.AssociateWebACL.Options, cancellationToken);

    public virtual Task<DisassociateWebACLResponse> DisassociateWebACLAsync(DisassociateWebACLRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DisassociateWebACLResponse>(request, WAFV2Operations.DisassociateWebACL.Options, cancellationToken);

    public virtual Task<ListWebACLsResponse> ListWebACLsAsync(ListWebACLsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListWebACLsResponse>(request, WAFV2Operations.ListWebACLs.Options, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<Amazon.Runtime.Internal.EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EksIngress.StandIns.Aws.EndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AuthSchemeHandler());
    }
}
