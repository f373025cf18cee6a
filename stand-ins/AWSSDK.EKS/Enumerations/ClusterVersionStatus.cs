using Amazon.Runtime;

namespace Amazon.EKS;

public class ClusterVersionStatus(string value) : ConstantClass(value)
{
    public static readonly ClusterVersionStatus Unsupported = new("unsupported");
    public static readonly ClusterVersionStatus StandardSupport = new("standard-support");
    public static readonly ClusterVersionStatus ExtendedSupport = new("extended-support");

    public static ClusterVersionStatus FindValue(string value) => FindValue<ClusterVersionStatus>(value);

    public static implicit operator ClusterVersionStatus(string value) => FindValue(value);
}
