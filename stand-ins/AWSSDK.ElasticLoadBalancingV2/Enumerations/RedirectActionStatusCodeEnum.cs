using Amazon.Runtime;

namespace Amazon.ElasticLoadBalancingV2;

public class RedirectActionStatusCodeEnum(string value) : ConstantClass(value)
{
    public static readonly RedirectActionStatusCodeEnum HTTP_301 = new("HTTP_301");
    public static readonly RedirectActionStatusCodeEnum HTTP_302 = new("HTTP_302");

    public static RedirectActionStatusCodeEnum FindValue(string value) => FindValue<RedirectActionStatusCodeEnum>(value);

    public static implicit operator RedirectActionStatusCodeEnum(string value) => FindValue(value);
}
