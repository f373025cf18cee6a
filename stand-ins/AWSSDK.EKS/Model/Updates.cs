using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.EKS.Model;

public class ClusterVersionInformation
{
    public string ClusterType { get; set; }
    public string ClusterVersion { get; set; }
    public string DefaultPlatformVersion { get; set; }
    public bool? DefaultVersion { get; set; }
    public DateTime? EndOfExtendedSupportDate { get; set; }
    public DateTime? EndOfStandardSupportDate { get; set; }
    public string KubernetesPatchVersion { get; set; }
    public DateTime? ReleaseDate { get; set; }
    public ClusterVersionStatus Status { get; set; }
    public VersionStatus VersionStatus { get; set; }
}

public class DescribeClusterVersionsRequest : AmazonEKSRequest
{
    public string ClusterType { get; set; }
    public List<string> ClusterVersions { get; set; } = Collections.List<string>();
    public bool? DefaultOnly { get; set; }
    public bool? IncludeAll { get; set; }
    public int? MaxResults { get; set; }
    public string NextToken { get; set; }
    public ClusterVersionStatus Status { get; set; }
    public VersionStatus VersionStatus { get; set; }
}

public class DescribeClusterVersionsResponse : AmazonWebServiceResponse
{
    public List<ClusterVersionInformation> ClusterVersions { get; set; } = Collections.List<ClusterVersionInformation>();
    public string NextToken { get; set; }
}

public class DescribeUpdateRequest : AmazonEKSRequest
{
    public string AddonName { get; set; }
    public string CapabilityName { get; set; }
    public string Name { get; set; }
    public string NodegroupName { get; set; }
    public string UpdateId { get; set; }
}

public class DescribeUpdateResponse : AmazonWebServiceResponse
{
    public Update Update { get; set; }
}

public class ListUpdatesRequest : AmazonEKSRequest
{
    public string AddonName { get; set; }
    public string CapabilityName { get; set; }
    public int? MaxResults { get; set; }
    public string Name { get; set; }
    public string NextToken { get; set; }
    public string NodegroupName { get; set; }
}

public class ListUpdatesResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }
    public List<string> UpdateIds { get; set; } = Collections.List<string>();
}
