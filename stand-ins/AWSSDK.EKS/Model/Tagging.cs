using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.EKS.Model;

public class ListTagsForResourceRequest : AmazonEKSRequest
{
    public string ResourceArn { get; set; }
}

public class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    public Dictionary<string, string> Tags { get; set; } = Collections.Dictionary<string>();
}

public class TagResourceRequest : AmazonEKSRequest
{
    public string ResourceArn { get; set; }
    public Dictionary<string, string> Tags { get; set; } = Collections.Dictionary<string>();
}

public class TagResourceResponse : AmazonWebServiceResponse;

public class UntagResourceRequest : AmazonEKSRequest
{
    public string ResourceArn { get; set; }
    public List<string> TagKeys { get; set; } = Collections.List<string>();
}

public class UntagResourceResponse : AmazonWebServiceResponse;
