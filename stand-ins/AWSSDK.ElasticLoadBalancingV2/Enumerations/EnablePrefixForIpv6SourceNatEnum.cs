using Amazon.Runtime;

namespace Amazon.ElasticLoadBalancingV2;

public class EnablePrefixForIpv6SourceNatEnum(string value) : ConstantClass(value)
{
    public static readonly EnablePrefixForIpv6SourceNatEnum On = new("on");
    public static readonly EnablePrefixForIpv6SourceNatEnum Off = new("off");

    public static EnablePrefixForIpv6SourceNatEnum FindValue(string value) => FindValue<EnablePrefixForIpv6SourceNatEnum>(value);

    public static implicit operator EnablePrefixForIpv6SourceNatEnum(string value) => FindValue(value);
}
