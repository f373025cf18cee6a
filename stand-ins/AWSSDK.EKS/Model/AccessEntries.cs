using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.EKS.Model;

public class AccessEntry
{
    public string AccessEntryArn { get; set; }
    public string ClusterName { get; set; }
    public DateTime? CreatedAt { get; set; }
    public List<string> KubernetesGroups { get; set; } = Collections.List<string>();
    public DateTime? ModifiedAt { get; set; }
    public string PrincipalArn { get; set; }
    public Dictionary<string, string> Tags { get; set; } = Collections.Dictionary<string>();
    public string Type { get; set; }
    public string Username { get; set; }
}

public class AccessPolicy
{
    public string Arn { get; set; }
    public string Name { get; set; }
}

public class AccessScope
{
    public List<string> Namespaces { get; set; } = Collections.List<string>();
    public AccessScopeType Type { get; set; }
}

public class AssociateAccessPolicyRequest : AmazonEKSRequest
{
    public AccessScope AccessScope { get; set; }
    public string ClusterName { get; set; }
    public string PolicyArn { get; set; }
    public string PrincipalArn { get; set; }
}

public class AssociateAccessPolicyResponse : AmazonWebServiceResponse
{
    public AssociatedAccessPolicy AssociatedAccessPolicy { get; set; }
    public string ClusterName { get; set; }
    public string PrincipalArn { get; set; }
}

public class AssociatedAccessPolicy
{
    public AccessScope AccessScope { get; set; }
    public DateTime? AssociatedAt { get; set; }
    public DateTime? ModifiedAt { get; set; }
    public string PolicyArn { get; set; }
}

public class CreateAccessEntryRequest : AmazonEKSRequest
{
    [IdempotencyToken]
    public string ClientRequestToken { get; set; }
    public string ClusterName { get; set; }
    public List<string> KubernetesGroups { get; set; } = Collections.List<string>();
    public string PrincipalArn { get; set; }
    public Dictionary<string, string> Tags { get; set; } = Collections.Dictionary<string>();
    public string Type { get; set; }
    public string Username { get; set; }
}

public class CreateAccessEntryResponse : AmazonWebServiceResponse
{
    public AccessEntry AccessEntry { get; set; }
}

public class DeleteAccessEntryRequest : AmazonEKSRequest
{
    public string ClusterName { get; set; }
    public string PrincipalArn { get; set; }
}

public class DeleteAccessEntryResponse : AmazonWebServiceResponse;

public class DescribeAccessEntryRequest : AmazonEKSRequest
{
    public string ClusterName { get; set; }
    public string PrincipalArn { get; set; }
}

public class DescribeAccessEntryResponse : AmazonWebServiceResponse
{
    public AccessEntry AccessEntry { get; set; }
}

public class DisassociateAccessPolicyRequest : AmazonEKSRequest
{
    public string ClusterName { get; set; }
    public string PolicyArn { get; set; }
    public string PrincipalArn { get; set; }
}

public class DisassociateAccessPolicyResponse : AmazonWebServiceResponse;

public class ListAccessEntriesRequest : AmazonEKSRequest
{
    public string AssociatedPolicyArn { get; set; }
    public string ClusterName { get; set; }
    public int? MaxResults { get; set; }
    public string NextToken { get; set; }
}

public class ListAccessEntriesResponse : AmazonWebServiceResponse
{
    public List<string> AccessEntries { get; set; } = Collections.List<string>();
    public string NextToken { get; set; }
}

public class ListAccessPoliciesRequest : AmazonEKSRequest
{
    public int? MaxResults { get; set; }
    public string NextToken { get; set; }
}

public class ListAccessPoliciesResponse : AmazonWebServiceResponse
{
    public List<AccessPolicy> AccessPolicies { get; set; } = Collections.List<AccessPolicy>();
    public string NextToken { get; set; }
}

public class ListAssociatedAccessPoliciesRequest : AmazonEKSRequest
{
    public string ClusterName { get; set; }
    public int? MaxResults { get; set; }
    public string NextToken { get; set; }
    public string PrincipalArn { get; set; }
}

public class ListAssociatedAccessPoliciesResponse : AmazonWebServiceResponse
{
    public List<AssociatedAccessPolicy> AssociatedAccessPolicies { get; set; } = Collections.List<AssociatedAccessPolicy>();
    public string ClusterName { get; set; }
    public string NextToken { get; set; }
    public string PrincipalArn { get; set; }
}

public class UpdateAccessEntryRequest : AmazonEKSRequest
{
    [IdempotencyToken]
    public string ClientRequestToken { get; set; }
    public string ClusterName { get; set; }
    public List<string> KubernetesGroups { get; set; } = Collections.List<string>();
    public string PrincipalArn { get; set; }
    public string Username { get; set; }
}

public class UpdateAccessEntryResponse : AmazonWebServiceResponse
{
    public AccessEntry AccessEntry { get; set; }
}
