using Amazon.Runtime;

namespace Amazon.EKS;

public class AuthenticationMode(string value) : ConstantClass(value)
{
    public static readonly AuthenticationMode API = new("API");
    public static readonly AuthenticationMode API_AND_CONFIG_MAP = new("API_AND_CONFIG_MAP");
    public static readonly AuthenticationMode CONFIG_MAP = new("CONFIG_MAP");

    public static AuthenticationMode FindValue(string value) => FindValue<AuthenticationMode>(value);

    public static implicit operator AuthenticationMode(string value) => FindValue(value);
}
