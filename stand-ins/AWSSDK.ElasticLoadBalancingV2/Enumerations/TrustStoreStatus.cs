using Amazon.Runtime;

namespace Amazon.ElasticLoadBalancingV2;

public class TrustStoreStatus(string value) : ConstantClass(value)
{
    public static readonly TrustStoreStatus ACTIVE = new("ACTIVE");
    public static readonly TrustStoreStatus CREATING = new("CREATING");

    public static TrustStoreStatus FindValue(string value) => FindValue<TrustStoreStatus>(value);

    public static implicit operator TrustStoreStatus(string value) => FindValue(value);
}
