using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.ElasticLoadBalancingV2.Model;

public class AvailabilityZone
{
    public List<LoadBalancerAddress> LoadBalancerAddresses { get; set; } = Collections.List<LoadBalancerAddress>();
    public string OutpostId { get; set; }
    public List<string> SourceNatIpv6Prefixes { get; set; } = Collections.List<string>();
    public string SubnetId { get; set; }
    public string ZoneName { get; set; }
}

public class CapacityReservationStatus
{
    public CapacityReservationStateEnum Code { get; set; }
    public string Reason { get; set; }
}

public class CreateLoadBalancerRequest : AmazonElasticLoadBalancingV2Request
{
    public string CustomerOwnedIpv4Pool { get; set; }
    public EnablePrefixForIpv6SourceNatEnum EnablePrefixForIpv6SourceNat { get; set; }
    public IpAddressType IpAddressType { get; set; }
    public IpamPools IpamPools { get; set; }
    public string Name { get; set; }
    public LoadBalancerSchemeEnum Scheme { get; set; }
    public List<string> SecurityGroups { get; set; } = Collections.List<string>();
    public List<SubnetMapping> SubnetMappings { get; set; } = Collections.List<SubnetMapping>();
    public List<string> Subnets { get; set; } = Collections.List<string>();
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
    public LoadBalancerTypeEnum Type { get; set; }
}

public class CreateLoadBalancerResponse : AmazonWebServiceResponse
{
    public List<LoadBalancer> LoadBalancers { get; set; } = Collections.List<LoadBalancer>();
}

public class DeleteLoadBalancerRequest : AmazonElasticLoadBalancingV2Request
{
    public string LoadBalancerArn { get; set; }
}

public class DeleteLoadBalancerResponse : AmazonWebServiceResponse;

public class DescribeAccountLimitsRequest : AmazonElasticLoadBalancingV2Request
{
    public string Marker { get; set; }
    public int? PageSize { get; set; }
}

public class DescribeAccountLimitsResponse : AmazonWebServiceResponse
{
    public List<Limit> Limits { get; set; } = Collections.List<Limit>();
    public string NextMarker { get; set; }
}

public class DescribeCapacityReservationRequest : AmazonElasticLoadBalancingV2Request
{
    public string LoadBalancerArn { get; set; }
}

public class DescribeCapacityReservationResponse : AmazonWebServiceResponse
{
    public List<ZonalCapacityReservationState> CapacityReservationState { get; set; } = Collections.List<ZonalCapacityReservationState>();
    public int? DecreaseRequestsRemaining { get; set; }
    public DateTime? LastModifiedTime { get; set; }
    public MinimumLoadBalancerCapacity MinimumLoadBalancerCapacity { get; set; }
}

public class DescribeLoadBalancerAttributesRequest : AmazonElasticLoadBalancingV2Request
{
    public string LoadBalancerArn { get; set; }
}

public class DescribeLoadBalancerAttributesResponse : AmazonWebServiceResponse
{
    public List<LoadBalancerAttribute> Attributes { get; set; } = Collections.List<LoadBalancerAttribute>();
}

public class DescribeLoadBalancersRequest : AmazonElasticLoadBalancingV2Request
{
    public List<string> LoadBalancerArns { get; set; } = Collections.List<string>();
    public string Marker { get; set; }
    public List<string> Names { get; set; } = Collections.List<string>();
    public int? PageSize { get; set; }
}

public class DescribeLoadBalancersResponse : AmazonWebServiceResponse
{
    public List<LoadBalancer> LoadBalancers { get; set; } = Collections.List<LoadBalancer>();
    public string NextMarker { get; set; }
}

public class IpamPools
{
    public string Ipv4IpamPoolId { get; set; }
}

public class Limit
{
    public string Max { get; set; }
    public string Name { get; set; }
}

public class LoadBalancer
{
    public List<AvailabilityZone> AvailabilityZones { get; set; } = Collections.List<AvailabilityZone>();
    public string CanonicalHostedZoneId { get; set; }
    public DateTime? CreatedTime { get; set; }
    public string CustomerOwnedIpv4Pool { get; set; }
    public string DNSName { get; set; }
    public EnablePrefixForIpv6SourceNatEnum EnablePrefixForIpv6SourceNat { get; set; }
    public string EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic { get; set; }
    public IpAddressType IpAddressType { get; set; }
    public IpamPools IpamPools { get; set; }
    public string LoadBalancerArn { get; set; }
    public string LoadBalancerName { get; set; }
    public LoadBalancerSchemeEnum Scheme { get; set; }
    public List<string> SecurityGroups { get; set; } = Collections.List<string>();
    public LoadBalancerState State { get; set; }
    public LoadBalancerTypeEnum Type { get; set; }
    public string VpcId { get; set; }
}

