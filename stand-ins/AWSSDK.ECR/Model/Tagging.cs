using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.ECR.Model;

public class ListTagsForResourceRequest : AmazonECRRequest
{
    public string ResourceArn { get; set; }
}

public class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class Tag
{
    [Wire("Key")]
    public string Key { get; set; }
    [Wire("Value")]
    public string Value { get; set; }
}

public class TagResourceRequest : AmazonECRRequest
{
    public string ResourceArn { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class TagResourceResponse : AmazonWebServiceResponse;
