using Amazon.Runtime;

namespace Amazon.EKS;

public class ErrorCode(string value) : ConstantClass(value)
{
    public static readonly ErrorCode SubnetNotFound = new("SubnetNotFound");
    public static readonly ErrorCode SecurityGroupNotFound = new("SecurityGroupNotFound");
    public static readonly ErrorCode EniLimitReached = new("EniLimitReached");
    public static readonly ErrorCode IpNotAvailable = new("IpNotAvailable");
    public static readonly ErrorCode AccessDenied = new("AccessDenied");
    public static readonly ErrorCode OperationNotPermitted = new("OperationNotPermitted");
    public static readonly ErrorCode VpcIdNotFound = new("VpcIdNotFound");
    public static readonly ErrorCode Unknown = new("Unknown");
    public static readonly ErrorCode NodeCreationFailure = new("NodeCreationFailure");
    public static readonly ErrorCode PodEvictionFailure = new("PodEvictionFailure");
    public static readonly ErrorCode InsufficientFreeAddresses = new("InsufficientFreeAddresses");
    public static readonly ErrorCode ClusterUnreachable = new("ClusterUnreachable");
    public static readonly ErrorCode InsufficientNumberOfReplicas = new("InsufficientNumberOfReplicas");
    public static readonly ErrorCode ConfigurationConflict = new("ConfigurationConflict");
    public static readonly ErrorCode AdmissionRequestDenied = new("AdmissionRequestDenied");
    public static readonly ErrorCode UnsupportedAddonModification = new("UnsupportedAddonModification");
    public static readonly ErrorCode K8sResourceNotFound = new("K8sResourceNotFound");

    public static ErrorCode FindValue(string value) => FindValue<ErrorCode>(value);

    public static implicit operator ErrorCode(string value) => FindValue(value);
}
