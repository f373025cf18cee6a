using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.EKS.Model;

public class AutoScalingGroup
{
    public string Name { get; set; }
}

public class CreateNodegroupRequest : AmazonEKSRequest
{
    public AMITypes AmiType { get; set; }
    public CapacityTypes CapacityType { get; set; }
    [IdempotencyToken]
    public string ClientRequestToken { get; set; }
    public string ClusterName { get; set; }
    public int? DiskSize { get; set; }
    public List<string> InstanceTypes { get; set; } = Collections.List<string>();
    public Dictionary<string, string> Labels { get; set; } = Collections.Dictionary<string>();
    public LaunchTemplateSpecification LaunchTemplate { get; set; }
    public NodeRepairConfig NodeRepairConfig { get; set; }
    public string NodeRole { get; set; }
    public string NodegroupName { get; set; }
    public string ReleaseVersion { get; set; }
    public RemoteAccessConfig RemoteAccess { get; set; }
    public NodegroupScalingConfig ScalingConfig { get; set; }
    public List<string> Subnets { get; set; } = Collections.List<string>();
    public Dictionary<string, string> Tags { get; set; } = Collections.Dictionary<string>();
    public List<Taint> Taints { get; set; } = Collections.List<Taint>();
    public NodegroupUpdateConfig UpdateConfig { get; set; }
    public string Version { get; set; }
    public WarmPoolConfig WarmPoolConfig { get; set; }
}

public class CreateNodegroupResponse : AmazonWebServiceResponse
{
    public Nodegroup Nodegroup { get; set; }
}

public class DeleteNodegroupRequest : AmazonEKSRequest
{
    public string ClusterName { get; set; }
    public string NodegroupName { get; set; }
}

public class DeleteNodegroupResponse : AmazonWebServiceResponse
{
    public Nodegroup Nodegroup { get; set; }
}

public class DescribeNodegroupRequest : AmazonEKSRequest
{
    public string ClusterName { get; set; }
    public string NodegroupName { get; set; }
}

public class DescribeNodegroupResponse : AmazonWebServiceResponse
{
    public Nodegroup Nodegroup { get; set; }
}

public class Issue
{
    public NodegroupIssueCode Code { get; set; }
    public string Message { get; set; }
    public List<string> ResourceIds { get; set; } = Collections.List<string>();
}

public class LaunchTemplateSpecification
{
    public string Id { get; set; }
    public string Name { get; set; }
    public string Version { get; set; }
}

public class ListNodegroupsRequest : AmazonEKSRequest
{
    public string ClusterName { get; set; }
    public int? MaxResults { get; set; }
    public string NextToken { get; set; }
}

public class ListNodegroupsResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }
    public List<string> Nodegroups { get; set; } = Collections.List<string>();
}

public class NodeRepairConfig
{
    public bool? Enabled { get; set; }
    public int? MaxParallelNodesRepairedCount { get; set; }
    public int? MaxParallelNodesRepairedPercentage { get; set; }
    public int? MaxUnhealthyNodeThresholdCount { get; set; }
    public int? MaxUnhealthyNodeThresholdPercentage { get; set; }
    public List<NodeRepairConfigOverrides> NodeRepairConfigOverrides { get; set; } = Collections.List<NodeRepairConfigOverrides>();
}

public class NodeRepairConfigOverrides
{
    public int? MinRepairWaitTimeMins { get; set; }
    public string NodeMonitoringCondition { get; set; }
    public string NodeUnhealthyReason { get; set; }
    public RepairAction RepairAction { get; set; }
}

