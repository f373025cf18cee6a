using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.EKS.Model;

public class CreateFargateProfileRequest : AmazonEKSRequest
{
    [IdempotencyToken]
    public string ClientRequestToken { get; set; }
    public string ClusterName { get; set; }
    public string FargateProfileName { get; set; }
    public string PodExecutionRoleArn { get; set; }
    public List<FargateProfileSelector> Selectors { get; set; } = Collections.List<FargateProfileSelector>();
    public List<string> Subnets { get; set; } = Collections.List<string>();
    public Dictionary<string, string> Tags { get; set; } = Collections.Dictionary<string>();
}

public class CreateFargateProfileResponse : AmazonWebServiceResponse
{
    public FargateProfile FargateProfile { get; set; }
}

public class DeleteFargateProfileRequest : AmazonEKSRequest
{
    public string ClusterName { get; set; }
    public string FargateProfileName { get; set; }
}

public class DeleteFargateProfileResponse : AmazonWebServiceResponse
{
    public FargateProfile FargateProfile { get; set; }
}

public class DescribeFargateProfileRequest : AmazonEKSRequest
{
    public string ClusterName { get; set; }
    public string FargateProfileName { get; set; }
}

public class DescribeFargateProfileResponse : AmazonWebServiceResponse
{
    public FargateProfile FargateProfile { get; set; }
}

public class FargateProfile
{
    public string ClusterName { get; set; }
    public DateTime? CreatedAt { get; set; }
    public string FargateProfileArn { get; set; }
    public string FargateProfileName { get; set; }
    public FargateProfileHealth Health { get; set; }
    public string PodExecutionRoleArn { get; set; }
    public List<FargateProfileSelector> Selectors { get; set; } = Collections.List<FargateProfileSelector>();
    public FargateProfileStatus Status { get; set; }
    public List<string> Subnets { get; set; } = Collections.List<string>();
    public Dictionary<string, string> Tags { get; set; } = Collections.Dictionary<string>();
}

public class FargateProfileHealth
{
    public List<FargateProfileIssue> Issues { get; set; } = Collections.List<FargateProfileIssue>();
}

public class FargateProfileIssue
{
    public FargateProfileIssueCode Code { get; set; }
    public string Message { get; set; }
    public List<string> ResourceIds { get; set; } = Collections.List<string>();
}

public class FargateProfileSelector
{
    public Dictionary<string, string> Labels { get; set; } = Collections.Dictionary<string>();
    public string Namespace { get; set; }
}

public class ListFargateProfilesRequest : AmazonEKSRequest
{
    public string ClusterName { get; set; }
    public int? MaxResults { get; set; }
    public string NextToken { get; set; }
}

public class ListFargateProfilesResponse : AmazonWebServiceResponse
{
    public List<string> FargateProfileNames { get; set; } = Collections.List<string>();
    public string NextToken { get; set; }
}
