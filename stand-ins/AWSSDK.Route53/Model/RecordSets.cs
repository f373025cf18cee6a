using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.Route53.Model;

public class ResourceRecord
{
    public string Value { get; set; }
}

public class ResourceRecordSet
{
    public string Name { get; set; }
    public RRType Type { get; set; }
    public long? TTL { get; set; }
    public List<ResourceRecord> ResourceRecords { get; set; } = Collections.List<ResourceRecord>();
}

public class Change
{
    public ChangeAction Action { get; set; }
    public ResourceRecordSet ResourceRecordSet { get; set; }
}

public class ChangeBatch
{
    public string Comment { get; set; }
    public List<Change> Changes { get; set; } = Collections.List<Change>();
}

public class ChangeResourceRecordSetsRequest : AmazonRoute53Request
{
    public string HostedZoneId { get; set; }
    public ChangeBatch ChangeBatch { get; set; }
}

public class ChangeResourceRecordSetsResponse : AmazonWebServiceResponse
{
    public ChangeInfo ChangeInfo { get; set; }
}

public class ListResourceRecordSetsRequest : AmazonRoute53Request
{
    public string HostedZoneId { get; set; }
    [Wire("name")]
    public string StartRecordName { get; set; }
    [Wire("type")]
    public RRType StartRecordType { get; set; }
    [Wire("maxitems")]
    public string MaxItems { get; set; }
}

public class ListResourceRecordSetsResponse : AmazonWebServiceResponse
{
    public List<ResourceRecordSet> ResourceRecordSets { get; set; } = Collections.List<ResourceRecordSet>();
    public bool? IsTruncated { get; set; }
    public string NextRecordName { get; set; }
    public RRType NextRecordType { get; set; }
    public string MaxItems { get; set; }
}
