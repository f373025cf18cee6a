using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.IdentityManagement.Model;

public class CreatePolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string Description { get; set; }
    public string Path { get; set; }
    public string PolicyDocument { get; set; }
    public string PolicyName { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class CreatePolicyResponse : AmazonWebServiceResponse
{
    public ManagedPolicy Policy { get; set; }
}

public class CreatePolicyVersionRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyArn { get; set; }
    public string PolicyDocument { get; set; }
    public bool? SetAsDefault { get; set; }
}

public class CreatePolicyVersionResponse : AmazonWebServiceResponse
{
    public PolicyVersion PolicyVersion { get; set; }
}

public class DeletePolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyArn { get; set; }
}

public class DeletePolicyResponse : AmazonWebServiceResponse;

public class DeletePolicyVersionRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyArn { get; set; }
    public string VersionId { get; set; }
}

public class DeletePolicyVersionResponse : AmazonWebServiceResponse;

public class GetPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyArn { get; set; }
}

public class GetPolicyResponse : AmazonWebServiceResponse
{
    public ManagedPolicy Policy { get; set; }
}

public class GetPolicyVersionRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyArn { get; set; }
    public string VersionId { get; set; }
}

public class GetPolicyVersionResponse : AmazonWebServiceResponse
{
    public PolicyVersion PolicyVersion { get; set; }
}

public class ListEntitiesForPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public EntityType EntityFilter { get; set; }
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string PathPrefix { get; set; }
    public string PolicyArn { get; set; }
    public PolicyUsageType PolicyUsageFilter { get; set; }
}

public class ListEntitiesForPolicyResponse : AmazonWebServiceResponse
{
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
    public List<PolicyGroup> PolicyGroups { get; set; } = Collections.List<PolicyGroup>();
    public List<PolicyRole> PolicyRoles { get; set; } = Collections.List<PolicyRole>();
    public List<PolicyUser> PolicyUsers { get; set; } = Collections.List<PolicyUser>();
}

public class ListPoliciesRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public bool? OnlyAttached { get; set; }
    public string PathPrefix { get; set; }
    public PolicyUsageType PolicyUsageFilter { get; set; }
    public PolicyScopeType Scope { get; set; }
}

public class ListPoliciesResponse : AmazonWebServiceResponse
{
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
    public List<ManagedPolicy> Policies { get; set; } = Collections.List<ManagedPolicy>();
}

public class ListPolicyTagsRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string PolicyArn { get; set; }
}

public class ListPolicyTagsResponse : AmazonWebServiceResponse
{
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class ListPolicyVersionsRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string PolicyArn { get; set; }
}

public class ListPolicyVersionsResponse : AmazonWebServiceResponse
{
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
    public List<PolicyVersion> Versions { get; set; } = Collections.List<PolicyVersion>();
}

public class ManagedPolicy
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
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
    public DateTime? UpdateDate { get; set; }
}

public class PolicyGroup
{
    public string GroupId { get; set; }
    public string GroupName { get; set; }
}

public class PolicyRole
{
    public string RoleId { get; set; }
    public string RoleName { get; set; }
}

public class PolicyUser
{
    public string UserId { get; set; }
    public string UserName { get; set; }
}

public class PolicyVersion
{
    public DateTime? CreateDate { get; set; }
    public string Document { get; set; }
    public bool? IsDefaultVersion { get; set; }
    public string VersionId { get; set; }
}

public class SetDefaultPolicyVersionRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyArn { get; set; }
    public string VersionId { get; set; }
}

public class SetDefaultPolicyVersionResponse : AmazonWebServiceResponse;

public class TagPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyArn { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class TagPolicyResponse : AmazonWebServiceResponse;

public class UntagPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyArn { get; set; }
    public List<string> TagKeys { get; set; } = Collections.List<string>();
}

public class UntagPolicyResponse : AmazonWebServiceResponse;
