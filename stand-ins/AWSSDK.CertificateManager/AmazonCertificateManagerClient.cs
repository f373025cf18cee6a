using Amazon.CertificateManager.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using EksIngress.StandIns.Aws;

namespace Amazon.CertificateManager;

public class AmazonCertificateManagerClient : AmazonServiceClient, IAmazonCertificateManager
{
    public AmazonCertificateManagerClient()
        : base(new AmazonCertificateManagerConfig()) { }

    public AmazonCertificateManagerClient(RegionEndpoint region)
        : base(new AmazonCertificateManagerConfig { RegionEndpoint = region }) { }

    public AmazonCertificateManagerClient(AmazonCertificateManagerConfig config)
        : base(config) { }

    public AmazonCertificateManagerClient(AWSCredentials credentials)
        : this(credentials, new AmazonCertificateManagerConfig()) { }

    public AmazonCertificateManagerClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonCertificateManagerConfig { RegionEndpoint = region }) { }

    public AmazonCertificateManagerClient(AWSCredentials credentials, AmazonCertificateManagerConfig clientConfig)
        : base(credentials, clientConfig) { }

    public AmazonCertificateManagerClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonCertificateManagerConfig()) { }

    public AmazonCertificateManagerClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonCertificateManagerConfig { RegionEndpoint = region }) { }

    public AmazonCertificateManagerClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonCertificateManagerConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    public AmazonCertificateManagerClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonCertificateManagerConfig()) { }

    public AmazonCertificateManagerClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonCertificateManagerConfig { RegionEndpoint = region }) { }

    public AmazonCertificateManagerClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonCertificateManagerConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata { get; } = new ServiceMetadata("ACM");

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    public virtual Task<RequestCertificateResponse> RequestCertificateAsync(RequestCertificateRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RequestCertificateResponse>(request, CertificateManagerOperations.RequestCertificate.Options, cancellationToken);

    public virtual Task<ImportCertificateResponse> ImportCertificateAsync(ImportCertificateRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ImportCertificateResponse>(request, CertificateManagerOperations.ImportCertificate.Options, cancellationToken);

    public virtual Task<DescribeCertificateResponse> DescribeCertificateAsync(DescribeCertificateRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeCertificateResponse>(request, CertificateManagerOperations.DescribeCertificate.Options, cancellationToken);

    public virtual Task<ListCertificatesResponse> ListCertificatesAsync(ListCertificatesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListCertificatesResponse>(request, CertificateManagerOperations.ListCertificates.Options, cancellationToken);

    public virtual Task<GetCertificateResponse> GetCertificateAsync(GetCertificateRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetCertificateResponse>(request, CertificateManagerOperations.GetCertificate.Options, cancellationToken);

    public virtual Task<DeleteCertificateResponse> DeleteCertificateAsync(DeleteCertificateRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteCertificateResponse>(request, CertificateManagerOperations.DeleteCertificate.Options, cancellationToken);

    public virtual Task<RenewCertificateResponse> RenewCertificateAsync(RenewCertificateRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RenewCertificateResponse>(request, CertificateManagerOperations.RenewCertificate.Options, cancellationToken);

    public virtual Task<AddTagsToCertificateResponse> AddTagsToCertificateAsync(AddTagsToCertificateRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AddTagsToCertificateResponse>(request, CertificateManagerOperations.AddTagsToCertificate.Options, cancellationToken);

    public virtual Task<RemoveTagsFromCertificateResponse> RemoveTagsFromCertificateAsync(RemoveTagsFromCertificateRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RemoveTagsFromCertificateResponse>(request, CertificateManagerOperations.RemoveTagsFromCertificate.Options, cancellationToken);

    public virtual Task<ListTagsForCertificateResponse> ListTagsForCertificateAsync(ListTagsForCertificateRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListTagsForCertificateResponse>(request, CertificateManagerOperations.ListTagsForCertificate.Options, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<Amazon.Runtime.Internal.EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EksIngress.StandIns.Aws.EndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AuthSchemeHandler());
    }
}
