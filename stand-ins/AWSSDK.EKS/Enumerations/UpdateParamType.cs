using Amazon.Runtime;

namespace Amazon.EKS;

public class UpdateParamType(string value) : ConstantClass(value)
{
    public static readonly UpdateParamType Version = new("Version");
    public static readonly UpdateParamType PlatformVersion = new("PlatformVersion");
    public static readonly UpdateParamType EndpointPrivateAccess = new("EndpointPrivateAccess");
    public static readonly UpdateParamType EndpointPublicAccess = new("EndpointPublicAccess");
    public static readonly UpdateParamType ClusterLogging = new("ClusterLogging");
    public static readonly UpdateParamType DesiredSize = new("DesiredSize");
    public static readonly UpdateParamType LabelsToAdd = new("LabelsToAdd");
    public static readonly UpdateParamType LabelsToRemove = new("LabelsToRemove");
    public static readonly UpdateParamType TaintsToAdd = new("TaintsToAdd");
    public static readonly UpdateParamType TaintsToRemove = new("TaintsToRemove");
    public static readonly UpdateParamType MaxSize = new("MaxSize");
    public static readonly UpdateParamType MinSize = new("MinSize");
    public static readonly UpdateParamType ReleaseVersion = new("ReleaseVersion");
    public static readonly UpdateParamType PublicAccessCidrs = new("PublicAccessCidrs");
    public static readonly UpdateParamType LaunchTemplateName = new("LaunchTemplateName");
    public static readonly UpdateParamType LaunchTemplateVersion = new("LaunchTemplateVersion");
    public static readonly UpdateParamType IdentityProviderConfig = new("IdentityProviderConfig");
    public static readonly UpdateParamType EncryptionConfig = new("EncryptionConfig");
    public static readonly UpdateParamType AddonVersion = new("AddonVersion");
    public static readonly UpdateParamType ServiceAccountRoleArn = new("ServiceAccountRoleArn");
    public static readonly UpdateParamType ResolveConflicts = new("ResolveConflicts");
    public static readonly UpdateParamType MaxUnavailable = new("MaxUnavailable");
    public static readonly UpdateParamType MaxUnavailablePercentage = new("MaxUnavailablePercentage");
    public static readonly UpdateParamType NodeRepairEnabled = new("NodeRepairEnabled");
    public static readonly UpdateParamType UpdateStrategy = new("UpdateStrategy");
    public static readonly UpdateParamType ConfigurationValues = new("ConfigurationValues");
    public static readonly UpdateParamType SecurityGroups = new("SecurityGroups");
    public static readonly UpdateParamType Subnets = new("Subnets");
    public static readonly UpdateParamType AuthenticationMode = new("AuthenticationMode");
    public static readonly UpdateParamType PodIdentityAssociations = new("PodIdentityAssociations");
    public static readonly UpdateParamType UpgradePolicy = new("UpgradePolicy");
    public static readonly UpdateParamType ZonalShiftConfig = new("ZonalShiftConfig");
    public static readonly UpdateParamType ComputeConfig = new("ComputeConfig");
    public static readonly UpdateParamType StorageConfig = new("StorageConfig");
    public static readonly UpdateParamType KubernetesNetworkConfig = new("KubernetesNetworkConfig");
    public static readonly UpdateParamType RemoteNetworkConfig = new("RemoteNetworkConfig");
    public static readonly UpdateParamType DeletionProtection = new("DeletionProtection");
    public static readonly UpdateParamType NodeRepairConfig = new("NodeRepairConfig");
    public static readonly UpdateParamType VendedLogs = new("VendedLogs");
    public static readonly UpdateParamType UpdatedTier = new("UpdatedTier");
    public static readonly UpdateParamType PreviousTier = new("PreviousTier");
    public static readonly UpdateParamType WarmPoolEnabled = new("WarmPoolEnabled");
    public static readonly UpdateParamType WarmPoolMaxGroupPreparedCapacity = new("WarmPoolMaxGroupPreparedCapacity");
    public static readonly UpdateParamType WarmPoolMinSize = new("WarmPoolMinSize");
    public static readonly UpdateParamType WarmPoolState = new("WarmPoolState");
    public static readonly UpdateParamType WarmPoolReuseOnScaleIn = new("WarmPoolReuseOnScaleIn");

    public static UpdateParamType FindValue(string value) => FindValue<UpdateParamType>(value);

    public static implicit operator UpdateParamType(string value) => FindValue(value);
}
