using Amazon.Runtime;

namespace Amazon.IdentityManagement;

public class SummaryKeyType(string value) : ConstantClass(value)
{
    public static readonly SummaryKeyType Users = new("Users");
    public static readonly SummaryKeyType UsersQuota = new("UsersQuota");
    public static readonly SummaryKeyType Groups = new("Groups");
    public static readonly SummaryKeyType GroupsQuota = new("GroupsQuota");
    public static readonly SummaryKeyType ServerCertificates = new("ServerCertificates");
    public static readonly SummaryKeyType ServerCertificatesQuota = new("ServerCertificatesQuota");
    public static readonly SummaryKeyType UserPolicySizeQuota = new("UserPolicySizeQuota");
    public static readonly SummaryKeyType GroupPolicySizeQuota = new("GroupPolicySizeQuota");
    public static readonly SummaryKeyType GroupsPerUserQuota = new("GroupsPerUserQuota");
    public static readonly SummaryKeyType SigningCertificatesPerUserQuota = new("SigningCertificatesPerUserQuota");
    public static readonly SummaryKeyType AccessKeysPerUserQuota = new("AccessKeysPerUserQuota");
    public static readonly SummaryKeyType MFADevices = new("MFADevices");
    public static readonly SummaryKeyType MFADevicesInUse = new("MFADevicesInUse");
    public static readonly SummaryKeyType AccountMFAEnabled = new("AccountMFAEnabled");
    public static readonly SummaryKeyType AccountAccessKeysPresent = new("AccountAccessKeysPresent");
    public static readonly SummaryKeyType AccountPasswordPresent = new("AccountPasswordPresent");
    public static readonly SummaryKeyType AccountSigningCertificatesPresent = new("AccountSigningCertificatesPresent");
    public static readonly SummaryKeyType AttachedPoliciesPerGroupQuota = new("AttachedPoliciesPerGroupQuota");
    public static readonly SummaryKeyType AttachedPoliciesPerRoleQuota = new("AttachedPoliciesPerRoleQuota");
    public static readonly SummaryKeyType AttachedPoliciesPerUserQuota = new("AttachedPoliciesPerUserQuota");
    public static readonly SummaryKeyType Policies = new("Policies");
    public static readonly SummaryKeyType PoliciesQuota = new("PoliciesQuota");
    public static readonly SummaryKeyType PolicySizeQuota = new("PolicySizeQuota");
    public static readonly SummaryKeyType PolicyVersionsInUse = new("PolicyVersionsInUse");
    public static readonly SummaryKeyType PolicyVersionsInUseQuota = new("PolicyVersionsInUseQuota");
    public static readonly SummaryKeyType VersionsPerPolicyQuota = new("VersionsPerPolicyQuota");
    public static readonly SummaryKeyType GlobalEndpointTokenVersion = new("GlobalEndpointTokenVersion");
    public static readonly SummaryKeyType AssumeRolePolicySizeQuota = new("AssumeRolePolicySizeQuota");
    public static readonly SummaryKeyType InstanceProfiles = new("InstanceProfiles");
    public static readonly SummaryKeyType InstanceProfilesQuota = new("InstanceProfilesQuota");
    public static readonly SummaryKeyType Providers = new("Providers");
    public static readonly SummaryKeyType RolePolicySizeQuota = new("RolePolicySizeQuota");
    public static readonly SummaryKeyType Roles = new("Roles");
    public static readonly SummaryKeyType RolesQuota = new("RolesQuota");

    public static SummaryKeyType FindValue(string value) => FindValue<SummaryKeyType>(value);

    public static implicit operator SummaryKeyType(string value) => FindValue(value);
}
