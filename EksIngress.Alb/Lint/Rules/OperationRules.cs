using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EksIngress.Alb.Webhooks;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>The controller itself, its webhooks, target group bindings and what a rollout needs.</summary>
internal static partial class OperationRules
{
    private const string ControllerImage = "aws-load-balancer-controller";
    private const string RoleAnnotation = "eks.amazonaws.com/role-arn";

    public static IReadOnlyList<LintRule> All =>
    [
        Warns("ALB800", "A namespace without readiness gates", Docs.ReadinessGate, ReadinessGates, LintNeeds.Namespaces),
        Refused("ALB801", "Webhooks that nobody answers", Docs.Issue(2336), WebhookReplicas, LintNeeds.Workloads),
        Refused("ALB802", "Webhooks without a certificate authority", Docs.Installation, WebhookBundles),
        Refused("ALB803", "Webhooks of a Service that is missing", Docs.Issue(2336), WebhookServices, LintNeeds.Services),
        Warns("ALB804", "Two controllers for one cluster name", Docs.Configurations, SameCluster, LintNeeds.Workloads),
        Warns("ALB805", "A controller that asks the instance for its VPC", Docs.ImdsHopLimit, InstanceMetadata, LintNeeds.Workloads),
        Refused("ALB806", "A role that is no ARN", "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html", RoleArns),
        Refused("ALB810", "A TargetGroupBinding without a target group", Docs.TargetGroupBinding, BindingTargets),
        Tells("ALB811", "A TargetGroupBinding that opens nothing", Docs.TargetGroupBinding, BindingNetworking),
        Refused("ALB812", "Two TargetGroupBindings for one target group", Docs.TargetGroupBinding, BindingTwice),
        Refused("ALB813", "A TargetGroupBinding that chooses nodes for pods", Docs.TargetGroupBinding, BindingNodes),
        Warns("ALB814", "A TargetGroupBinding of a Service that is missing", Docs.TargetGroupBinding, BindingServices, LintNeeds.Services),
    ];

    private static IEnumerable<LintFault> ReadinessGates(LintWorld world)
    {
        var namespaces = world.Targets.Where(target => target.TargetType == "ip").Select(target => target.Ingress.Key.Namespace).ToHashSet(StringComparer.Ordinal);
        return world.OfKind("Namespace")
            .Where(item => namespaces.Contains(item.Name) && item.Labels.GetValueOrDefault(PodReadinessGateMutator.NamespaceLabel) != "enabled")
            .Select(item => item.Fault(
                "/metadata",
                $"namespace {item.Name} has ip targets and not the label {PodReadinessGateMutator.NamespaceLabel}: enabled; a rollout ends old pods before the load balancer knows the new ones (502, 503)",
                $"add the label {PodReadinessGateMutator.NamespaceLabel}: enabled; pods that exist already get no gate"));
    }

    private static IEnumerable<LintObject> Controllers(LintWorld world) => world.OfKind("Deployment")
        .Where(item => Workloads.Containers(item).Any(container => container["image"]?.ToString().Contains(ControllerImage, StringComparison.Ordinal) == true));

    private static List<string> Arguments(LintObject item) =>
        [.. Workloads.Containers(item).SelectMany(container => new[] { "command", "args" }.SelectMany(part => container[part] as JsonArray ?? []).Select(argument => argument?.ToString() ?? ""))];

    private static string? Flag(LintObject item, string name) =>
        Arguments(item).Where(argument => argument.StartsWith($"--{name}=", StringComparison.Ordinal)).Select(argument => argument[(name.Length + 3)..]).FirstOrDefault();

    private static IEnumerable<LintFault> WebhookReplicas(LintWorld world) => Controllers(world)
        .Where(item => item.Number("spec", "replicas") == 0)
        .Select(item => item.Fault(
            "/spec/replicas",
            $"{item} has no replicas; while its webhooks are installed, every Ingress, Service and TargetGroupBinding of the cluster is refused ('no endpoints available for service')",
            "run at least two replicas, or remove the webhook configurations first"));

    private static IEnumerable<(LintObject Object, JsonObject Webhook, string Pointer)> Webhooks(LintWorld world)
    {
        foreach (var item in world.OfKind("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"))
        {
            var hooks = (item.At("webhooks") as JsonArray ?? []).ToList();
            for (var i = 0; i < hooks.Count; i++)
            {
                if (hooks[i] is JsonObject hook && hook["name"]?.ToString().EndsWith(".elbv2.k8s.aws", StringComparison.Ordinal) == true)
                {
                    yield return (item, hook, $"/webhooks/{i}");
                }
            }
        }
    }

    private static IEnumerable<LintFault> WebhookBundles(LintWorld world) => Webhooks(world)
        .Where(found => string.IsNullOrEmpty((found.Webhook["clientConfig"] as JsonObject)?["caBundle"]?.ToString()) && !IsInjected(found.Object))
        .Select(found => found.Object.Fault(
            found.Pointer,
            $"webhook {found.Webhook["name"]} has no clientConfig.caBundle; calls end with 'x509: certificate signed by unknown authority'",
            "set caBundle to the authority that signed the controller's certificate, or let cert-manager do it"));

    private static bool IsInjected(LintObject item) => item.Annotations.Keys.Any(key => key.StartsWith("cert-manager.io/inject-", StringComparison.Ordinal));