public class LoadBalancerAddress
{
    public string AllocationId { get; set; }
    public string IPv6Address { get; set; }
    public string IpAddress { get; set; }
    public string PrivateIPv4Address { get; set; }
}

public class LoadBalancerAttribute
{
    public string Key { get; set; }
    public string Value { get; set; }
}

public class LoadBalancerState
{
    public LoadBalancerStateEnum Code { get; set; }
    public string Reason { get; set; }
}

public class MinimumLoadBalancerCapacity
{
    public int? CapacityUnits { get; set; }
}

public class ModifyCapacityReservationRequest : AmazonElasticLoadBalancingV2Request
{
    public string LoadBalancerArn { get; set; }
    public MinimumLoadBalancerCapacity MinimumLoadBalancerCapacity { get; set; }
    public bool? ResetCapacityReservation { get; set; }
}

public class ModifyCapacityReservationResponse : AmazonWebServiceResponse
{
    public List<ZonalCapacityReservationState> CapacityReservationState { get; set; } = Collections.List<ZonalCapacityReservationState>();
    public int? DecreaseRequestsRemaining { get; set; }
    public DateTime? LastModifiedTime { get; set; }
    public MinimumLoadBalancerCapacity MinimumLoadBalancerCapacity { get; set; }
}

public class ModifyIpPoolsRequest : AmazonElasticLoadBalancingV2Request
{
    public IpamPools IpamPools { get; set; }
    public string LoadBalancerArn { get; set; }
    public List<string> RemoveIpamPools { get; set; } = Collections.List<string>();
}

public class ModifyIpPoolsResponse : AmazonWebServiceResponse
{
    public IpamPools IpamPools { get; set; }
}

public class ModifyLoadBalancerAttributesRequest : AmazonElasticLoadBalancingV2Request
{
    public List<LoadBalancerAttribute> Attributes { get; set; } = Collections.List<LoadBalancerAttribute>();
    public string LoadBalancerArn { get; set; }
}

public class ModifyLoadBalancerAttributesResponse : AmazonWebServiceResponse
{
    public List<LoadBalancerAttribute> Attributes { get; set; } = Collections.List<LoadBalancerAttribute>();
}

public class SetIpAddressTypeRequest : AmazonElasticLoadBalancingV2Request
{
    public IpAddressType IpAddressType { get; set; }
    public string LoadBalancerArn { get; set; }
}

public class SetIpAddressTypeResponse : AmazonWebServiceResponse
{
    public IpAddressType IpAddressType { get; set; }
}

public class SetSecurityGroupsRequest : AmazonElasticLoadBalancingV2Request
{
    public EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic { get; set; }
    public string LoadBalancerArn { get; set; }
    public List<string> SecurityGroups { get; set; } = Collections.List<string>();
}

public class SetSecurityGroupsResponse : AmazonWebServiceResponse
{
    public EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic { get; set; }
    public List<string> SecurityGroupIds { get; set; } = Collections.List<string>();
}

public class SetSubnetsRequest : AmazonElasticLoadBalancingV2Request
{
    public EnablePrefixForIpv6SourceNatEnum EnablePrefixForIpv6SourceNat { get; set; }
    public IpAddressType IpAddressType { get; set; }
    public string LoadBalancerArn { get; set; }
    public List<SubnetMapping> SubnetMappings { get; set; } = Collections.List<SubnetMapping>();
    public List<string> Subnets { get; set; } = Collections.List<string>();
}

public class SetSubnetsResponse : AmazonWebServiceResponse
{
    public List<AvailabilityZone> AvailabilityZones { get; set; } = Collections.List<AvailabilityZone>();
    public EnablePrefixForIpv6SourceNatEnum EnablePrefixForIpv6SourceNat { get; set; }
    public IpAddressType IpAddressType { get; set; }
}

public class SubnetMapping
{
    public string AllocationId { get; set; }
    public string IPv6Address { get; set; }
    public string PrivateIPv4Address { get; set; }
    public string SourceNatIpv6Prefix { get; set; }
    public string SubnetId { get; set; }
}

public class ZonalCapacityReservationState
{
    public string AvailabilityZone { get; set; }
    public double? EffectiveCapacityUnits { get; set; }
    public CapacityReservationStatus State { get; set; }
}