public class Nodegroup
{
    public AMITypes AmiType { get; set; }
    public CapacityTypes CapacityType { get; set; }
    public string ClusterName { get; set; }
    public DateTime? CreatedAt { get; set; }
    public int? DiskSize { get; set; }
    public NodegroupHealth Health { get; set; }
    public List<string> InstanceTypes { get; set; } = Collections.List<string>();
    public Dictionary<string, string> Labels { get; set; } = Collections.Dictionary<string>();
    public LaunchTemplateSpecification LaunchTemplate { get; set; }
    public DateTime? ModifiedAt { get; set; }
    public NodeRepairConfig NodeRepairConfig { get; set; }
    public string NodeRole { get; set; }
    public string NodegroupArn { get; set; }
    public string NodegroupName { get; set; }
    public string ReleaseVersion { get; set; }
    public RemoteAccessConfig RemoteAccess { get; set; }
    public NodegroupResources Resources { get; set; }
    public NodegroupScalingConfig ScalingConfig { get; set; }
    public NodegroupStatus Status { get; set; }
    public List<string> Subnets { get; set; } = Collections.List<string>();
    public Dictionary<string, string> Tags { get; set; } = Collections.Dictionary<string>();
    public List<Taint> Taints { get; set; } = Collections.List<Taint>();
    public NodegroupUpdateConfig UpdateConfig { get; set; }
    public string Version { get; set; }
    public WarmPoolConfig WarmPoolConfig { get; set; }
}

public class NodegroupHealth
{
    public List<Issue> Issues { get; set; } = Collections.List<Issue>();
}

public class NodegroupResources
{
    public List<AutoScalingGroup> AutoScalingGroups { get; set; } = Collections.List<AutoScalingGroup>();
    public string RemoteAccessSecurityGroup { get; set; }
}

public class NodegroupScalingConfig
{
    public int? DesiredSize { get; set; }
    public int? MaxSize { get; set; }
    public int? MinSize { get; set; }
}

public class NodegroupUpdateConfig
{
    public int? MaxUnavailable { get; set; }
    public int? MaxUnavailablePercentage { get; set; }
    public NodegroupUpdateStrategies UpdateStrategy { get; set; }
}

public class RemoteAccessConfig
{
    public string Ec2SshKey { get; set; }
    public List<string> SourceSecurityGroups { get; set; } = Collections.List<string>();
}

public class Taint
{
    public TaintEffect Effect { get; set; }
    public string Key { get; set; }
    public string Value { get; set; }
}

public class UpdateLabelsPayload
{
    public Dictionary<string, string> AddOrUpdateLabels { get; set; } = Collections.Dictionary<string>();
    public List<string> RemoveLabels { get; set; } = Collections.List<string>();
}

public class UpdateNodegroupConfigRequest : AmazonEKSRequest
{
    [IdempotencyToken]
    public string ClientRequestToken { get; set; }
    public string ClusterName { get; set; }
    public UpdateLabelsPayload Labels { get; set; }
    public NodeRepairConfig NodeRepairConfig { get; set; }
    public string NodegroupName { get; set; }
    public NodegroupScalingConfig ScalingConfig { get; set; }
    public UpdateTaintsPayload Taints { get; set; }
    public NodegroupUpdateConfig UpdateConfig { get; set; }
    public WarmPoolConfig WarmPoolConfig { get; set; }
}

public class UpdateNodegroupConfigResponse : AmazonWebServiceResponse
{
    public Update Update { get; set; }
}

public class UpdateNodegroupVersionRequest : AmazonEKSRequest
{
    [IdempotencyToken]
    public string ClientRequestToken { get; set; }
    public string ClusterName { get; set; }
    public bool? Force { get; set; }
    public LaunchTemplateSpecification LaunchTemplate { get; set; }
    public string NodegroupName { get; set; }
    public string ReleaseVersion { get; set; }
    public string Version { get; set; }
}

public class UpdateNodegroupVersionResponse : AmazonWebServiceResponse
{
    public Update Update { get; set; }
}

public class UpdateTaintsPayload
{
    public List<Taint> AddOrUpdateTaints { get; set; } = Collections.List<Taint>();
    public List<Taint> RemoveTaints { get; set; } = Collections.List<Taint>();
}

public class WarmPoolConfig
{
    public bool? Enabled { get; set; }
    public int? MaxGroupPreparedCapacity { get; set; }
    public int? MinSize { get; set; }
    public WarmPoolState PoolState { get; set; }
    public bool? ReuseOnScaleIn { get; set; }
}
