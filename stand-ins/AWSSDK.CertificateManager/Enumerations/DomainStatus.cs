using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class DomainStatus(string value) : ConstantClass(value)
{
    public static readonly DomainStatus FAILED = new("FAILED");
    public static readonly DomainStatus PENDING_VALIDATION = new("PENDING_VALIDATION");
    public static readonly DomainStatus SUCCESS = new("SUCCESS");

    public static DomainStatus FindValue(string value) => FindValue<DomainStatus>(value);

    public static implicit operator DomainStatus(string value) => FindValue(value);
}
