using Amazon.Runtime;

namespace Amazon.ElasticLoadBalancingV2;

public class TrustStoreAssociationStatusEnum(string value) : ConstantClass(value)
{
    public static readonly TrustStoreAssociationStatusEnum Active = new("active");
    public static readonly TrustStoreAssociationStatusEnum Removed = new("removed");

    public static TrustStoreAssociationStatusEnum FindValue(string value) => FindValue<TrustStoreAssociationStatusEnum>(value);

    public static implicit operator TrustStoreAssociationStatusEnum(string value) => FindValue(value);
}
