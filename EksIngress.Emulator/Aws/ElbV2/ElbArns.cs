using System.Security.Cryptography;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>ARNs as the service shapes them; ids are 16 hexadecimal digits.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html</remarks>
internal static class ElbArns
{
    /// <summary>Stands for the id of a resource that is about to be made, in the questions asked of policies.</summary>
    public const string AnyId = "*";

    public static string NewId() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <param name="type">One of <see cref="ElbTypes"/>.</param>
    public static string LoadBalancer(AwsCall call, string type, string name, string id) =>
        $"arn:aws:elasticloadbalancing:{call.Region}:{call.AccountId}:loadbalancer/{(type == ElbTypes.Network ? "net" : "app")}/{name}/{id}";

    public static string TargetGroup(AwsCall call, string name, string id) =>
        $"arn:aws:elasticloadbalancing:{call.Region}:{call.AccountId}:targetgroup/{name}/{id}";

    /// <summary>From <c>…:loadbalancer/app/NAME/ID</c> to <c>…:listener/app/NAME/ID/LISTENER</c>; <c>net</c> likewise.</summary>
    public static string Listener(string loadBalancerArn, string id) =>
        loadBalancerArn.Replace(":loadbalancer/", ":listener/", StringComparison.Ordinal) + "/" + id;

    /// <summary>From <c>…:listener/app/NAME/ID/LISTENER</c> to <c>…:listener-rule/app/NAME/ID/LISTENER/RULE</c>.</summary>
    public static string Rule(string listenerArn, string id) =>
        listenerArn.Replace(":listener/", ":listener-rule/", StringComparison.Ordinal) + "/" + id;

    /// <summary>What CloudWatch calls the load balancer or target group: <c>app/NAME/ID</c>, <c>net/NAME/ID</c>, <c>targetgroup/NAME/ID</c>.</summary>
    public static string Dimension(string arn)
    {
        var resource = arn[(arn.LastIndexOf(':') + 1)..];
        return resource.StartsWith("loadbalancer/", StringComparison.Ordinal) ? resource["loadbalancer/".Length..] : resource;
    }
}
