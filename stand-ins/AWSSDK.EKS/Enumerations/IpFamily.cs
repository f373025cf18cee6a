using Amazon.Runtime;

namespace Amazon.EKS;

public class IpFamily(string value) : ConstantClass(value)
{
    public static readonly IpFamily Ipv4 = new("ipv4");
    public static readonly IpFamily Ipv6 = new("ipv6");

    public static IpFamily FindValue(string value) => FindValue<IpFamily>(value);

    public static implicit operator IpFamily(string value) => FindValue(value);
}
