using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class KeyUsageName(string value) : ConstantClass(value)
{
    public static readonly KeyUsageName ANY = new("ANY");
    public static readonly KeyUsageName CERTIFICATE_SIGNING = new("CERTIFICATE_SIGNING");
    public static readonly KeyUsageName CRL_SIGNING = new("CRL_SIGNING");
    public static readonly KeyUsageName CUSTOM = new("CUSTOM");
    public static readonly KeyUsageName DATA_ENCIPHERMENT = new("DATA_ENCIPHERMENT");
    public static readonly KeyUsageName DECIPHER_ONLY = new("DECIPHER_ONLY");
    public static readonly KeyUsageName DIGITAL_SIGNATURE = new("DIGITAL_SIGNATURE");
    public static readonly KeyUsageName ENCIPHER_ONLY = new("ENCIPHER_ONLY");
    public static readonly KeyUsageName KEY_AGREEMENT = new("KEY_AGREEMENT");
    public static readonly KeyUsageName KEY_ENCIPHERMENT = new("KEY_ENCIPHERMENT");
    public static readonly KeyUsageName NON_REPUDIATION = new("NON_REPUDIATION");

    public static KeyUsageName FindValue(string value) => FindValue<KeyUsageName>(value);

    public static implicit operator KeyUsageName(string value) => FindValue(value);
}
