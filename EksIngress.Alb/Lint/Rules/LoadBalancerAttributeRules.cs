using System.Globalization;
using System.Text.Json.Nodes;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Attributes of load balancers and listeners.</summary>
internal static class LoadBalancerAttributeRules
{
    private const string Suffix = IngressAnnotations.LoadBalancerAttributes;
    private const int DefaultIdleTimeout = 60;
    private const int KestrelKeepAliveSeconds = 130;

    // Kestrel__Limits__KeepAliveTimeout, as configuration or as the variable of a container.
    private const string KestrelKeepAlive = "Kestrel__Limits__KeepAliveTimeout";

    public static IReadOnlyList<LintRule> All =>
    [
        Fails("ALB540", "An attribute that load balancers do not have", Docs.LoadBalancerAttributeApi, Unknown),
        Fails("ALB541", "An attribute of a load balancer out of range", Docs.LoadBalancerAttributeApi, OutOfRange),
        Fails("ALB542", "Logs without a bucket", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html", LogsWithoutBucket),
        Warns("ALB543", "Deletion protection", Docs.Annotation("load-balancer-attributes"), DeletionProtection),
        Warns("ALB544", "Targets that hang up before the load balancer does", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-502-issues", KeepAlive),
        Fails("ALB545", "An attribute that listeners do not have", Docs.ListenerAttributeApi, UnknownOfListener),
        Tells("ALB546", "An idle timeout longer than Kestrel's", "https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/options#keep-alive-timeout", LongIdleTimeout),
    ];

    private static IEnumerable<(LintIngress Ingress, IReadOnlyDictionary<string, string> Map)> Maps(LintWorld world) => world.Ours
        .Select(ingress => (ingress, map: Lenient.Read(() => ingress.Annotations.FindMap(Suffix)) ?? NoStrings.Map));

    private static IEnumerable<LintFault> Unknown(LintWorld world) => Maps(world).SelectMany(found => found.Map.Keys
        .Where(key => AttributeTable.LoadBalancer.All(entry => entry.Key != key))
        .Select(key => found.Ingress.Fault(
            Suffix,
            $"{key} is no attribute of an Application Load Balancer",
            AttributeTable.TargetGroup.Any(entry => entry.Key == key) ? $"it is one of target groups: move it to {IngressAnnotations.TargetGroupAttributes}"
                : EditDistance.Nearest(key, AttributeTable.LoadBalancer.Select(entry => entry.Key)) is { } nearest ? $"write {nearest}"
                : "remove it; it may be for Network Load Balancers")));

    private static IEnumerable<LintFault> OutOfRange(LintWorld world) => Maps(world).SelectMany(found => found.Map
        .SelectMany(pair => AttributeTable.LoadBalancer.Where(entry => entry.Key == pair.Key && !entry.Takes(pair.Value)).Select(entry => found.Ingress.Fault(
            Suffix, $"{pair.Key} is '{pair.Value}'", $"write {entry.Allowed}"))));

    private static IEnumerable<LintFault> LogsWithoutBucket(LintWorld world)
    {
        foreach (var group in world.Groups)
        {
            var maps = group.Members.Select(member => (member, map: Lenient.Read(() => member.Annotations.FindMap(Suffix)) ?? NoStrings.Map)).ToList();
            foreach (var log in new[] { "access_logs", "connection_logs", "health_check_logs" })
            {
                var enabled = maps.FirstOrDefault(pair => pair.map.GetValueOrDefault($"{log}.s3.enabled") == "true");
                var bucket = $"{log}.s3.bucket";
                if (enabled.member is not null && !maps.Exists(pair => pair.map.ContainsKey(bucket)) &&
                    group.Members[0].ClassParams?.LoadBalancerAttributes.Any(pair => pair.Key == bucket) != true)
                {
                    yield return enabled.member.Fault(Suffix, $"{log}.s3.enabled is true, and no bucket is named", $"add {bucket}=NAME");
                }
            }
        }
    }

    private static IEnumerable<LintFault> DeletionProtection(LintWorld world) => Maps(world)
        .Where(found => found.Map.GetValueOrDefault("deletion_protection.enabled") == "true")
        .Select(found => found.Ingress.Fault(
            Suffix,
            $"deletion_protection.enabled is true: deleting Ingress {found.Ingress.Key} or its namespace hangs ('deletion_protection is enabled, cannot delete the ingress')",
            "set it to false before the Ingress is deleted"));

    private static int IdleTimeout(LintWorld world, LintIngress ingress) => world.GroupWith(ingress).Members
        .Select(member => Lenient.Read(() => member.Annotations.FindMap(Suffix))?.GetValueOrDefault("idle_timeout.timeout_seconds"))
        .Select(value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : (int?)null)
        .FirstOrDefault(seconds => seconds is not null) ?? DefaultIdleTimeout;

    private static IEnumerable<LintFault> KeepAlive(LintWorld world)
    {
        foreach (var target in world.Targets.Where(target => target.Service is not null).DistinctBy(target => (target.Ingress, target.ServiceKey)))
        {
            foreach (var workload in Workloads.SelectedBy(target.Service!, world))
            {
                foreach (var (pointer, value) in KeepAliveVariables(workload))
                {
                    if (TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var keepAlive) && keepAlive.TotalSeconds <= IdleTimeout(world, target.Ingress))
                    {
                        yield return workload.Fault(
                            pointer,
                            $"{workload} closes idle connections after {keepAlive.TotalSeconds} s, the load balancer keeps them for {IdleTimeout(world, target.Ingress)} s and then answers 502",
                            $"keep connections longer than the load balancer: {KestrelKeepAlive} above {TimeSpan.FromSeconds(IdleTimeout(world, target.Ingress))}");
                    }
                }
            }
        }
    }

    private static IEnumerable<(string Pointer, string Value)> KeepAliveVariables(LintObject workload)
    {
        var root = Workloads.PodSpec(workload);
        var containers = Workloads.Containers(workload).ToList();
        for (var i = 0; i < containers.Count; i++)
        {
            var variables = (containers[i]["env"] as JsonArray ?? []).OfType<JsonObject>().ToList();
            for (var j = 0; j < variables.Count; j++)
            {
                if (variables[j]["name"]?.ToString() is { } name && name.EndsWith(KestrelKeepAlive, StringComparison.OrdinalIgnoreCase))
                {
                    yield return ($"{root}/containers/{i}/env/{j}", variables[j]["value"]?.ToString() ?? "");
                }
            }
        }
    }

    private static IEnumerable<LintFault> LongIdleTimeout(LintWorld world) => Maps(world)
        .Where(found => int.TryParse(found.Map.GetValueOrDefault("idle_timeout.timeout_seconds"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= KestrelKeepAliveSeconds and <= 4000)
        .Select(found => found.Ingress.Fault(
            Suffix,
            $"the idle timeout is {found.Map["idle_timeout.timeout_seconds"]} s; Kestrel closes idle connections after {KestrelKeepAliveSeconds} s by itself, and a request that meets the closing gets 502",
            $"set {KestrelKeepAlive} of the targets above the idle timeout, or keep the timeout below {KestrelKeepAliveSeconds}"));

    private static IEnumerable<LintFault> UnknownOfListener(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            foreach (var suffix in ListenerRules.Suffixes(ingress, IngressAnnotations.ListenerAttributes + "."))
            {
                foreach (var key in (Lenient.Read(() => ingress.Annotations.FindMap(suffix)) ?? NoStrings.Map).Keys.Where(key => AttributeTable.Listener.All(entry => entry.Key != key)))
                {
                    yield return ingress.Fault(
                        suffix,
                        $"{key} is no attribute of an ALB's listener",
                        EditDistance.Nearest(key, AttributeTable.Listener.Select(entry => entry.Key)) is { } nearest ? $"write {nearest}" : "remove it");
                }
            }
        }
    }
}
