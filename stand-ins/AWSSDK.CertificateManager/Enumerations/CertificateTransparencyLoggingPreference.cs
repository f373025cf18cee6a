using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class CertificateTransparencyLoggingPreference(string value) : ConstantClass(value)
{
    public static readonly CertificateTransparencyLoggingPreference DISABLED = new("DISABLED");
    public static readonly CertificateTransparencyLoggingPreference ENABLED = new("ENABLED");

    public static CertificateTransparencyLoggingPreference FindValue(string value) => FindValue<CertificateTransparencyLoggingPreference>(value);

    public static implicit operator CertificateTransparencyLoggingPreference(string value) => FindValue(value);
}
