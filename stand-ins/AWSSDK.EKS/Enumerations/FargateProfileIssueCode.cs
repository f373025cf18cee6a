using Amazon.Runtime;

namespace Amazon.EKS;

public class FargateProfileIssueCode(string value) : ConstantClass(value)
{
    public static readonly FargateProfileIssueCode PodExecutionRoleAlreadyInUse = new("PodExecutionRoleAlreadyInUse");
    public static readonly FargateProfileIssueCode AccessDenied = new("AccessDenied");
    public static readonly FargateProfileIssueCode ClusterUnreachable = new("ClusterUnreachable");
    public static readonly FargateProfileIssueCode InternalFailure = new("InternalFailure");

    public static FargateProfileIssueCode FindValue(string value) => FindValue<FargateProfileIssueCode>(value);

    public static implicit operator FargateProfileIssueCode(string value) => FindValue(value);
}
