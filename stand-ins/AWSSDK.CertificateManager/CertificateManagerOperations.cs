using Amazon.CertificateManager.Model;
using EksIngress.StandIns.Aws;

[assembly: PascalCaseJson]

namespace Amazon.CertificateManager;

/// <summary>Operations with the errors that each one models.</summary>
internal static class CertificateManagerOperations
{
    private static readonly AwsService Service = new("Amazon.CertificateManager", "2015-12-08", typeof(AmazonCertificateManagerException));

    internal static readonly JsonOperation<RequestCertificateResponse> RequestCertificate = new(Service, "CertificateManager.RequestCertificate",
        typeof(InvalidArnException), typeof(InvalidDomainValidationOptionsException), typeof(InvalidParameterException),
        typeof(InvalidTagException), typeof(LimitExceededException), typeof(TagPolicyException),
        typeof(TooManyTagsException));

    internal static readonly JsonOperation<ImportCertificateResponse> ImportCertificate = new(Service, "CertificateManager.ImportCertificate",
        typeof(ConflictException), typeof(InvalidArnException), typeof(InvalidParameterException),
        typeof(InvalidTagException), typeof(LimitExceededException), typeof(ResourceNotFoundException),
        typeof(TagPolicyException), typeof(TooManyTagsException));

    internal static readonly JsonOperation<DescribeCertificateResponse> DescribeCertificate = new(Service, "CertificateManager.DescribeCertificate",
        typeof(InvalidArnException), typeof(ResourceNotFoundException));

    internal static readonly JsonOperation<ListCertificatesResponse> ListCertificates = new(Service, "CertificateManager.ListCertificates",
        typeof(InvalidArgsException), typeof(ValidationException));

    internal static readonly JsonOperation<GetCertificateResponse> GetCertificate = new(Service, "CertificateManager.GetCertificate",
        typeof(InvalidArnException), typeof(RequestInProgressException), typeof(ResourceNotFoundException));

    internal static readonly JsonOperation<DeleteCertificateResponse> DeleteCertificate = new(Service, "CertificateManager.DeleteCertificate",
        typeof(AccessDeniedException), typeof(ConflictException), typeof(InvalidArnException),
        typeof(ResourceInUseException), typeof(ResourceNotFoundException), typeof(ThrottlingException));

    internal static readonly JsonOperation<RenewCertificateResponse> RenewCertificate = new(Service, "CertificateManager.RenewCertificate",
        typeof(InvalidArnException), typeof(RequestInProgressException), typeof(ResourceNotFoundException));

    internal static readonly JsonOperation<AddTagsToCertificateResponse> AddTagsToCertificate = new(Service, "CertificateManager.AddTagsToCertificate",
        typeof(InvalidArnException), typeof(InvalidParameterException), typeof(InvalidTagException),
        typeof(ResourceNotFoundException), typeof(TagPolicyException), typeof(ThrottlingException),
        typeof(TooManyTagsException));

    internal static readonly JsonOperation<RemoveTagsFromCertificateResponse> RemoveTagsFromCertificate = new(Service, "CertificateManager.RemoveTagsFromCertificate",
        typeof(InvalidArnException), typeof(InvalidParameterException), typeof(InvalidTagException),
        typeof(ResourceNotFoundException), typeof(TagPolicyException), typeof(ThrottlingException));

    internal static readonly JsonOperation<ListTagsForCertificateResponse> ListTagsForCertificate = new(Service, "CertificateManager.ListTagsForCertificate",
        typeof(InvalidArnException), typeof(ResourceNotFoundException));
}
