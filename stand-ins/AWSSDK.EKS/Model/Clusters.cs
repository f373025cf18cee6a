using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.EKS.Model;

public class AccessConfigResponse
{
    public AuthenticationMode AuthenticationMode { get; set; }
    public bool? BootstrapClusterCreatorAdminPermissions { get; set; }
}

public class BlockStorage
{
    public bool? Enabled { get; set; }
}

public class Certificate
{
    public string Data { get; set; }
}

public class Cluster
{
    public AccessConfigResponse AccessConfig { get; set; }
    public string Arn { get; set; }
    public Certificate CertificateAuthority { get; set; }
    public string ClientRequestToken { get; set; }
    public ComputeConfigResponse ComputeConfig { get; set; }
    public ConnectorConfigResponse ConnectorConfig { get; set; }
    public ControlPlaneScalingConfig ControlPlaneScalingConfig { get; set; }
    public DateTime? CreatedAt { get; set; }
    public bool? DeletionProtection { get; set; }
    public List<EncryptionConfig> EncryptionConfig { get; set; } = Collections.List<EncryptionConfig>();
    public string Endpoint { get; set; }
    public ClusterHealth Health { get; set; }
    public string Id { get; set; }
    public Identity Identity { get; set; }
    public KubernetesNetworkConfigResponse KubernetesNetworkConfig { get; set; }
    public Logging Logging { get; set; }
    public string Name { get; set; }
    public OutpostConfigResponse OutpostConfig { get; set; }
    public string PlatformVersion { get; set; }
    public RemoteNetworkConfigResponse RemoteNetworkConfig { get; set; }
    public VpcConfigResponse ResourcesVpcConfig { get; set; }
    public string RoleArn { get; set; }
    public ClusterStatus Status { get; set; }
    public StorageConfigResponse StorageConfig { get; set; }
    public Dictionary<string, string> Tags { get; set; } = Collections.Dictionary<string>();
    public UpgradePolicyResponse UpgradePolicy { get; set; }
    public string Version { get; set; }
    public ZonalShiftConfigResponse ZonalShiftConfig { get; set; }
}

public class ClusterHealth
{
    public List<ClusterIssue> Issues { get; set; } = Collections.List<ClusterIssue>();
}

public class ClusterIssue
{
    public ClusterIssueCode Code { get; set; }
    public string Message { get; set; }
    public List<string> ResourceIds { get; set; } = Collections.List<string>();
}

public class ComputeConfigRequest
{
    public bool? Enabled { get; set; }
    public List<string> NodePools { get; set; } = Collections.List<string>();
    public string NodeRoleArn { get; set; }
}

public class ComputeConfigResponse
{
    public bool? Enabled { get; set; }
    public List<string> NodePools { get; set; } = Collections.List<string>();
    public string NodeRoleArn { get; set; }
}

public class ConnectorConfigResponse
{
    public string ActivationCode { get; set; }
    public DateTime? ActivationExpiry { get; set; }
    public string ActivationId { get; set; }
    public string Provider { get; set; }
    public string RoleArn { get; set; }
}

public class ControlPlanePlacementRequest
{
    public string GroupName { get; set; }
}

public class ControlPlanePlacementResponse
{
    public string GroupName { get; set; }
}

public class ControlPlaneScalingConfig
{
    public ProvisionedControlPlaneTier Tier { get; set; }
}

public class CreateAccessConfigRequest
{
    public AuthenticationMode AuthenticationMode { get; set; }
    public bool? BootstrapClusterCreatorAdminPermissions { get; set; }
}

public class CreateClusterRequest : AmazonEKSRequest
{
    public CreateAccessConfigRequest AccessConfig { get; set; }
    public bool? BootstrapSelfManagedAddons { get; set; }
    [IdempotencyToken]
    public string ClientRequestToken { get; set; }
    public ComputeConfigRequest ComputeConfig { get; set; }
    public ControlPlaneScalingConfig ControlPlaneScalingConfig { get; set; }
    public bool? DeletionProtection { get; set; }
    public List<EncryptionConfig> EncryptionConfig { get; set; } = Collections.List<EncryptionConfig>();
    public KubernetesNetworkConfigRequest KubernetesNetworkConfig { get; set; }
    public Logging Logging { get; set; }
    public string Name { get; set; }
    public OutpostConfigRequest OutpostConfig { get; set; }
    public RemoteNetworkConfigRequest RemoteNetworkConfig { get; set; }
    public VpcConfigRequest ResourcesVpcConfig { get; set; }
    public string RoleArn { get; set; }
    public StorageConfigRequest StorageConfig { get; set; }
    public Dictionary<string, string> Tags { get; set; } = Collections.Dictionary<string>();
    public UpgradePolicyRequest UpgradePolicy { get; set; }
    public string Version { get; set; }
    public ZonalShiftConfigRequest ZonalShiftConfig { get; set; }
}

public class CreateClusterResponse : AmazonWebServiceResponse
{
    public Cluster Cluster { get; set; }
}

public class DeleteClusterRequest : AmazonEKSRequest
{
    public string Name { get; set; }
}

public class DeleteClusterResponse : AmazonWebServiceResponse
{
    public Cluster Cluster { get; set; }
}

public class DescribeClusterRequest : AmazonEKSRequest
{
    public string Name { get; set; }
}

public class DescribeClusterResponse : AmazonWebServiceResponse
{
    public Cluster Cluster { get; set; }
}

public class ElasticLoadBalancing
{
    public bool? Enabled { get; set; }
}

public class EncryptionConfig
{
    public Provider Provider { get; set; }
    public List<string> Resources { get; set; } = Collections.List<string>();
}

