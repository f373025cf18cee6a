using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class CertificateExport(string value) : ConstantClass(value)
{
    public static readonly CertificateExport DISABLED = new("DISABLED");
    public static readonly CertificateExport ENABLED = new("ENABLED");

    public static CertificateExport FindValue(string value) => FindValue<CertificateExport>(value);

    public static implicit operator CertificateExport(string value) => FindValue(value);
}
