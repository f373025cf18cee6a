using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class RenewalStatus(string value) : ConstantClass(value)
{
    public static readonly RenewalStatus FAILED = new("FAILED");
    public static readonly RenewalStatus PENDING_AUTO_RENEWAL = new("PENDING_AUTO_RENEWAL");
    public static readonly RenewalStatus PENDING_VALIDATION = new("PENDING_VALIDATION");
    public static readonly RenewalStatus SUCCESS = new("SUCCESS");

    public static RenewalStatus FindValue(string value) => FindValue<RenewalStatus>(value);

    public static implicit operator RenewalStatus(string value) => FindValue(value);
}