    private static IEnumerable<LintFault> WebhookServices(LintWorld world)
    {
        foreach (var (item, hook, pointer) in Webhooks(world))
        {
            if ((hook["clientConfig"] as JsonObject)?["service"] is JsonObject service &&
                service["name"]?.ToString() is { } name && service["namespace"]?.ToString() is { } ns &&
                world.Has("Service", ns) && world.FindLintService(new Kubernetes.NamespacedName(ns, name)) is null)
            {
                yield return item.Fault(
                    pointer + "/clientConfig/service",
                    $"webhook {hook["name"]} calls Service {ns}/{name}, which is not among the objects; what it looks at is refused",
                    "add the Service, or name the one that selects the controller");
            }
        }
    }

    private static IEnumerable<LintFault> SameCluster(LintWorld world) => Controllers(world)
        .GroupBy(item => (Cluster: Flag(item, "cluster-name"), Class: Flag(item, "ingress-class") ?? "alb"))
        .Where(group => group.Key.Cluster is not null)
        .SelectMany(group => group.Skip(1).Select(item => item.Fault(
            "/spec/template/spec/containers",
            $"{group.First()} and {item} both run with --cluster-name={group.Key.Cluster}: each takes the other's load balancers for leftovers and deletes them",
            "run one controller for a cluster name; two clusters in one VPC need two names")));

    private static IEnumerable<LintFault> InstanceMetadata(LintWorld world) => Controllers(world)
        .Where(item => Flag(item, "aws-vpc-id") is null && Flag(item, "aws-vpc-tags") is null)
        .Select(item => item.Fault(
            "/spec/template/spec/containers",
            $"{item} runs without --aws-vpc-id and asks the instance metadata, which pods of EKS nodes do not reach by default (hop limit 1): 'failed to get VPC ID'",
            "add --aws-vpc-id and --aws-region"));

    private static IEnumerable<LintFault> RoleArns(LintWorld world) => world.OfKind("ServiceAccount")
        .Where(item => item.Annotations.TryGetValue(RoleAnnotation, out var arn) && !RoleArn().IsMatch(arn))
        .Select(item => item.Fault(
            JsonPointer.Annotation(RoleAnnotation),
            $"{RoleAnnotation} is '{item.Annotations[RoleAnnotation]}'; the SDK asks STS for it and gets 'is invalid' or AccessDenied",
            "write arn:aws:iam::ACCOUNT:role/NAME"));

    private static IEnumerable<LintFault> BindingTargets(LintWorld world) => world.OfKind("TargetGroupBinding")
        .Where(item => string.IsNullOrEmpty(item.Text("spec", "targetGroupARN")) && string.IsNullOrEmpty(item.Text("spec", "targetGroupName")))
        .Select(item => item.Fault(item.At("spec") is null ? "" : "/spec", "the TargetGroupBinding names neither targetGroupARN nor targetGroupName", "add one of them"));

    private static IEnumerable<LintFault> BindingNetworking(LintWorld world) => world.OfKind("TargetGroupBinding")
        .Where(item => item.At("spec") is JsonObject && item.At("spec", "networking") is null)
        .Select(item => item.Fault(
            "/spec",
            "the TargetGroupBinding has no networking: the controller opens nothing towards the targets, and unless you did, health checks time out",
            "add spec.networking.ingress with the security group of the load balancer and the port"));

    private static IEnumerable<LintFault> BindingTwice(LintWorld world) => world.OfKind("TargetGroupBinding")
        .Where(item => item.Text("spec", "targetGroupARN") is { Length: > 0 } && item.Flag("spec", "multiClusterTargetGroup") != true)
        .GroupBy(item => item.Text("spec", "targetGroupARN"), StringComparer.Ordinal)
        .SelectMany(group => group.OrderBy(item => item.Key.ToString(), StringComparer.Ordinal).Skip(1).Select(item => item.Fault(
            "/spec/targetGroupARN",
            $"{item} and {group.OrderBy(other => other.Key.ToString(), StringComparer.Ordinal).First()} fill one target group ({group.Key}): each takes out the other's targets",
            "use one TargetGroupBinding for a target group")));

    private static IEnumerable<LintFault> BindingNodes(LintWorld world) => world.OfKind("TargetGroupBinding")
        .Where(item => item.At("spec", "nodeSelector") is not null && item.Text("spec", "targetType") == "ip")
        .Select(item => item.Fault("/spec/nodeSelector", "nodeSelector is set, and targetType is ip", "remove nodeSelector"));

    private static IEnumerable<LintFault> BindingServices(LintWorld world) => world.OfKind("TargetGroupBinding")
        .Where(item => item.Text("spec", "serviceRef", "name") is { Length: > 0 } name && world.Has("Service", item.Namespace) &&
            world.FindLintService(new Kubernetes.NamespacedName(item.Namespace, name)) is null)
        .Select(item => item.Fault(
            "/spec/serviceRef/name",
            $"Service {item.Namespace}/{item.Text("spec", "serviceRef", "name")} is not among the objects; all targets are taken out (event BackendNotFound)",
            "name a Service of the same namespace"));

    [GeneratedRegex(@"\Aarn:aws[-a-z]*:iam::\d{12}:role/.+\z")]
    private static partial Regex RoleArn();
}
