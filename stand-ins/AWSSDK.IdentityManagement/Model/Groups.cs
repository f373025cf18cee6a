using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.IdentityManagement.Model;

public class AddUserToGroupRequest : AmazonIdentityManagementServiceRequest
{
    public string GroupName { get; set; }
    public string UserName { get; set; }
}

public class AddUserToGroupResponse : AmazonWebServiceResponse;

public class AttachGroupPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string GroupName { get; set; }
    public string PolicyArn { get; set; }
}

public class AttachGroupPolicyResponse : AmazonWebServiceResponse;

public class CreateGroupRequest : AmazonIdentityManagementServiceRequest
{
    public string GroupName { get; set; }
    public string Path { get; set; }
}

public class CreateGroupResponse : AmazonWebServiceResponse
{
    public Group Group { get; set; }
}

public class DeleteGroupPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string GroupName { get; set; }
    public string PolicyName { get; set; }
}

public class DeleteGroupPolicyResponse : AmazonWebServiceResponse;

public class DeleteGroupRequest : AmazonIdentityManagementServiceRequest
{
    public string GroupName { get; set; }
}

public class DeleteGroupResponse : AmazonWebServiceResponse;

public class DetachGroupPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string GroupName { get; set; }
    public string PolicyArn { get; set; }
}

public class DetachGroupPolicyResponse : AmazonWebServiceResponse;

public class GetGroupPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string GroupName { get; set; }
    public string PolicyName { get; set; }
}

public class GetGroupPolicyResponse : AmazonWebServiceResponse
{
    public string GroupName { get; set; }
    public string PolicyDocument { get; set; }
    public string PolicyName { get; set; }
}

public class GetGroupRequest : AmazonIdentityManagementServiceRequest
{
    public string GroupName { get; set; }
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
}

public class GetGroupResponse : AmazonWebServiceResponse
{
    public Group Group { get; set; }
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
    public List<User> Users { get; set; } = Collections.List<User>();
}

public class Group
{
    public string Arn { get; set; }
    public DateTime? CreateDate { get; set; }
    public string GroupId { get; set; }
    public string GroupName { get; set; }
    public string Path { get; set; }
}

public class ListAttachedGroupPoliciesRequest : AmazonIdentityManagementServiceRequest
{
    public string GroupName { get; set; }
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string PathPrefix { get; set; }
}

public class ListAttachedGroupPoliciesResponse : AmazonWebServiceResponse
{
    public List<AttachedPolicyType> AttachedPolicies { get; set; } = Collections.List<AttachedPolicyType>();
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
}

public class ListGroupPoliciesRequest : AmazonIdentityManagementServiceRequest
{
    public string GroupName { get; set; }
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
}

public class ListGroupPoliciesResponse : AmazonWebServiceResponse
{
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
    public List<string> PolicyNames { get; set; } = Collections.List<string>();
}

public class ListGroupsForUserRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string UserName { get; set; }
}

public class ListGroupsForUserResponse : AmazonWebServiceResponse
{
    public List<Group> Groups { get; set; } = Collections.List<Group>();
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
}

public class ListGroupsRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string PathPrefix { get; set; }
}

public class ListGroupsResponse : AmazonWebServiceResponse
{
    public List<Group> Groups { get; set; } = Collections.List<Group>();
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
}

public class PutGroupPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string GroupName { get; set; }
    public string PolicyDocument { get; set; }
    public string PolicyName { get; set; }
}

public class PutGroupPolicyResponse : AmazonWebServiceResponse;

public class RemoveUserFromGroupRequest : AmazonIdentityManagementServiceRequest
{
    public string GroupName { get; set; }
    public string UserName { get; set; }
}

public class RemoveUserFromGroupResponse : AmazonWebServiceResponse;

public class UpdateGroupRequest : AmazonIdentityManagementServiceRequest
{
    public string GroupName { get; set; }
    public string NewGroupName { get; set; }
    public string NewPath { get; set; }
}

public class UpdateGroupResponse : AmazonWebServiceResponse;

public class User
{
    public string Arn { get; set; }
    public DateTime? CreateDate { get; set; }
    public DateTime? PasswordLastUsed { get; set; }
    public string Path { get; set; }
    public AttachedPermissionsBoundary PermissionsBoundary { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
    public string UserId { get; set; }
    public string UserName { get; set; }
}
