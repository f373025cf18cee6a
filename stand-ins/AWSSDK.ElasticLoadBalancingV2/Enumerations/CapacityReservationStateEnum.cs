using Amazon.Runtime;

namespace Amazon.ElasticLoadBalancingV2;

public class CapacityReservationStateEnum(string value) : ConstantClass(value)
{
    public static readonly CapacityReservationStateEnum Provisioned = new("provisioned");
    public static readonly CapacityReservationStateEnum Pending = new("pending");
    public static readonly CapacityReservationStateEnum Rebalancing = new("rebalancing");
    public static readonly CapacityReservationStateEnum Failed = new("failed");

    public static CapacityReservationStateEnum FindValue(string value) => FindValue<CapacityReservationStateEnum>(value);

    public static implicit operator CapacityReservationStateEnum(string value) => FindValue(value);
}
