using Amazon.Runtime;

namespace Amazon.EKS;

public class RepairAction(string value) : ConstantClass(value)
{
    public static readonly RepairAction Replace = new("Replace");
    public static readonly RepairAction Reboot = new("Reboot");
    public static readonly RepairAction NoAction = new("NoAction");

    public static RepairAction FindValue(string value) => FindValue<RepairAction>(value);

    public static implicit operator RepairAction(string value) => FindValue(value);
}
