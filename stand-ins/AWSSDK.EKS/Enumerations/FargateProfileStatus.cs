using Amazon.Runtime;

namespace Amazon.EKS;

public class FargateProfileStatus(string value) : ConstantClass(value)
{
    public static readonly FargateProfileStatus CREATING = new("CREATING");
    public static readonly FargateProfileStatus ACTIVE = new("ACTIVE");
    public static readonly FargateProfileStatus DELETING = new("DELETING");
    public static readonly FargateProfileStatus CREATE_FAILED = new("CREATE_FAILED");
    public static readonly FargateProfileStatus DELETE_FAILED = new("DELETE_FAILED");

    public static FargateProfileStatus FindValue(string value) => FindValue<FargateProfileStatus>(value);

    public static implicit operator FargateProfileStatus(string value) => FindValue(value);
}
