using Amazon.Runtime;

namespace Amazon.Route53;

public class ChangeStatus(string value) : ConstantClass(value)
{
    public static readonly ChangeStatus INSYNC = new("INSYNC");
    public static readonly ChangeStatus PENDING = new("PENDING");

    public static ChangeStatus FindValue(string value) => FindValue<ChangeStatus>(value);

    public static implicit operator ChangeStatus(string value) => FindValue(value);
}
