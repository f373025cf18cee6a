using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class CertificateType(string value) : ConstantClass(value)
{
    public static readonly CertificateType AMAZON_ISSUED = new("AMAZON_ISSUED");
    public static readonly CertificateType IMPORTED = new("IMPORTED");
    public static readonly CertificateType PRIVATE = new("PRIVATE");

    public static CertificateType FindValue(string value) => FindValue<CertificateType>(value);

    public static implicit operator CertificateType(string value) => FindValue(value);
}
