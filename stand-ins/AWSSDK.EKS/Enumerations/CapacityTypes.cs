using Amazon.Runtime;

namespace Amazon.EKS;

public class CapacityTypes(string value) : ConstantClass(value)
{
    public static readonly CapacityTypes ON_DEMAND = new("ON_DEMAND");
    public static readonly CapacityTypes SPOT = new("SPOT");
    public static readonly CapacityTypes CAPACITY_BLOCK = new("CAPACITY_BLOCK");

    public static CapacityTypes FindValue(string value) => FindValue<CapacityTypes>(value);

    public static implicit operator CapacityTypes(string value) => FindValue(value);
}
