using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.ElasticLoadBalancingV2.Model;

public class AddTagsRequest : AmazonElasticLoadBalancingV2Request
{
    public List<string> ResourceArns { get; set; } = Collections.List<string>();
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class AddTagsResponse : AmazonWebServiceResponse;

public class DescribeTagsRequest : AmazonElasticLoadBalancingV2Request
{
    public List<string> ResourceArns { get; set; } = Collections.List<string>();
}

public class DescribeTagsResponse : AmazonWebServiceResponse
{
    public List<TagDescription> TagDescriptions { get; set; } = Collections.List<TagDescription>();
}

public class RemoveTagsRequest : AmazonElasticLoadBalancingV2Request
{
    public List<string> ResourceArns { get; set; } = Collections.List<string>();
    public List<string> TagKeys { get; set; } = Collections.List<string>();
}

public class RemoveTagsResponse : AmazonWebServiceResponse;

public class TagDescription
{
    public string ResourceArn { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}
