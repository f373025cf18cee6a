using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class KeyAlgorithm(string value) : ConstantClass(value)
{
    public static readonly KeyAlgorithm EC_prime256v1 = new("EC_prime256v1");
    public static readonly KeyAlgorithm EC_secp384r1 = new("EC_secp384r1");
    public static readonly KeyAlgorithm EC_secp521r1 = new("EC_secp521r1");
    public static readonly KeyAlgorithm RSA_1024 = new("RSA_1024");
    public static readonly KeyAlgorithm RSA_2048 = new("RSA_2048");
    public static readonly KeyAlgorithm RSA_3072 = new("RSA_3072");
    public static readonly KeyAlgorithm RSA_4096 = new("RSA_4096");

    public static KeyAlgorithm FindValue(string value) => FindValue<KeyAlgorithm>(value);

    public static implicit operator KeyAlgorithm(string value) => FindValue(value);
}
