using Amazon.Runtime;

namespace Amazon.ElasticLoadBalancingV2;

public class EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum(string value) : ConstantClass(value)
{
    public static readonly EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum On = new("on");
    public static readonly EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum Off = new("off");

    public static EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum FindValue(string value) => FindValue<EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum>(value);

    public static implicit operator EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum(string value) => FindValue(value);
}
