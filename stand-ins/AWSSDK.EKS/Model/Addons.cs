using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.EKS.Model;

public class Addon
{
    public string AddonArn { get; set; }
    public string AddonName { get; set; }
    public string AddonVersion { get; set; }
    public string ClusterName { get; set; }
    public string ConfigurationValues { get; set; }
    public DateTime? CreatedAt { get; set; }
    public AddonHealth Health { get; set; }
    public MarketplaceInformation MarketplaceInformation { get; set; }
    public DateTime? ModifiedAt { get; set; }
    public AddonNamespaceConfigResponse NamespaceConfig { get; set; }
    public string Owner { get; set; }
    public List<string> PodIdentityAssociations { get; set; } = Collections.List<string>();
    public string Publisher { get; set; }
    public string ServiceAccountRoleArn { get; set; }
    public AddonStatus Status { get; set; }
    public Dictionary<string, string> Tags { get; set; } = Collections.Dictionary<string>();
}

public class AddonHealth
{
    public List<AddonIssue> Issues { get; set; } = Collections.List<AddonIssue>();
}

public class AddonInfo
{
    public string AddonName { get; set; }
    public List<AddonVersionInfo> AddonVersions { get; set; } = Collections.List<AddonVersionInfo>();
    public string DefaultNamespace { get; set; }
    public MarketplaceInformation MarketplaceInformation { get; set; }
    public string Owner { get; set; }
    public string Publisher { get; set; }
    public string Type { get; set; }
}

public class AddonIssue
{
    public AddonIssueCode Code { get; set; }
    public string Message { get; set; }
    public List<string> ResourceIds { get; set; } = Collections.List<string>();
}

public class AddonNamespaceConfigRequest
{
    public string Namespace { get; set; }
}

public class AddonNamespaceConfigResponse
{
    public string Namespace { get; set; }
}

public class AddonPodIdentityAssociations
{
    public string RoleArn { get; set; }
    public string ServiceAccount { get; set; }
}

public class AddonVersionInfo
{
    public string AddonVersion { get; set; }
    public List<string> Architecture { get; set; } = Collections.List<string>();
    public List<Compatibility> Compatibilities { get; set; } = Collections.List<Compatibility>();
    public List<string> ComputeTypes { get; set; } = Collections.List<string>();
    public bool? RequiresConfiguration { get; set; }
    public bool? RequiresIamPermissions { get; set; }
}

public class Compatibility
{
    public string ClusterVersion { get; set; }
    public bool? DefaultVersion { get; set; }
    public List<string> PlatformVersions { get; set; } = Collections.List<string>();
}

public class CreateAddonRequest : AmazonEKSRequest
{
    public string AddonName { get; set; }
    public string AddonVersion { get; set; }
    [IdempotencyToken]
    public string ClientRequestToken { get; set; }
    public string ClusterName { get; set; }
    public string ConfigurationValues { get; set; }
    public AddonNamespaceConfigRequest NamespaceConfig { get; set; }
    public List<AddonPodIdentityAssociations> PodIdentityAssociations { get; set; } = Collections.List<AddonPodIdentityAssociations>();
    public ResolveConflicts ResolveConflicts { get; set; }
    public string ServiceAccountRoleArn { get; set; }
    public Dictionary<string, string> Tags { get; set; } = Collections.Dictionary<string>();
}

public class CreateAddonResponse : AmazonWebServiceResponse
{
    public Addon Addon { get; set; }
}

public class DeleteAddonRequest : AmazonEKSRequest
{
    public string AddonName { get; set; }
    public string ClusterName { get; set; }
    public bool? Preserve { get; set; }
}

public class DeleteAddonResponse : AmazonWebServiceResponse
{
    public Addon Addon { get; set; }
}

public class DescribeAddonRequest : AmazonEKSRequest
{
    public string AddonName { get; set; }
    public string ClusterName { get; set; }
}

public class DescribeAddonResponse : AmazonWebServiceResponse
{
    public Addon Addon { get; set; }
}

public class DescribeAddonVersionsRequest : AmazonEKSRequest
{
    public string AddonName { get; set; }
    public string KubernetesVersion { get; set; }
    public int? MaxResults { get; set; }
    public string NextToken { get; set; }
    public List<string> Owners { get; set; } = Collections.List<string>();
    public List<string> Publishers { get; set; } = Collections.List<string>();
    public List<string> Types { get; set; } = Collections.List<string>();
}

public class DescribeAddonVersionsResponse : AmazonWebServiceResponse
{
    public List<AddonInfo> Addons { get; set; } = Collections.List<AddonInfo>();
    public string NextToken { get; set; }
}

public class ListAddonsRequest : AmazonEKSRequest
{
    public string ClusterName { get; set; }
    public int? MaxResults { get; set; }
    public string NextToken { get; set; }
}

public class ListAddonsResponse : AmazonWebServiceResponse
{
    public List<string> Addons { get; set; } = Collections.List<string>();
    public string NextToken { get; set; }
}

public class MarketplaceInformation
{
    public string ProductId { get; set; }
    public string ProductUrl { get; set; }
}

public class UpdateAddonRequest : AmazonEKSRequest
{
    public string AddonName { get; set; }
    public string AddonVersion { get; set; }
    [IdempotencyToken]
    public string ClientRequestToken { get; set; }
    public string ClusterName { get; set; }
    public string ConfigurationValues { get; set; }
    public List<AddonPodIdentityAssociations> PodIdentityAssociations { get; set; } = Collections.List<AddonPodIdentityAssociations>();
    public ResolveConflicts ResolveConflicts { get; set; }
    public string ServiceAccountRoleArn { get; set; }
}

public class UpdateAddonResponse : AmazonWebServiceResponse
{
    public Update Update { get; set; }
}

public class AddonPodIdentityConfiguration
{
    public List<string> RecommendedManagedPolicies { get; set; } = Collections.List<string>();
    public string ServiceAccount { get; set; }
}

public class DescribeAddonConfigurationRequest : AmazonEKSRequest
{
    public string AddonName { get; set; }
    public string AddonVersion { get; set; }
}

public class DescribeAddonConfigurationResponse : AmazonWebServiceResponse
{
    public string AddonName { get; set; }
    public string AddonVersion { get; set; }
    public string ConfigurationSchema { get; set; }
    public List<AddonPodIdentityConfiguration> PodIdentityConfiguration { get; set; } = Collections.List<AddonPodIdentityConfiguration>();
}
