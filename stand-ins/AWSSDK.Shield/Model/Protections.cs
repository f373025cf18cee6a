using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.Shield.Model;

public class CreateProtectionRequest : AmazonShieldRequest
{
    public string Name { get; set; }
    public string ResourceArn { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class CreateProtectionResponse : AmazonWebServiceResponse
{
    public string ProtectionId { get; set; }
}

public class DeleteProtectionRequest : AmazonShieldRequest
{
    public string ProtectionId { get; set; }
}

public class DeleteProtectionResponse : AmazonWebServiceResponse;

public class DescribeProtectionRequest : AmazonShieldRequest
{
    public string ProtectionId { get; set; }
    public string ResourceArn { get; set; }
}

public class DescribeProtectionResponse : AmazonWebServiceResponse
{
    public Protection Protection { get; set; }
}

public class GetSubscriptionStateRequest : AmazonShieldRequest;

public class GetSubscriptionStateResponse : AmazonWebServiceResponse
{
    public SubscriptionState SubscriptionState { get; set; }
}

public class Protection
{
    public List<string> HealthCheckIds { get; set; } = Collections.List<string>();
    public string Id { get; set; }
    public string Name { get; set; }
    public string ProtectionArn { get; set; }
    public string ResourceArn { get; set; }
}

public class Tag
{
    public string Key { get; set; }
    public string Value { get; set; }
}

public class ValidationExceptionField
{
    [Wire("message")]
    public string Message { get; set; }
    [Wire("name")]
    public string Name { get; set; }
}
