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