public class Identity
{
    public OIDC Oidc { get; set; }
}

public class KubernetesNetworkConfigRequest
{
    public ElasticLoadBalancing ElasticLoadBalancing { get; set; }
    public IpFamily IpFamily { get; set; }
    public string ServiceIpv4Cidr { get; set; }
}

public class KubernetesNetworkConfigResponse
{
    public ElasticLoadBalancing ElasticLoadBalancing { get; set; }
    public IpFamily IpFamily { get; set; }
    public string ServiceIpv4Cidr { get; set; }
    public string ServiceIpv6Cidr { get; set; }
}

public class ListClustersRequest : AmazonEKSRequest
{
    public List<string> Include { get; set; } = Collections.List<string>();
    public int? MaxResults { get; set; }
    public string NextToken { get; set; }
}

public class ListClustersResponse : AmazonWebServiceResponse
{
    public List<string> Clusters { get; set; } = Collections.List<string>();
    public string NextToken { get; set; }
}

public class LogSetup
{
    public bool? Enabled { get; set; }
    public List<string> Types { get; set; } = Collections.List<string>();
}

public class Logging
{
    public List<LogSetup> ClusterLogging { get; set; } = Collections.List<LogSetup>();
}

public class OIDC
{
    public string Issuer { get; set; }
}

public class OutpostConfigRequest
{
    public string ControlPlaneInstanceType { get; set; }
    public ControlPlanePlacementRequest ControlPlanePlacement { get; set; }
    public List<string> OutpostArns { get; set; } = Collections.List<string>();
}

public class OutpostConfigResponse
{
    public string ControlPlaneInstanceType { get; set; }
    public ControlPlanePlacementResponse ControlPlanePlacement { get; set; }
    public List<string> OutpostArns { get; set; } = Collections.List<string>();
}

public class Provider
{
    public string KeyArn { get; set; }
}

public class RemoteNetworkConfigRequest
{
    public List<RemoteNodeNetwork> RemoteNodeNetworks { get; set; } = Collections.List<RemoteNodeNetwork>();
    public List<RemotePodNetwork> RemotePodNetworks { get; set; } = Collections.List<RemotePodNetwork>();
}

public class RemoteNetworkConfigResponse
{
    public List<RemoteNodeNetwork> RemoteNodeNetworks { get; set; } = Collections.List<RemoteNodeNetwork>();
    public List<RemotePodNetwork> RemotePodNetworks { get; set; } = Collections.List<RemotePodNetwork>();
}

public class RemoteNodeNetwork
{
    public List<string> Cidrs { get; set; } = Collections.List<string>();
}

public class RemotePodNetwork
{
    public List<string> Cidrs { get; set; } = Collections.List<string>();
}

public class StorageConfigRequest
{
    public BlockStorage BlockStorage { get; set; }
}

public class StorageConfigResponse
{
    public BlockStorage BlockStorage { get; set; }
}

public class UpdateAccessConfigRequest
{
    public AuthenticationMode AuthenticationMode { get; set; }
}

public class UpdateClusterConfigRequest : AmazonEKSRequest
{
    public UpdateAccessConfigRequest AccessConfig { get; set; }
    [IdempotencyToken]
    public string ClientRequestToken { get; set; }
    public ComputeConfigRequest ComputeConfig { get; set; }
    public ControlPlaneScalingConfig ControlPlaneScalingConfig { get; set; }
    public bool? DeletionProtection { get; set; }
    public KubernetesNetworkConfigRequest KubernetesNetworkConfig { get; set; }
    public Logging Logging { get; set; }
    public string Name { get; set; }
    public RemoteNetworkConfigRequest RemoteNetworkConfig { get; set; }
    public VpcConfigRequest ResourcesVpcConfig { get; set; }
    public StorageConfigRequest StorageConfig { get; set; }
    public UpgradePolicyRequest UpgradePolicy { get; set; }
    public ZonalShiftConfigRequest ZonalShiftConfig { get; set; }
}

public class UpdateClusterConfigResponse : AmazonWebServiceResponse
{
    public Update Update { get; set; }
}

public class UpdateClusterVersionRequest : AmazonEKSRequest
{
    [IdempotencyToken]
    public string ClientRequestToken { get; set; }
    public bool? Force { get; set; }
    public string Name { get; set; }
    public string Version { get; set; }
}

public class UpdateClusterVersionResponse : AmazonWebServiceResponse
{
    public Update Update { get; set; }
}

public class UpgradePolicyRequest
{
    public SupportType SupportType { get; set; }
}

public class UpgradePolicyResponse
{
    public SupportType SupportType { get; set; }
}

public class VpcConfigRequest
{
    public bool? EndpointPrivateAccess { get; set; }
    public bool? EndpointPublicAccess { get; set; }
    public List<string> PublicAccessCidrs { get; set; } = Collections.List<string>();
    public List<string> SecurityGroupIds { get; set; } = Collections.List<string>();
    public List<string> SubnetIds { get; set; } = Collections.List<string>();
}

public class VpcConfigResponse
{
    public string ClusterSecurityGroupId { get; set; }
    public bool? EndpointPrivateAccess { get; set; }
    public bool? EndpointPublicAccess { get; set; }
    public List<string> PublicAccessCidrs { get; set; } = Collections.List<string>();
    public List<string> SecurityGroupIds { get; set; } = Collections.List<string>();
    public List<string> SubnetIds { get; set; } = Collections.List<string>();
    public string VpcId { get; set; }
}

public class ZonalShiftConfigRequest
{
    public bool? Enabled { get; set; }
}

public class ZonalShiftConfigResponse
{
    public bool? Enabled { get; set; }
}
