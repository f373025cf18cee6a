using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class CertificateStatus(string value) : ConstantClass(value)
{
    public static readonly CertificateStatus EXPIRED = new("EXPIRED");
    public static readonly CertificateStatus FAILED = new("FAILED");
    public static readonly CertificateStatus INACTIVE = new("INACTIVE");
    public static readonly CertificateStatus ISSUED = new("ISSUED");
    public static readonly CertificateStatus PENDING_VALIDATION = new("PENDING_VALIDATION");
    public static readonly CertificateStatus REVOKED = new("REVOKED");
    public static readonly CertificateStatus VALIDATION_TIMED_OUT = new("VALIDATION_TIMED_OUT");

    public static CertificateStatus FindValue(string value) => FindValue<CertificateStatus>(value);

    public static implicit operator CertificateStatus(string value) => FindValue(value);
}
