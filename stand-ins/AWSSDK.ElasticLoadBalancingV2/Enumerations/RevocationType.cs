using Amazon.Runtime;

namespace Amazon.ElasticLoadBalancingV2;

public class RevocationType(string value) : ConstantClass(value)
{
    public static readonly RevocationType CRL = new("CRL");

    public static RevocationType FindValue(string value) => FindValue<RevocationType>(value);

    public static implicit operator RevocationType(string value) => FindValue(value);
}
