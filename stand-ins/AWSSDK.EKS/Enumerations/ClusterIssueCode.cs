using Amazon.Runtime;

namespace Amazon.EKS;

public class ClusterIssueCode(string value) : ConstantClass(value)
{
    public static readonly ClusterIssueCode AccessDenied = new("AccessDenied");
    public static readonly ClusterIssueCode ClusterUnreachable = new("ClusterUnreachable");
    public static readonly ClusterIssueCode ConfigurationConflict = new("ConfigurationConflict");
    public static readonly ClusterIssueCode InternalFailure = new("InternalFailure");
    public static readonly ClusterIssueCode ResourceLimitExceeded = new("ResourceLimitExceeded");
    public static readonly ClusterIssueCode ResourceNotFound = new("ResourceNotFound");
    public static readonly ClusterIssueCode IamRoleNotFound = new("IamRoleNotFound");
    public static readonly ClusterIssueCode VpcNotFound = new("VpcNotFound");
    public static readonly ClusterIssueCode InsufficientFreeAddresses = new("InsufficientFreeAddresses");
    public static readonly ClusterIssueCode Ec2ServiceNotSubscribed = new("Ec2ServiceNotSubscribed");
    public static readonly ClusterIssueCode Ec2SubnetNotFound = new("Ec2SubnetNotFound");
    public static readonly ClusterIssueCode Ec2SecurityGroupNotFound = new("Ec2SecurityGroupNotFound");
    public static readonly ClusterIssueCode KmsGrantRevoked = new("KmsGrantRevoked");
    public static readonly ClusterIssueCode KmsKeyNotFound = new("KmsKeyNotFound");
    public static readonly ClusterIssueCode KmsKeyMarkedForDeletion = new("KmsKeyMarkedForDeletion");
    public static readonly ClusterIssueCode KmsKeyDisabled = new("KmsKeyDisabled");
    public static readonly ClusterIssueCode StsRegionalEndpointDisabled = new("StsRegionalEndpointDisabled");
    public static readonly ClusterIssueCode UnsupportedVersion = new("UnsupportedVersion");
    public static readonly ClusterIssueCode Other = new("Other");

    public static ClusterIssueCode FindValue(string value) => FindValue<ClusterIssueCode>(value);

    public static implicit operator ClusterIssueCode(string value) => FindValue(value);
}
