using EksIngress.Alb.Naming;

namespace EksIngress.Alb;

/// <summary>What the controller checks before it starts.</summary>
internal static class ConfigurationChecks
{
    private const string DefaultTags = "default-tags";
    private const string ExternalManagedTags = "external-managed-tags";

    private static readonly string[] TrackingKeys =
    [
        TrackingTags.Cluster, TrackingTags.Resource, "ingress.k8s.aws/stack", "ingress.k8s.aws/resource", "service.k8s.aws/stack",
        "service.k8s.aws/resource", "gateway.k8s.aws.nlb/resource", "gateway.k8s.aws.alb/resource", "gateway.k8s.aws.nlb/stack",
        "gateway.k8s.aws.alb/stack",
    ];

    public static void Run(ControllerConfiguration configuration)
    {
        if (configuration.ClusterName.Length == 0)
        {
            throw new AlbModelException("kubernetes cluster name must be specified");
        }

        RunWithoutCluster(configuration);
    }

    /// <summary>All but the name of the cluster, which a plan may learn elsewhere.</summary>
    public static void RunWithoutCluster(ControllerConfiguration configuration)
    {
        CheckTags(configuration);
        Require(configuration.DefaultTargetType is "instance" or "ip", $"invalid value {configuration.DefaultTargetType} for default target type");
        Require(
            configuration.DefaultLoadBalancerScheme is "internal" or "internet-facing",
            $"invalid value {configuration.DefaultLoadBalancerScheme} for default scheme");
        Require(
            configuration.BackendSecurityGroup.Length == 0 || configuration.BackendSecurityGroup.StartsWith("sg-", StringComparison.Ordinal),
            $"invalid value {configuration.BackendSecurityGroup} for backend security group id");
        Require(
            !configuration.EnableManageBackendSecurityGroupRules || configuration.EnableBackendSecurityGroup,
            "backend security group must be enabled when manage backend security group rule is enabled");
        var label = configuration.RequiredSecretsLabel;
        Require(
            label.Length == 0 || (label.IndexOf('=', StringComparison.Ordinal) is var equals and > 0 && equals < label.Length - 1),
            $"invalid value {GoQuote.Quote(label)} for --required-secrets-label: must be in key=value format");
    }

    private static void CheckTags(ControllerConfiguration configuration)
    {
        if (configuration.DefaultTags.Keys.Order(StringComparer.Ordinal).FirstOrDefault(IsTracking) is { } tracking)
        {
            throw new AlbModelException($"tag key {tracking} cannot be specified in {DefaultTags} flag");
        }

        if (configuration.ExternalManagedTags.FirstOrDefault(IsTracking) is { } managed)
        {
            throw new AlbModelException($"tag key {managed} cannot be specified in {ExternalManagedTags} flag");
        }

        if (configuration.ExternalManagedTags.FirstOrDefault(configuration.DefaultTags.ContainsKey) is { } both)
        {
            throw new AlbModelException($"tag key {both} cannot be specified in both {DefaultTags} and {ExternalManagedTags} flag");
        }
    }

    private static bool IsTracking(string key) => TrackingKeys.Contains(key, StringComparer.Ordinal);

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new AlbModelException(message);
        }
    }
}
