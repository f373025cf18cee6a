using Amazon.Runtime;

namespace Amazon.EKS;

public class NodegroupIssueCode(string value) : ConstantClass(value)
{
    public static readonly NodegroupIssueCode AutoScalingGroupNotFound = new("AutoScalingGroupNotFound");
    public static readonly NodegroupIssueCode AutoScalingGroupInvalidConfiguration = new("AutoScalingGroupInvalidConfiguration");
    public static readonly NodegroupIssueCode Ec2SecurityGroupNotFound = new("Ec2SecurityGroupNotFound");
    public static readonly NodegroupIssueCode Ec2SecurityGroupDeletionFailure = new("Ec2SecurityGroupDeletionFailure");
    public static readonly NodegroupIssueCode Ec2LaunchTemplateNotFound = new("Ec2LaunchTemplateNotFound");
    public static readonly NodegroupIssueCode Ec2LaunchTemplateVersionMismatch = new("Ec2LaunchTemplateVersionMismatch");
    public static readonly NodegroupIssueCode Ec2SubnetNotFound = new("Ec2SubnetNotFound");
    public static readonly NodegroupIssueCode Ec2SubnetInvalidConfiguration = new("Ec2SubnetInvalidConfiguration");
    public static readonly NodegroupIssueCode IamInstanceProfileNotFound = new("IamInstanceProfileNotFound");
    public static readonly NodegroupIssueCode Ec2SubnetMissingIpv6Assignment = new("Ec2SubnetMissingIpv6Assignment");
    public static readonly NodegroupIssueCode IamLimitExceeded = new("IamLimitExceeded");
    public static readonly NodegroupIssueCode IamNodeRoleNotFound = new("IamNodeRoleNotFound");
    public static readonly NodegroupIssueCode NodeCreationFailure = new("NodeCreationFailure");
    public static readonly NodegroupIssueCode AsgInstanceLaunchFailures = new("AsgInstanceLaunchFailures");
    public static readonly NodegroupIssueCode InstanceLimitExceeded = new("InstanceLimitExceeded");
    public static readonly NodegroupIssueCode InsufficientFreeAddresses = new("InsufficientFreeAddresses");
    public static readonly NodegroupIssueCode AccessDenied = new("AccessDenied");
    public static readonly NodegroupIssueCode InternalFailure = new("InternalFailure");
    public static readonly NodegroupIssueCode ClusterUnreachable = new("ClusterUnreachable");
    public static readonly NodegroupIssueCode AmiIdNotFound = new("AmiIdNotFound");
    public static readonly NodegroupIssueCode AutoScalingGroupOptInRequired = new("AutoScalingGroupOptInRequired");
    public static readonly NodegroupIssueCode AutoScalingGroupRateLimitExceeded = new("AutoScalingGroupRateLimitExceeded");
    public static readonly NodegroupIssueCode Ec2LaunchTemplateDeletionFailure = new("Ec2LaunchTemplateDeletionFailure");
    public static readonly NodegroupIssueCode Ec2LaunchTemplateInvalidConfiguration = new("Ec2LaunchTemplateInvalidConfiguration");
    public static readonly NodegroupIssueCode Ec2LaunchTemplateMaxLimitExceeded = new("Ec2LaunchTemplateMaxLimitExceeded");
    public static readonly NodegroupIssueCode Ec2SubnetListTooLong = new("Ec2SubnetListTooLong");
    public static readonly NodegroupIssueCode IamThrottling = new("IamThrottling");
    public static readonly NodegroupIssueCode NodeTerminationFailure = new("NodeTerminationFailure");
    public static readonly NodegroupIssueCode PodEvictionFailure = new("PodEvictionFailure");
    public static readonly NodegroupIssueCode SourceEc2LaunchTemplateNotFound = new("SourceEc2LaunchTemplateNotFound");
    public static readonly NodegroupIssueCode LimitExceeded = new("LimitExceeded");
    public static readonly NodegroupIssueCode Unknown = new("Unknown");
    public static readonly NodegroupIssueCode AutoScalingGroupInstanceRefreshActive = new("AutoScalingGroupInstanceRefreshActive");
    public static readonly NodegroupIssueCode KubernetesLabelInvalid = new("KubernetesLabelInvalid");
    public static readonly NodegroupIssueCode Ec2LaunchTemplateVersionMaxLimitExceeded = new("Ec2LaunchTemplateVersionMaxLimitExceeded");
    public static readonly NodegroupIssueCode Ec2InstanceTypeDoesNotExist = new("Ec2InstanceTypeDoesNotExist");

    public static NodegroupIssueCode FindValue(string value) => FindValue<NodegroupIssueCode>(value);

    public static implicit operator NodegroupIssueCode(string value) => FindValue(value);
}
