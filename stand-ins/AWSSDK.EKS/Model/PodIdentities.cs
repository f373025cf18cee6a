using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.EKS.Model;

public class CreatePodIdentityAssociationRequest : AmazonEKSRequest
{
    [IdempotencyToken]
    public string ClientRequestToken { get; set; }
    public string ClusterName { get; set; }
    public bool? DisableSessionTags { get; set; }
    public string Namespace { get; set; }
    public string Policy { get; set; }
    public string RoleArn { get; set; }
    public string ServiceAccount { get; set; }
    public Dictionary<string, string> Tags { get; set; } = Collections.Dictionary<string>();
    public string TargetRoleArn { get; set; }
}

public class CreatePodIdentityAssociationResponse : AmazonWebServiceResponse
{
    public PodIdentityAssociation Association { get; set; }
}

public class DeletePodIdentityAssociationRequest : AmazonEKSRequest
{
    public string AssociationId { get; set; }
    public string ClusterName { get; set; }
}

public class DeletePodIdentityAssociationResponse : AmazonWebServiceResponse
{
    public PodIdentityAssociation Association { get; set; }
}

public class DescribePodIdentityAssociationRequest : AmazonEKSRequest
{
    public string AssociationId { get; set; }
    public string ClusterName { get; set; }
}

public class DescribePodIdentityAssociationResponse : AmazonWebServiceResponse
{
    public PodIdentityAssociation Association { get; set; }
}

public class ListPodIdentityAssociationsRequest : AmazonEKSRequest
{
    public string ClusterName { get; set; }
    public int? MaxResults { get; set; }
    public string Namespace { get; set; }
    public string NextToken { get; set; }
    public string ServiceAccount { get; set; }
}

public class ListPodIdentityAssociationsResponse : AmazonWebServiceResponse
{
    public List<PodIdentityAssociationSummary> Associations { get; set; } = Collections.List<PodIdentityAssociationSummary>();
    public string NextToken { get; set; }
}

public class PodIdentityAssociation
{
    public string AssociationArn { get; set; }
    public string AssociationId { get; set; }
    public string ClusterName { get; set; }
    public DateTime? CreatedAt { get; set; }
    public bool? DisableSessionTags { get; set; }
    public string ExternalId { get; set; }
    public DateTime? ModifiedAt { get; set; }
    public string Namespace { get; set; }
    public string OwnerArn { get; set; }
    public string Policy { get; set; }
    public string RoleArn { get; set; }
    public string ServiceAccount { get; set; }
    public Dictionary<string, string> Tags { get; set; } = Collections.Dictionary<string>();
    public string TargetRoleArn { get; set; }
}

public class PodIdentityAssociationSummary
{
    public string AssociationArn { get; set; }
    public string AssociationId { get; set; }
    public string ClusterName { get; set; }
    public string Namespace { get; set; }
    public string OwnerArn { get; set; }
    public string ServiceAccount { get; set; }
}

public class UpdatePodIdentityAssociationRequest : AmazonEKSRequest
{
    public string AssociationId { get; set; }
    [IdempotencyToken]
    public string ClientRequestToken { get; set; }
    public string ClusterName { get; set; }
    public bool? DisableSessionTags { get; set; }
    public string Policy { get; set; }
    public string RoleArn { get; set; }
    public string TargetRoleArn { get; set; }
}

public class UpdatePodIdentityAssociationResponse : AmazonWebServiceResponse
{
    public PodIdentityAssociation Association { get; set; }
}
