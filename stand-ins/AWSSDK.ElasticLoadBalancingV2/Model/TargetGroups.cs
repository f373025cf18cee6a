using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.ElasticLoadBalancingV2.Model;

public class AdministrativeOverride
{
    public string Description { get; set; }
    public TargetAdministrativeOverrideReasonEnum Reason { get; set; }
    public TargetAdministrativeOverrideStateEnum State { get; set; }
}

public class AnomalyDetection
{
    public MitigationInEffectEnum MitigationInEffect { get; set; }
    public AnomalyResultEnum Result { get; set; }
}

public class CreateTargetGroupRequest : AmazonElasticLoadBalancingV2Request
{
    public bool? HealthCheckEnabled { get; set; }
    public int? HealthCheckIntervalSeconds { get; set; }
    public string HealthCheckPath { get; set; }
    public string HealthCheckPort { get; set; }
    public ProtocolEnum HealthCheckProtocol { get; set; }
    public int? HealthCheckTimeoutSeconds { get; set; }
    public int? HealthyThresholdCount { get; set; }
    public TargetGroupIpAddressTypeEnum IpAddressType { get; set; }
    public Matcher Matcher { get; set; }
    public string Name { get; set; }
    public int? Port { get; set; }
    public ProtocolEnum Protocol { get; set; }
    public string ProtocolVersion { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
    public int? TargetControlPort { get; set; }
    public TargetTypeEnum TargetType { get; set; }
    public int? UnhealthyThresholdCount { get; set; }
    public string VpcId { get; set; }
}

public class CreateTargetGroupResponse : AmazonWebServiceResponse
{
    public List<TargetGroup> TargetGroups { get; set; } = Collections.List<TargetGroup>();
}

public class DeleteTargetGroupRequest : AmazonElasticLoadBalancingV2Request
{
    public string TargetGroupArn { get; set; }
}

public class DeleteTargetGroupResponse : AmazonWebServiceResponse;

public class DeregisterTargetsRequest : AmazonElasticLoadBalancingV2Request
{
    public string TargetGroupArn { get; set; }
    public List<TargetDescription> Targets { get; set; } = Collections.List<TargetDescription>();
}

public class DeregisterTargetsResponse : AmazonWebServiceResponse;

public class DescribeTargetGroupAttributesRequest : AmazonElasticLoadBalancingV2Request
{
    public string TargetGroupArn { get; set; }
}

public class DescribeTargetGroupAttributesResponse : AmazonWebServiceResponse
{
    public List<TargetGroupAttribute> Attributes { get; set; } = Collections.List<TargetGroupAttribute>();
}

public class DescribeTargetGroupsRequest : AmazonElasticLoadBalancingV2Request
{
    public string LoadBalancerArn { get; set; }
    public string Marker { get; set; }
    public List<string> Names { get; set; } = Collections.List<string>();
    public int? PageSize { get; set; }
    public List<string> TargetGroupArns { get; set; } = Collections.List<string>();
}

public class DescribeTargetGroupsResponse : AmazonWebServiceResponse
{
    public string NextMarker { get; set; }
    public List<TargetGroup> TargetGroups { get; set; } = Collections.List<TargetGroup>();
}

public class DescribeTargetHealthRequest : AmazonElasticLoadBalancingV2Request
{
    public List<string> Include { get; set; } = Collections.List<string>();
    public string TargetGroupArn { get; set; }
    public List<TargetDescription> Targets { get; set; } = Collections.List<TargetDescription>();
}

public class DescribeTargetHealthResponse : AmazonWebServiceResponse
{
    public List<TargetHealthDescription> TargetHealthDescriptions { get; set; } = Collections.List<TargetHealthDescription>();
}

public class Matcher
{
    public string GrpcCode { get; set; }
    public string HttpCode { get; set; }
}

public class ModifyTargetGroupAttributesRequest : AmazonElasticLoadBalancingV2Request
{
    public List<TargetGroupAttribute> Attributes { get; set; } = Collections.List<TargetGroupAttribute>();
    public string TargetGroupArn { get; set; }
}

public class ModifyTargetGroupAttributesResponse : AmazonWebServiceResponse
{
    public List<TargetGroupAttribute> Attributes { get; set; } = Collections.List<TargetGroupAttribute>();
}

public class ModifyTargetGroupRequest : AmazonElasticLoadBalancingV2Request
{
    public bool? HealthCheckEnabled { get; set; }
    public int? HealthCheckIntervalSeconds { get; set; }
    public string HealthCheckPath { get; set; }
    public string HealthCheckPort { get; set; }
    public ProtocolEnum HealthCheckProtocol { get; set; }
    public int? HealthCheckTimeoutSeconds { get; set; }
    public int? HealthyThresholdCount { get; set; }
    public Matcher Matcher { get; set; }
    public string TargetGroupArn { get; set; }
    public int? UnhealthyThresholdCount { get; set; }
}

public class ModifyTargetGroupResponse : AmazonWebServiceResponse
{
    public List<TargetGroup> TargetGroups { get; set; } = Collections.List<TargetGroup>();
}

public class RegisterTargetsRequest : AmazonElasticLoadBalancingV2Request
{
    public string TargetGroupArn { get; set; }
    public List<TargetDescription> Targets { get; set; } = Collections.List<TargetDescription>();
}

public class RegisterTargetsResponse : AmazonWebServiceResponse;

public class TargetDescription
{
    public string AvailabilityZone { get; set; }
    public string Id { get; set; }
    public int? Port { get; set; }
    public string QuicServerId { get; set; }
}

public class TargetGroup
{
    public bool? HealthCheckEnabled { get; set; }
    public int? HealthCheckIntervalSeconds { get; set; }
    public string HealthCheckPath { get; set; }
    public string HealthCheckPort { get; set; }
    public ProtocolEnum HealthCheckProtocol { get; set; }
    public int? HealthCheckTimeoutSeconds { get; set; }
    public int? HealthyThresholdCount { get; set; }
    public TargetGroupIpAddressTypeEnum IpAddressType { get; set; }
    public List<string> LoadBalancerArns { get; set; } = Collections.List<string>();
    public Matcher Matcher { get; set; }
    public int? Port { get; set; }
    public ProtocolEnum Protocol { get; set; }
    public string ProtocolVersion { get; set; }
    public int? TargetControlPort { get; set; }
    public string TargetGroupArn { get; set; }
    public string TargetGroupName { get; set; }
    public TargetTypeEnum TargetType { get; set; }
    public int? UnhealthyThresholdCount { get; set; }
    public string VpcId { get; set; }
}

public class TargetGroupAttribute
{
    public string Key { get; set; }
    public string Value { get; set; }
}

public class TargetHealth
{
    public string Description { get; set; }
    public TargetHealthReasonEnum Reason { get; set; }
    public TargetHealthStateEnum State { get; set; }
}

public class TargetHealthDescription
{
    public AdministrativeOverride AdministrativeOverride { get; set; }
    public AnomalyDetection AnomalyDetection { get; set; }
    public string HealthCheckPort { get; set; }
    public TargetDescription Target { get; set; }
    public TargetHealth TargetHealth { get; set; }
}
