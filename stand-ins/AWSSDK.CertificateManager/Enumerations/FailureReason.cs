using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class FailureReason(string value) : ConstantClass(value)
{
    public static readonly FailureReason ADDITIONAL_VERIFICATION_REQUIRED = new("ADDITIONAL_VERIFICATION_REQUIRED");
    public static readonly FailureReason CAA_ERROR = new("CAA_ERROR");
    public static readonly FailureReason DOMAIN_NOT_ALLOWED = new("DOMAIN_NOT_ALLOWED");
    public static readonly FailureReason DOMAIN_VALIDATION_DENIED = new("DOMAIN_VALIDATION_DENIED");
    public static readonly FailureReason INVALID_PUBLIC_DOMAIN = new("INVALID_PUBLIC_DOMAIN");
    public static readonly FailureReason NO_AVAILABLE_CONTACTS = new("NO_AVAILABLE_CONTACTS");
    public static readonly FailureReason OTHER = new("OTHER");
    public static readonly FailureReason PCA_ACCESS_DENIED = new("PCA_ACCESS_DENIED");
    public static readonly FailureReason PCA_INVALID_ARGS = new("PCA_INVALID_ARGS");
    public static readonly FailureReason PCA_INVALID_ARN = new("PCA_INVALID_ARN");
    public static readonly FailureReason PCA_INVALID_DURATION = new("PCA_INVALID_DURATION");
    public static readonly FailureReason PCA_INVALID_STATE = new("PCA_INVALID_STATE");
    public static readonly FailureReason PCA_LIMIT_EXCEEDED = new("PCA_LIMIT_EXCEEDED");
    public static readonly FailureReason PCA_NAME_CONSTRAINTS_VALIDATION = new("PCA_NAME_CONSTRAINTS_VALIDATION");
    public static readonly FailureReason PCA_REQUEST_FAILED = new("PCA_REQUEST_FAILED");
    public static readonly FailureReason PCA_RESOURCE_NOT_FOUND = new("PCA_RESOURCE_NOT_FOUND");
    public static readonly FailureReason SLR_NOT_FOUND = new("SLR_NOT_FOUND");

    public static FailureReason FindValue(string value) => FindValue<FailureReason>(value);

    public static implicit operator FailureReason(string value) => FindValue(value);
}
