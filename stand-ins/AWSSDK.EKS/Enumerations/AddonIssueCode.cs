using Amazon.Runtime;

namespace Amazon.EKS;

public class AddonIssueCode(string value) : ConstantClass(value)
{
    public static readonly AddonIssueCode AccessDenied = new("AccessDenied");
    public static readonly AddonIssueCode InternalFailure = new("InternalFailure");
    public static readonly AddonIssueCode ClusterUnreachable = new("ClusterUnreachable");
    public static readonly AddonIssueCode InsufficientNumberOfReplicas = new("InsufficientNumberOfReplicas");
    public static readonly AddonIssueCode ConfigurationConflict = new("ConfigurationConflict");
    public static readonly AddonIssueCode AdmissionRequestDenied = new("AdmissionRequestDenied");
    public static readonly AddonIssueCode UnsupportedAddonModification = new("UnsupportedAddonModification");
    public static readonly AddonIssueCode K8sResourceNotFound = new("K8sResourceNotFound");
    public static readonly AddonIssueCode AddonSubscriptionNeeded = new("AddonSubscriptionNeeded");
    public static readonly AddonIssueCode AddonPermissionFailure = new("AddonPermissionFailure");

    public static AddonIssueCode FindValue(string value) => FindValue<AddonIssueCode>(value);

    public static implicit operator AddonIssueCode(string value) => FindValue(value);
}
