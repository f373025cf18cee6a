using Amazon.Runtime;

namespace Amazon.WAFRegional.Model;

public class AssociateWebACLRequest : AmazonWAFRegionalRequest
{
    public string ResourceArn { get; set; }
    public string WebACLId { get; set; }
}

public class AssociateWebACLResponse : AmazonWebServiceResponse;

public class DisassociateWebACLRequest : AmazonWAFRegionalRequest
{
    public string ResourceArn { get; set; }
}

public class DisassociateWebACLResponse : AmazonWebServiceResponse;

public class GetWebACLForResourceRequest : AmazonWAFRegionalRequest
{
    public string ResourceArn { get; set; }
}

public class GetWebACLForResourceResponse : AmazonWebServiceResponse
{
    public WebACLSummary WebACLSummary { get; set; }
}

public class WebACLSummary
{
    public string Name { get; set; }
    public string WebACLId { get; set; }
}
