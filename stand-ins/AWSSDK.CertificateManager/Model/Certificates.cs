using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.CertificateManager.Model;

public class CertificateDetail
{
    public string CertificateArn { get; set; }
    public string CertificateAuthorityArn { get; set; }
    public DateTime? CreatedAt { get; set; }
    public string DomainName { get; set; }
    public List<DomainValidation> DomainValidationOptions { get; set; } = Collections.List<DomainValidation>();
    public List<ExtendedKeyUsage> ExtendedKeyUsages { get; set; } = Collections.List<ExtendedKeyUsage>();
    public FailureReason FailureReason { get; set; }
    public DateTime? ImportedAt { get; set; }
    public List<string> InUseBy { get; set; } = Collections.List<string>();
    public DateTime? IssuedAt { get; set; }
    public string Issuer { get; set; }
    public KeyAlgorithm KeyAlgorithm { get; set; }
    public List<KeyUsage> KeyUsages { get; set; } = Collections.List<KeyUsage>();
    public CertificateManagedBy ManagedBy { get; set; }
    public DateTime? NotAfter { get; set; }
    public DateTime? NotBefore { get; set; }
    public CertificateOptions Options { get; set; }
    public RenewalEligibility RenewalEligibility { get; set; }
    public RenewalSummary RenewalSummary { get; set; }
    public RevocationReason RevocationReason { get; set; }
    public DateTime? RevokedAt { get; set; }
    public string Serial { get; set; }
    public string SignatureAlgorithm { get; set; }
    public CertificateStatus Status { get; set; }
    public string Subject { get; set; }
    public List<string> SubjectAlternativeNames { get; set; } = Collections.List<string>();
    public CertificateType Type { get; set; }
}

public class CertificateOptions
{
    public CertificateTransparencyLoggingPreference CertificateTransparencyLoggingPreference { get; set; }
    public CertificateExport Export { get; set; }
}

public class CertificateSummary
{
    public string CertificateArn { get; set; }
    public DateTime? CreatedAt { get; set; }
    public string DomainName { get; set; }
    public CertificateExport ExportOption { get; set; }
    public bool? Exported { get; set; }
    public List<string> ExtendedKeyUsages { get; set; } = Collections.List<string>();
    public bool? HasAdditionalSubjectAlternativeNames { get; set; }
    public DateTime? ImportedAt { get; set; }
    public bool? InUse { get; set; }
    public DateTime? IssuedAt { get; set; }
    public KeyAlgorithm KeyAlgorithm { get; set; }
    public List<string> KeyUsages { get; set; } = Collections.List<string>();
    public CertificateManagedBy ManagedBy { get; set; }
    public DateTime? NotAfter { get; set; }
    public DateTime? NotBefore { get; set; }
    public RenewalEligibility RenewalEligibility { get; set; }
    public DateTime? RevokedAt { get; set; }
    public CertificateStatus Status { get; set; }
    public List<string> SubjectAlternativeNameSummaries { get; set; } = Collections.List<string>();
    public CertificateType Type { get; set; }
}

public class DeleteCertificateRequest : AmazonCertificateManagerRequest
{
    public string CertificateArn { get; set; }
}

public class DeleteCertificateResponse : AmazonWebServiceResponse;

public class DescribeCertificateRequest : AmazonCertificateManagerRequest
{
    public string CertificateArn { get; set; }
}

public class DescribeCertificateResponse : AmazonWebServiceResponse
{
    public CertificateDetail Certificate { get; set; }
}

public class DomainValidation
{
    public string DomainName { get; set; }
    public HttpRedirect HttpRedirect { get; set; }
    public ResourceRecord ResourceRecord { get; set; }
    public string ValidationDomain { get; set; }
    public List<string> ValidationEmails { get; set; } = Collections.List<string>();
    public ValidationMethod ValidationMethod { get; set; }
    public DomainStatus ValidationStatus { get; set; }
}

public class DomainValidationOption
{
    public string DomainName { get; set; }
    public string ValidationDomain { get; set; }
}

public class ExtendedKeyUsage
{
    public ExtendedKeyUsageName Name { get; set; }
    public string OID { get; set; }
}

public class Filters
{
    [Wire("exportOption")]
    public CertificateExport ExportOption { get; set; }
    [Wire("extendedKeyUsage")]
    public List<string> ExtendedKeyUsage { get; set; } = Collections.List<string>();
    [Wire("keyTypes")]
    public List<string> KeyTypes { get; set; } = Collections.List<string>();
    [Wire("keyUsage")]
    public List<string> KeyUsage { get; set; } = Collections.List<string>();
    [Wire("managedBy")]
    public CertificateManagedBy ManagedBy { get; set; }
}

public class GetCertificateRequest : AmazonCertificateManagerRequest
{
    public string CertificateArn { get; set; }
}

public class GetCertificateResponse : AmazonWebServiceResponse
{
    public string Certificate { get; set; }
    public string CertificateChain { get; set; }
}

public class HttpRedirect
{
    public string RedirectFrom { get; set; }
    public string RedirectTo { get; set; }
}

public class ImportCertificateRequest : AmazonCertificateManagerRequest
{
    public MemoryStream Certificate { get; set; }
    public string CertificateArn { get; set; }
    public MemoryStream CertificateChain { get; set; }
    public MemoryStream PrivateKey { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class ImportCertificateResponse : AmazonWebServiceResponse
{
    public string CertificateArn { get; set; }
}

public class KeyUsage
{
    public KeyUsageName Name { get; set; }
}

public class ListCertificatesRequest : AmazonCertificateManagerRequest
{
    public List<string> CertificateStatuses { get; set; } = Collections.List<string>();
    public Filters Includes { get; set; }
    public int? MaxItems { get; set; }
    public string NextToken { get; set; }
    public SortBy SortBy { get; set; }
    public SortOrder SortOrder { get; set; }
}

public class ListCertificatesResponse : AmazonWebServiceResponse
{
    public List<CertificateSummary> CertificateSummaryList { get; set; } = Collections.List<CertificateSummary>();
    public string NextToken { get; set; }
}

public class RenewCertificateRequest : AmazonCertificateManagerRequest
{
    public string CertificateArn { get; set; }
}

public class RenewCertificateResponse : AmazonWebServiceResponse;

public class RenewalSummary
{
    public List<DomainValidation> DomainValidationOptions { get; set; } = Collections.List<DomainValidation>();
    public RenewalStatus RenewalStatus { get; set; }
    public FailureReason RenewalStatusReason { get; set; }
    public DateTime? UpdatedAt { get; set; }
}

public class RequestCertificateRequest : AmazonCertificateManagerRequest
{
    public string CertificateAuthorityArn { get; set; }
    public string DomainName { get; set; }
    public List<DomainValidationOption> DomainValidationOptions { get; set; } = Collections.List<DomainValidationOption>();
    public string IdempotencyToken { get; set; }
    public KeyAlgorithm KeyAlgorithm { get; set; }
    public CertificateManagedBy ManagedBy { get; set; }
    public CertificateOptions Options { get; set; }
    public List<string> SubjectAlternativeNames { get; set; } = Collections.List<string>();
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
    public ValidationMethod ValidationMethod { get; set; }
}

public class RequestCertificateResponse : AmazonWebServiceResponse
{
    public string CertificateArn { get; set; }
}

public class ResourceRecord
{
    public string Name { get; set; }
    public RecordType Type { get; set; }
    public string Value { get; set; }
}

public class ThrottlingReason
{
    [Wire("reason")]
    public string Reason { get; set; }
    [Wire("resource")]
    public string Resource { get; set; }
}
