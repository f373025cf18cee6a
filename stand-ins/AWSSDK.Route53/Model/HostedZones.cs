using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.Route53.Model;

public class HostedZone
{
    public string Id { get; set; }
    public string Name { get; set; }
    public string CallerReference { get; set; }
    public HostedZoneConfig Config { get; set; }
    public long? ResourceRecordSetCount { get; set; }
}

public class HostedZoneConfig
{
    public string Comment { get; set; }
    public bool? PrivateZone { get; set; }
}

public class ChangeInfo
{
    public string Id { get; set; }
    public ChangeStatus Status { get; set; }
    public DateTime? SubmittedAt { get; set; }
    public string Comment { get; set; }
}

public class DelegationSet
{
    public string Id { get; set; }
    public string CallerReference { get; set; }
    public List<string> NameServers { get; set; } = Collections.List<string>();
}

public class CreateHostedZoneRequest : AmazonRoute53Request
{
    public string Name { get; set; }
    public string CallerReference { get; set; }
    public HostedZoneConfig HostedZoneConfig { get; set; }
}

public class CreateHostedZoneResponse : AmazonWebServiceResponse
{
    public HostedZone HostedZone { get; set; }
    public ChangeInfo ChangeInfo { get; set; }
    public DelegationSet DelegationSet { get; set; }
}

public class GetHostedZoneRequest : AmazonRoute53Request
{
    public string Id { get; set; }
}

public class GetHostedZoneResponse : AmazonWebServiceResponse
{
    public HostedZone HostedZone { get; set; }
    public DelegationSet DelegationSet { get; set; }
}

public class DeleteHostedZoneRequest : AmazonRoute53Request
{
    public string Id { get; set; }
}

public class DeleteHostedZoneResponse : AmazonWebServiceResponse
{
    public ChangeInfo ChangeInfo { get; set; }
}

public class ListHostedZonesRequest : AmazonRoute53Request
{
    [Wire("marker")]
    public string Marker { get; set; }
    [Wire("maxitems")]
    public string MaxItems { get; set; }
}

public class ListHostedZonesResponse : AmazonWebServiceResponse
{
    public List<HostedZone> HostedZones { get; set; } = Collections.List<HostedZone>();
    public string Marker { get; set; }
    public bool? IsTruncated { get; set; }
    public string NextMarker { get; set; }
    public string MaxItems { get; set; }
}

public class ListHostedZonesByNameRequest : AmazonRoute53Request
{
    [Wire("dnsname")]
    public string DNSName { get; set; }
    [Wire("hostedzoneid")]
    public string HostedZoneId { get; set; }
    [Wire("maxitems")]
    public string MaxItems { get; set; }
}

public class ListHostedZonesByNameResponse : AmazonWebServiceResponse
{
    public List<HostedZone> HostedZones { get; set; } = Collections.List<HostedZone>();
    public string DNSName { get; set; }
    public string HostedZoneId { get; set; }
    public bool? IsTruncated { get; set; }
    public string NextDNSName { get; set; }
    public string NextHostedZoneId { get; set; }
    public string MaxItems { get; set; }
}
