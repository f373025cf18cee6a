using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class ValidationMethod(string value) : ConstantClass(value)
{
    public static readonly ValidationMethod DNS = new("DNS");
    public static readonly ValidationMethod EMAIL = new("EMAIL");
    public static readonly ValidationMethod HTTP = new("HTTP");

    public static ValidationMethod FindValue(string value) => FindValue<ValidationMethod>(value);

    public static implicit operator ValidationMethod(string value) => FindValue(value);
}
