using System.Net;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Errors of Elastic Load Balancing v2, with the codes of its API reference.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html and the Errors of each action.</remarks>
internal static class ElbErrors
{
    /// <summary>The parts of a request share the shape in which an answer says which certificate is the default one.</summary>
    /// <remarks>The service answers so to true and false, in public reports: boto3 #1601 and #3727, aws-sdk-php #1632.</remarks>
    public static AwsException IsDefaultSent() => Validation("You cannot set the isDefault parameter for a certificate.");

    public static AwsException Validation(string message) => new("ValidationError", message);

    /// <param name="what">What is refused, for example <c>The action type authenticate-oidc</c>.</param>
    /// <param name="wayOut">A sentence on what to do instead.</param>
    public static AwsException NotEmulated(string what, string wayOut) =>
        new("NotEmulated", $"{what} is not emulated. {wayOut}", HttpStatusCode.NotImplemented);

    public static AwsException LoadBalancerNotFound(string arn) => new("LoadBalancerNotFound", $"Load balancer '{arn}' not found");

    public static AwsException LoadBalancersNotFound(IEnumerable<string> names) =>
        new("LoadBalancerNotFound", $"Load balancers '[{string.Join(", ", names)}]' not found");

    public static AwsException ListenerNotFound(string arn) => new("ListenerNotFound", $"Listener '{arn}' not found");

    public static AwsException ListenersNotFound(IEnumerable<string> arns) =>
        new("ListenerNotFound", $"One or more listeners not found: '[{string.Join(", ", arns)}]'");

    public static AwsException RuleNotFound(string arn) => new("RuleNotFound", $"Rule '{arn}' not found");

    public static AwsException RulesNotFound(IEnumerable<string> arns) =>
        new("RuleNotFound", $"One or more rules not found: '[{string.Join(", ", arns)}]'");

    public static AwsException TargetGroupNotFound(string arn) => new("TargetGroupNotFound", $"Target group '{arn}' not found");

    public static AwsException TargetGroupsNotFound(IEnumerable<string> names) =>
        new("TargetGroupNotFound", $"One or more target groups not found: '[{string.Join(", ", names)}]'");

    public static AwsException DuplicateLoadBalancerName(string name) =>
        new("DuplicateLoadBalancerName", $"A load balancer with the same name '{name}' exists, but with different settings");

    public static AwsException DuplicateTargetGroupName(string name) =>
        new("DuplicateTargetGroupName", $"A target group with the same name '{name}' exists, but with different settings");

    public static AwsException DuplicateListener(string loadBalancerArn) =>
        new("DuplicateListener", $"A listener already exists on this port for this load balancer '{loadBalancerArn}'");

    public static AwsException PriorityInUse(int priority) => new("PriorityInUse", $"Priority '{priority}' is currently in use");

    public static AwsException ResourceInUse(string targetGroupArn) => InUse($"Target group '{targetGroupArn}' is currently in use by a listener or a rule");

    public static AwsException InUse(string message) => new("ResourceInUse", message);

    public static AwsException OperationNotPermitted(string message) => new("OperationNotPermitted", message);

    public static AwsException InvalidConfigurationRequest(string message) => new("InvalidConfigurationRequest", message);

    public static AwsException InvalidLoadBalancerAction(string message) => new("InvalidLoadBalancerAction", message);

    public static AwsException InvalidTarget(string message) => new("InvalidTarget", message);

    public static AwsException IncompatibleProtocols(string targetGroupArn) =>
        new("IncompatibleProtocols", $"The protocol of the target group '{targetGroupArn}' is not compatible with the listener protocol");

    public static AwsException CertificateNotFound(string arn) => new("CertificateNotFound", $"Certificate '{arn}' not found");

    public static AwsException SslPolicyNotFound(string name) => new("SSLPolicyNotFound", $"SSL policy '{name}' not found");

    public static AwsException TrustStoreNotFound(string arn) => new("TrustStoreNotFound", $"Trust store '{arn}' not found");

    /// <param name="what">Last part of the code: <c>Rules</c>, <c>Listeners</c>, <c>Tags</c> and so on.</param>
    public static AwsException TooMany(string what, string message) => new($"TooMany{what}", message);
}
