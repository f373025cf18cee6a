using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.IdentityManagement.Model;

public class AttachRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyArn { get; set; }
    public string RoleName { get; set; }
}

public class AttachRolePolicyResponse : AmazonWebServiceResponse;

public class AttachedPolicyType
{
    public string PolicyArn { get; set; }
    public string PolicyName { get; set; }
}

public class CreateRoleRequest : AmazonIdentityManagementServiceRequest
{
    public string AssumeRolePolicyDocument { get; set; }
    public string Description { get; set; }
    public int? MaxSessionDuration { get; set; }
    public string Path { get; set; }
    public string PermissionsBoundary { get; set; }
    public string RoleName { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class CreateRoleResponse : AmazonWebServiceResponse
{
    public Role Role { get; set; }
}

public class CreateServiceLinkedRoleRequest : AmazonIdentityManagementServiceRequest
{
    public string AWSServiceName { get; set; }
    public string CustomSuffix { get; set; }
    public string Description { get; set; }
}

public class CreateServiceLinkedRoleResponse : AmazonWebServiceResponse
{
    public Role Role { get; set; }
}

public class DeleteRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyName { get; set; }
    public string RoleName { get; set; }
}

public class DeleteRolePolicyResponse : AmazonWebServiceResponse;

public class DeleteRoleRequest : AmazonIdentityManagementServiceRequest
{
    public string RoleName { get; set; }
}

public class DeleteRoleResponse : AmazonWebServiceResponse;

public class DetachRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyArn { get; set; }
    public string RoleName { get; set; }
}

public class DetachRolePolicyResponse : AmazonWebServiceResponse;

public class GetRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyName { get; set; }
    public string RoleName { get; set; }
}

public class GetRolePolicyResponse : AmazonWebServiceResponse
{
    public string PolicyDocument { get; set; }
    public string PolicyName { get; set; }
    public string RoleName { get; set; }
}

public class GetRoleRequest : AmazonIdentityManagementServiceRequest
{
    public string RoleName { get; set; }
}

public class GetRoleResponse : AmazonWebServiceResponse
{
    public Role Role { get; set; }
}

public class ListAttachedRolePoliciesRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string PathPrefix { get; set; }
    public string RoleName { get; set; }
}

public class ListAttachedRolePoliciesResponse : AmazonWebServiceResponse
{
    public List<AttachedPolicyType> AttachedPolicies { get; set; } = Collections.List<AttachedPolicyType>();
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
}

public class ListRolePoliciesRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string RoleName { get; set; }
}

public class ListRolePoliciesResponse : AmazonWebServiceResponse
{
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
    public List<string> PolicyNames { get; set; } = Collections.List<string>();
}

public class ListRoleTagsRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string RoleName { get; set; }
}

public class ListRoleTagsResponse : AmazonWebServiceResponse
{
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class ListRolesRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string PathPrefix { get; set; }
}

public class ListRolesResponse : AmazonWebServiceResponse
{
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
    public List<Role> Roles { get; set; } = Collections.List<Role>();
}

public class PutRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyDocument { get; set; }
    public string PolicyName { get; set; }
    public string RoleName { get; set; }
}

public class PutRolePolicyResponse : AmazonWebServiceResponse;

public class TagRoleRequest : AmazonIdentityManagementServiceRequest
{
    public string RoleName { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class TagRoleResponse : AmazonWebServiceResponse;

public class UntagRoleRequest : AmazonIdentityManagementServiceRequest
{
    public string RoleName { get; set; }
    public List<string> TagKeys { get; set; } = Collections.List<string>();
}

public class UntagRoleResponse : AmazonWebServiceResponse;

public class UpdateAssumeRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyDocument { get; set; }
    public string RoleName { get; set; }
}

public class UpdateAssumeRolePolicyResponse : AmazonWebServiceResponse;

public class UpdateRoleDescriptionRequest : AmazonIdentityManagementServiceRequest
{
    public string Description { get; set; }
    public string RoleName { get; set; }
}

public class UpdateRoleDescriptionResponse : AmazonWebServiceResponse
{
    public Role Role { get; set; }
}

public class UpdateRoleRequest : AmazonIdentityManagementServiceRequest
{
    public string Description { get; set; }
    public int? MaxSessionDuration { get; set; }
    public string RoleName { get; set; }
}

public class UpdateRoleResponse : AmazonWebServiceResponse;

public class DeleteRolePermissionsBoundaryRequest : AmazonIdentityManagementServiceRequest
{
    public string RoleName { get; set; }
}

public class DeleteRolePermissionsBoundaryResponse : AmazonWebServiceResponse;

public class DeleteServiceLinkedRoleRequest : AmazonIdentityManagementServiceRequest
{
    public string RoleName { get; set; }
}

public class DeleteServiceLinkedRoleResponse : AmazonWebServiceResponse
{
    public string DeletionTaskId { get; set; }
}

public class DeletionTaskFailureReasonType
{
    public string Reason { get; set; }
    public List<RoleUsageType> RoleUsageList { get; set; } = Collections.List<RoleUsageType>();
}

public class GetServiceLinkedRoleDeletionStatusRequest : AmazonIdentityManagementServiceRequest
{
    public string DeletionTaskId { get; set; }
}

public class GetServiceLinkedRoleDeletionStatusResponse : AmazonWebServiceResponse
{
    public DeletionTaskFailureReasonType Reason { get; set; }
    public DeletionTaskStatusType Status { get; set; }
}

public class PutRolePermissionsBoundaryRequest : AmazonIdentityManagementServiceRequest
{
    public string PermissionsBoundary { get; set; }
    public string RoleName { get; set; }
}

public class PutRolePermissionsBoundaryResponse : AmazonWebServiceResponse;

public class RoleUsageType
{
    public string Region { get; set; }
    public List<string> Resources { get; set; } = Collections.List<string>();
}
