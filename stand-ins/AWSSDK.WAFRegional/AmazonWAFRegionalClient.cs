using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.WAFRegional.Model;
using EksIngress.StandIns.Aws;

namespace Amazon.WAFRegional;

public class AmazonWAFRegionalClient : AmazonServiceClient, IAmazonWAFRegional
{
    public AmazonWAFRegionalClient()
        : base(new AmazonWAFRegionalConfig()) { }

    public AmazonWAFRegionalClient(RegionEndpoint region)
        : base(new AmazonWAFRegionalConfig { RegionEndpoint = region }) { }

    public AmazonWAFRegionalClient(AmazonWAFRegionalConfig config)
        : base(config) { }

    public AmazonWAFRegionalClient(AWSCredentials credentials)
        : this(credentials, new AmazonWAFRegionalConfig()) { }

    public AmazonWAFRegionalClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonWAFRegionalConfig { RegionEndpoint = region }) { }

    public AmazonWAFRegionalClient(AWSCredentials credentials, AmazonWAFRegionalConfig clientConfig)
        : base(credentials, clientConfig) { }

    public AmazonWAFRegionalClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonWAFRegionalConfig()) { }

    public AmazonWAFRegionalClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonWAFRegionalConfig { RegionEndpoint = region }) { }

    public AmazonWAFRegionalClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonWAFRegionalConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    public AmazonWAFRegionalClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonWAFRegionalConfig()) { }

    public AmazonWAFRegionalClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonWAFRegionalConfig { RegionEndpoint = region }) { }

    public AmazonWAFRegionalClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonWAFRegionalConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata { get; } = new ServiceMetadata("WAF Regional");

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    public virtual Task<GetWebACLForResourceResponse> GetWebACLForResourceAsync(GetWebACLForResourceRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetWebACLForResourceResponse>(request, WAFRegionalOperations.GetWebACLForResource.Options, cancellationToken);

    public virtual Task<AssociateWebACLResponse> AssociateWebACLAsync(AssociateWebACLRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AssociateWebACLResponse>(request, WAFRegionalOperations.AssociateWebACL.Options, cancellationToken);

    public virtual Task<DisassociateWebACLResponse> DisassociateWebACLAsync(DisassociateWebACLRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DisassociateWebACLResponse>(request, WAFRegionalOperations.DisassociateWebACL.Options, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<Amazon.Runtime.Internal.EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EksIngress.StandIns.Aws.EndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AuthSchemeHandler());
    }
}
