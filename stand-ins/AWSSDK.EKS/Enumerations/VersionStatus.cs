using Amazon.Runtime;

namespace Amazon.EKS;

public class VersionStatus(string value) : ConstantClass(value)
{
    public static readonly VersionStatus UNSUPPORTED = new("UNSUPPORTED");
    public static readonly VersionStatus STANDARD_SUPPORT = new("STANDARD_SUPPORT");
    public static readonly VersionStatus EXTENDED_SUPPORT = new("EXTENDED_SUPPORT");

    public static VersionStatus FindValue(string value) => FindValue<VersionStatus>(value);

    public static implicit operator VersionStatus(string value) => FindValue(value);
}
