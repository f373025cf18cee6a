using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.IdentityManagement.Model;

public class AccessKey
{
    public string AccessKeyId { get; set; }
    public DateTime? CreateDate { get; set; }
    public string SecretAccessKey { get; set; }
    public StatusType Status { get; set; }
    public string UserName { get; set; }
}

public class AccessKeyLastUsed
{
    public DateTime? LastUsedDate { get; set; }
    public string Region { get; set; }
    public string ServiceName { get; set; }
}

public class AccessKeyMetadata
{
    public string AccessKeyId { get; set; }
    public DateTime? CreateDate { get; set; }
    public StatusType Status { get; set; }
    public string UserName { get; set; }
}

public class AttachUserPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyArn { get; set; }
    public string UserName { get; set; }
}

public class AttachUserPolicyResponse : AmazonWebServiceResponse;

public class CreateAccessKeyRequest : AmazonIdentityManagementServiceRequest
{
    public string UserName { get; set; }
}

public class CreateAccessKeyResponse : AmazonWebServiceResponse
{
    public AccessKey AccessKey { get; set; }
}

public class CreateUserRequest : AmazonIdentityManagementServiceRequest
{
    public string Path { get; set; }
    public string PermissionsBoundary { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
    public string UserName { get; set; }
}

public class CreateUserResponse : AmazonWebServiceResponse
{
    public User User { get; set; }
}

public class DeleteAccessKeyRequest : AmazonIdentityManagementServiceRequest
{
    public string AccessKeyId { get; set; }
    public string UserName { get; set; }
}

public class DeleteAccessKeyResponse : AmazonWebServiceResponse;

public class DeleteUserPermissionsBoundaryRequest : AmazonIdentityManagementServiceRequest
{
    public string UserName { get; set; }
}

public class DeleteUserPermissionsBoundaryResponse : AmazonWebServiceResponse;

public class DeleteUserPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyName { get; set; }
    public string UserName { get; set; }
}

public class DeleteUserPolicyResponse : AmazonWebServiceResponse;

public class DeleteUserRequest : AmazonIdentityManagementServiceRequest
{
    public string UserName { get; set; }
}

public class DeleteUserResponse : AmazonWebServiceResponse;

public class DetachUserPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyArn { get; set; }
    public string UserName { get; set; }
}

public class DetachUserPolicyResponse : AmazonWebServiceResponse;

public class GetAccessKeyLastUsedRequest : AmazonIdentityManagementServiceRequest
{
    public string AccessKeyId { get; set; }
}

public class GetAccessKeyLastUsedResponse : AmazonWebServiceResponse
{
    public AccessKeyLastUsed AccessKeyLastUsed { get; set; }
    public string UserName { get; set; }
}

public class GetUserPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyName { get; set; }
    public string UserName { get; set; }
}

public class GetUserPolicyResponse : AmazonWebServiceResponse
{
    public string PolicyDocument { get; set; }
    public string PolicyName { get; set; }
    public string UserName { get; set; }
}

public class GetUserRequest : AmazonIdentityManagementServiceRequest
{
    public string UserName { get; set; }
}

public class GetUserResponse : AmazonWebServiceResponse
{
    public User User { get; set; }
}

public class ListAccessKeysRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string UserName { get; set; }
}

public class ListAccessKeysResponse : AmazonWebServiceResponse
{
    public List<AccessKeyMetadata> AccessKeyMetadata { get; set; } = Collections.List<AccessKeyMetadata>();
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
}

public class ListAttachedUserPoliciesRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string PathPrefix { get; set; }
    public string UserName { get; set; }
}

public class ListAttachedUserPoliciesResponse : AmazonWebServiceResponse
{
    public List<AttachedPolicyType> AttachedPolicies { get; set; } = Collections.List<AttachedPolicyType>();
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
}

public class ListUserPoliciesRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string UserName { get; set; }
}

public class ListUserPoliciesResponse : AmazonWebServiceResponse
{
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
    public List<string> PolicyNames { get; set; } = Collections.List<string>();
}

public class ListUserTagsRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string UserName { get; set; }
}

public class ListUserTagsResponse : AmazonWebServiceResponse
{
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class ListUsersRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string PathPrefix { get; set; }
}

public class ListUsersResponse : AmazonWebServiceResponse
{
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
    public List<User> Users { get; set; } = Collections.List<User>();
}

public class PutUserPermissionsBoundaryRequest : AmazonIdentityManagementServiceRequest
{
    public string PermissionsBoundary { get; set; }
    public string UserName { get; set; }
}

public class PutUserPermissionsBoundaryResponse : AmazonWebServiceResponse;

public class PutUserPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public string PolicyDocument { get; set; }
    public string PolicyName { get; set; }
    public string UserName { get; set; }
}

public class PutUserPolicyResponse : AmazonWebServiceResponse;

public class TagUserRequest : AmazonIdentityManagementServiceRequest
{
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
    public string UserName { get; set; }
}

public class TagUserResponse : AmazonWebServiceResponse;

public class UntagUserRequest : AmazonIdentityManagementServiceRequest
{
    public List<string> TagKeys { get; set; } = Collections.List<string>();
    public string UserName { get; set; }
}

public class UntagUserResponse : AmazonWebServiceResponse;

public class UpdateAccessKeyRequest : AmazonIdentityManagementServiceRequest
{
    public string AccessKeyId { get; set; }
    public StatusType Status { get; set; }
    public string UserName { get; set; }
}

public class UpdateAccessKeyResponse : AmazonWebServiceResponse;

public class UpdateUserRequest : AmazonIdentityManagementServiceRequest
{
    public string NewPath { get; set; }
    public string NewUserName { get; set; }
    public string UserName { get; set; }
}

public class UpdateUserResponse : AmazonWebServiceResponse;
