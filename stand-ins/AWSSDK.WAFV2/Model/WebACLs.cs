using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.WAFV2.Model;

public class AssociateWebACLRequest : AmazonWAFV2Request
{
    public string ResourceArn { get; set; }
    public string WebACLArn { get; set; }
}

public class AssociateWebACLResponse : AmazonWebServiceResponse;

public class DisallowedFeature
{
    public string Feature { get; set; }
    public string RequiredPricingPlan { get; set; }
}

public class DisassociateWebACLRequest : AmazonWAFV2Request
{
    public string ResourceArn { get; set; }
}

public class DisassociateWebACLResponse : AmazonWebServiceResponse;

public class GetWebACLForResourceRequest : AmazonWAFV2Request
{
    public string ResourceArn { get; set; }
}

public class GetWebACLForResourceResponse : AmazonWebServiceResponse
{
    public WebACL WebACL { get; set; }
}

public class ListWebACLsRequest : AmazonWAFV2Request
{
    public int? Limit { get; set; }
    public string NextMarker { get; set; }
    public Scope Scope { get; set; }
}

public class ListWebACLsResponse : AmazonWebServiceResponse
{
    public string NextMarker { get; set; }
    public List<WebACLSummary> WebACLs { get; set; } = Collections.List<WebACLSummary>();
}

public class WebACL
{
    public string ARN { get; set; }
    public long? Capacity { get; set; }
    public string Description { get; set; }
    public string Id { get; set; }
    public string LabelNamespace { get; set; }
    public bool? ManagedByFirewallManager { get; set; }
    public string Name { get; set; }
}

public class WebACLSummary
{
    public string ARN { get; set; }
    public string Description { get; set; }
    public string Id { get; set; }
    public string LockToken { get; set; }
    public string Name { get; set; }
}
