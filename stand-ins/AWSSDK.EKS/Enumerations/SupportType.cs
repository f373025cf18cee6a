using Amazon.Runtime;

namespace Amazon.EKS;

public class SupportType(string value) : ConstantClass(value)
{
    public static readonly SupportType STANDARD = new("STANDARD");
    public static readonly SupportType EXTENDED = new("EXTENDED");

    public static SupportType FindValue(string value) => FindValue<SupportType>(value);

    public static implicit operator SupportType(string value) => FindValue(value);
}
