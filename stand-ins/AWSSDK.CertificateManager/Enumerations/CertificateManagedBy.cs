using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class CertificateManagedBy(string value) : ConstantClass(value)
{
    public static readonly CertificateManagedBy CLOUDFRONT = new("CLOUDFRONT");

    public static CertificateManagedBy FindValue(string value) => FindValue<CertificateManagedBy>(value);

    public static implicit operator CertificateManagedBy(string value) => FindValue(value);
}
