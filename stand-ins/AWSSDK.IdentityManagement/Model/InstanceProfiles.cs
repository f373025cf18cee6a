using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.IdentityManagement.Model;

public class InstanceProfile
{
    public string Arn { get; set; }
    public DateTime? CreateDate { get; set; }
    public string InstanceProfileId { get; set; }
    public string InstanceProfileName { get; set; }
    public string Path { get; set; }
    public List<Role> Roles { get; set; } = Collections.List<Role>();
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class ListInstanceProfilesForRoleRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string RoleName { get; set; }
}

public class ListInstanceProfilesForRoleResponse : AmazonWebServiceResponse
{
    public List<InstanceProfile> InstanceProfiles { get; set; } = Collections.List<InstanceProfile>();
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
}

public class AddRoleToInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    public string InstanceProfileName { get; set; }
    public string RoleName { get; set; }
}

public class AddRoleToInstanceProfileResponse : AmazonWebServiceResponse;

public class CreateInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    public string InstanceProfileName { get; set; }
    public string Path { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class CreateInstanceProfileResponse : AmazonWebServiceResponse
{
    public InstanceProfile InstanceProfile { get; set; }
}

public class DeleteInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    public string InstanceProfileName { get; set; }
}

public class DeleteInstanceProfileResponse : AmazonWebServiceResponse;

public class GetInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    public string InstanceProfileName { get; set; }
}

public class GetInstanceProfileResponse : AmazonWebServiceResponse
{
    public InstanceProfile InstanceProfile { get; set; }
}

public class ListInstanceProfileTagsRequest : AmazonIdentityManagementServiceRequest
{
    public string InstanceProfileName { get; set; }
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
}

public class ListInstanceProfileTagsResponse : AmazonWebServiceResponse
{
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class ListInstanceProfilesRequest : AmazonIdentityManagementServiceRequest
{
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public string PathPrefix { get; set; }
}

public class ListInstanceProfilesResponse : AmazonWebServiceResponse
{
    public List<InstanceProfile> InstanceProfiles { get; set; } = Collections.List<InstanceProfile>();
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
}

public class RemoveRoleFromInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    public string InstanceProfileName { get; set; }
    public string RoleName { get; set; }
}

public class RemoveRoleFromInstanceProfileResponse : AmazonWebServiceResponse;

public class TagInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    public string InstanceProfileName { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class TagInstanceProfileResponse : AmazonWebServiceResponse;

public class UntagInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    public string InstanceProfileName { get; set; }
    public List<string> TagKeys { get; set; } = Collections.List<string>();
}

public class UntagInstanceProfileResponse : AmazonWebServiceResponse;
