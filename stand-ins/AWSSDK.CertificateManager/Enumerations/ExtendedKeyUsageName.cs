using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class ExtendedKeyUsageName(string value) : ConstantClass(value)
{
    public static readonly ExtendedKeyUsageName ANY = new("ANY");
    public static readonly ExtendedKeyUsageName CODE_SIGNING = new("CODE_SIGNING");
    public static readonly ExtendedKeyUsageName CUSTOM = new("CUSTOM");
    public static readonly ExtendedKeyUsageName EMAIL_PROTECTION = new("EMAIL_PROTECTION");
    public static readonly ExtendedKeyUsageName IPSEC_END_SYSTEM = new("IPSEC_END_SYSTEM");
    public static readonly ExtendedKeyUsageName IPSEC_TUNNEL = new("IPSEC_TUNNEL");
    public static readonly ExtendedKeyUsageName IPSEC_USER = new("IPSEC_USER");
    public static readonly ExtendedKeyUsageName NONE = new("NONE");
    public static readonly ExtendedKeyUsageName OCSP_SIGNING = new("OCSP_SIGNING");
    public static readonly ExtendedKeyUsageName TIME_STAMPING = new("TIME_STAMPING");
    public static readonly ExtendedKeyUsageName TLS_WEB_CLIENT_AUTHENTICATION = new("TLS_WEB_CLIENT_AUTHENTICATION");
    public static readonly ExtendedKeyUsageName TLS_WEB_SERVER_AUTHENTICATION = new("TLS_WEB_SERVER_AUTHENTICATION");

    public static ExtendedKeyUsageName FindValue(string value) => FindValue<ExtendedKeyUsageName>(value);

    public static implicit operator ExtendedKeyUsageName(string value) => FindValue(value);
}
