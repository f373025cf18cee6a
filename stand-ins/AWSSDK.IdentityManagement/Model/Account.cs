using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.IdentityManagement.Model;

public class CreateAccountAliasRequest : AmazonIdentityManagementServiceRequest
{
    public string AccountAlias { get; set; }
}

public class CreateAccountAliasResponse : AmazonWebServiceResponse;

public class DeleteAccountAliasRequest : AmazonIdentityManagementServiceRequest
{
    public string AccountAlias { get; set; }
}

public class DeleteAccountAliasResponse : AmazonWebServiceResponse;

public class GetAccountAuthorizationDetailsRequest : AmazonIdentityManagementServiceRequest
{
    public List<EntityType> Filter { get; set; } = Collections.List<EntityType>();
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
}

public class GetAccountAuthorizationDetailsResponse : AmazonWebServiceResponse
{
    public List<GroupDetail> GroupDetailList { get; set; } = Collections.List<GroupDetail>();
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
    public List<ManagedPolicyDetail> Policies { get; set; } = Collections.List<ManagedPolicyDetail>();
    public List<RoleDetail> RoleDetailList { get; set; } = Collections.List<RoleDetail>();
    public List<UserDetail> UserDetailList { get; set; } = Collections.List<UserDetail>();
}

public class GetAccountSummaryRequest : AmazonIdentityManagementServiceRequest;

public class GetAccountSummaryResponse : AmazonWebServiceResponse
{
    public Dictionary<string, int> SummaryMap { get; set; } = Collections.Dictionary<int>();
}

public class GroupDetail
{
    public string Arn { get; set; }
    public List<AttachedPolicyType> AttachedManagedPolicies { get; set; } = Collections.List<AttachedPolicyType>();
    public DateTime? CreateDate { get; set; }
    public string GroupId { get; set; }
    public string GroupName { get; set; }
    public List<PolicyDetail> GroupPolicyList { get; set; } = Collections.List<PolicyDetail>();
    public string Path { get; set; }
}

public class ListAccountAliasesRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
}

public class ListAccountAliasesResponse : AmazonWebServiceResponse
{
    public List<string> AccountAliases { get; set; } = Collections.List<string>();
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
}

public class ManagedPolicyDetail
{
    public string Arn { get; set; }
    public int? AttachmentCount { get; set; }
    public DateTime? CreateDate { get; set; }
    public string DefaultVersionId { get; set; }
    public string Description { get; set; }
    public bool? IsAttachable { get; set; }
    public string Path { get; set; }
    public int? PermissionsBoundaryUsageCount { get; set; }
    public string PolicyId { get; set; }
    public string PolicyName { get; set; }
    public List<PolicyVersion> PolicyVersionList { get; set; } = Collections.List<PolicyVersion>();
    public DateTime? UpdateDate { get; set; }
}

public class PolicyDetail
{
    public string PolicyDocument { get; set; }
    public string PolicyName { get; set; }
}

public class RoleDetail
{
    public string Arn { get; set; }
    public string AssumeRolePolicyDocument { get; set; }
    public List<AttachedPolicyType> AttachedManagedPolicies { get; set; } = Collections.List<AttachedPolicyType>();
    public DateTime? CreateDate { get; set; }
    public List<InstanceProfile> InstanceProfileList { get; set; } = Collections.List<InstanceProfile>();
    public string Path { get; set; }
    public AttachedPermissionsBoundary PermissionsBoundary { get; set; }
    public string RoleId { get; set; }
    public RoleLastUsed RoleLastUsed { get; set; }
    public string RoleName { get; set; }
    public List<PolicyDetail> RolePolicyList { get; set; } = Collections.List<PolicyDetail>();
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class UserDetail
{
    public string Arn { get; set; }
    public List<AttachedPolicyType> AttachedManagedPolicies { get; set; } = Collections.List<AttachedPolicyType>();
    public DateTime? CreateDate { get; set; }
    public List<string> GroupList { get; set; } = Collections.List<string>();
    public string Path { get; set; }
    public AttachedPermissionsBoundary PermissionsBoundary { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
    public string UserId { get; set; }
    public string UserName { get; set; }
    public List<PolicyDetail> UserPolicyList { get; set; } = Collections.List<PolicyDetail>();
}
