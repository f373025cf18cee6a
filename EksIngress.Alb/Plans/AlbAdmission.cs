using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Webhooks;

namespace EksIngress.Alb.Plans;

/// <summary>
/// Says what the controller's webhooks answer to objects that are written: Ingress, IngressClassParams, Service, TargetGroupBinding and Pod, as the
/// chart configures them. QUIC server ids and target control agents are not looked at. Pure, as <see cref="AlbPlanner"/>.
/// </summary>
/// <remarks>Source: https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/helm/aws-load-balancer-controller/templates/webhook.yaml</remarks>
public static class AlbAdmission
{
    private const string Create = "CREATE";

    /// <param name="request">
    /// The objects that are written, facts and flags. Webhooks see all of them, whatever their order; a TargetGroupBinding takes its target group from
    /// those behind it.
    /// </param>
    /// <param name="previous">Objects that the cluster has: one that is written as well is an update. Null: it has none.</param>
    /// <param name="cancellationToken">Cancels between two objects.</param>
    /// <returns>An answer for each object of a kind that a webhook is asked about, in the order in which they came.</returns>
    public static async ValueTask<IReadOnlyList<AdmissionAnswer>> ReviewAsync(
        AlbPlanRequest request, KubernetesObjects? previous = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var cluster = previous is null ? request.Objects : request.Objects.Over(previous);
        var facts = request.Facts ?? new AwsFacts { Version = AwsFacts.CurrentVersion };
        var configuration = request.Flags.Configuration with { VpcId = request.Flags.VpcId ?? facts.Vpc?.VpcId ?? "" };
        var review = new Review(configuration, cluster, previous, facts);
        var answers = new List<AdmissionAnswer>();
        foreach (var (kind, key) in request.Objects.Keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await review.AskAsync(kind, key, cancellationToken) is { } answer)
            {
                answers.Add(answer);
            }
        }

        return answers;
    }

    private sealed class Review(ControllerConfiguration configuration, KubernetesObjects cluster, KubernetesObjects? previous, AwsFacts facts)
    {
        // Those that hold a target group, by name. A manifest has no uid, and by it the webhook knows a binding from the others.
        private readonly Dictionary<NamespacedName, TargetGroupBinding> _held =
            (previous?.TargetGroupBindings ?? []).ToDictionary(binding => binding.Key, WithUid);

        private readonly ITargetGroupLookup _targetGroups = facts.ToTargetGroupLookup();
        private readonly EndpointFacts _endpoints = cluster.FindEndpoints(withSlices: true);
        private readonly IReadOnlyCollection<TargetGroupBinding> _bindings = cluster.TargetGroupBindings;

        public async ValueTask<AdmissionAnswer?> AskAsync(string kind, NamespacedName key, CancellationToken cancellationToken)
        {
            var isNew = previous?.Find(kind, key.Namespace, key.Name) is null;
            var answer = new AdmissionAnswer(key.Namespace.Length == 0 ? $"{kind} {key.Name}" : $"{kind} {key}", isNew ? Create : "UPDATE");
            var webhook = kind switch
            {
                "Ingress" => "vingress.elbv2.k8s.aws",
                "IngressClassParams" => "vingressclassparams.elbv2.k8s.aws",
                "Service" => "mservice.elbv2.k8s.aws",
                "Pod" => "mpod.elbv2.k8s.aws",
                "TargetGroupBinding" => isNew ? "mtargetgroupbinding.elbv2.k8s.aws" : "vtargetgroupbinding.elbv2.k8s.aws",
                _ => null,
            };
            try
            {
                switch (kind)
                {
                    case "Ingress":
                        new IngressValidator(configuration, cluster).Validate(Find(cluster.Ingresses), previous is null || isNew ? null : Find(previous.Ingresses));
                        return answer;
                    case "IngressClassParams":
                        IngressClassParamsValidator.Validate(cluster.FindIngressClassParams(key.Name)!);
                        return answer;
                    case "Service":
                        return isNew ? answer with { Changes = ChangesOf(cluster.FindService(key)!) } : answer;
                    case "Pod":
                        return isNew ? answer with { Changes = ChangesOf(_endpoints.Pods.First(pod => pod.Metadata.Name == key.Name && pod.Metadata.Namespace == key.Namespace)) } : answer;
                    case "TargetGroupBinding":
                        var binding = WithUid(Find(_bindings));
                        var validator = new TargetGroupBindingValidator(configuration, _targetGroups, [.. _held.Values]);
                        if (!isNew)
                        {
                            await validator.ValidateUpdateAsync(binding, Find(previous!.TargetGroupBindings), cancellationToken);
                            _held[key] = binding;
                            return answer;
                        }

                        var mutated = await new TargetGroupBindingMutator(_targetGroups).MutateCreateAsync(binding, cancellationToken);
                        webhook = "vtargetgroupbinding.elbv2.k8s.aws";
                        await validator.ValidateCreateAsync(mutated, cancellationToken);
                        _held[key] = mutated;
                        return answer with { Changes = ChangesOf(binding.Spec, mutated.Spec) };
                    default:
                        return null;
                }
            }
            catch (AlbModelException exception)
            {
                return answer with { Webhook = webhook, Refusal = exception.Message };
            }
            catch (MissingFactException exception)
            {
                return answer with { Missing = exception.Fact };
            }

            T Find<T>(IEnumerable<T> items)
                where T : notnull => items.First(item => item switch
                {
                    Ingress ingress => ingress.Key == key,
                    TargetGroupBinding candidate => candidate.Key == key,
                    _ => false,
                });
        }

        private static TargetGroupBinding WithUid(TargetGroupBinding binding) =>
            binding with { Metadata = binding.Metadata with { Uid = binding.Key.ToString() } };

        // The chart leaves out what carries the controller's own label.
        private List<KeyValuePair<string, string>> ChangesOf(Service service)
        {
            if (service.Metadata.Labels.GetValueOrDefault("app.kubernetes.io/name") == "aws-load-balancer-controller")
            {
                return [];
            }

            var mutated = new ServiceMutator(configuration).MutateCreate(service);
            return mutated.Spec.LoadBalancerClass == service.Spec.LoadBalancerClass ? [] : [new("/spec/loadBalancerClass", mutated.Spec.LoadBalancerClass!)];
        }

        private List<KeyValuePair<string, string>> ChangesOf(Pod pod)
        {
            if (cluster.FindNamespaceLabels(pod.Metadata.Namespace)?.GetValueOrDefault(PodReadinessGateMutator.NamespaceLabel) != "enabled")
            {
                return [];
            }

            var gates = new PodReadinessGateMutator(configuration, _bindings, _endpoints.Services)
                .MutateCreate(pod, pod.Metadata.Namespace).Spec.ReadinessGates.Select(gate => gate.ConditionType).ToList();
            return gates.SequenceEqual(pod.Spec.ReadinessGates.Select(gate => gate.ConditionType), StringComparer.Ordinal)
                ? []
                : [new("/spec/readinessGates", string.Join(", ", gates))];
        }

        private static List<KeyValuePair<string, string>> ChangesOf(TargetGroupBinding.Specification before, TargetGroupBinding.Specification after) =>
        [
            .. new (string Field, string? Before, string? After)[]
            {
                ("targetGroupARN", before.TargetGroupArn, after.TargetGroupArn), ("targetType", before.TargetType, after.TargetType),
                ("ipAddressType", before.IpAddressType, after.IpAddressType), ("vpcID", before.VpcId, after.VpcId),
                ("targetGroupProtocol", before.TargetGroupProtocol, after.TargetGroupProtocol),
            }.Where(field => field.Before != field.After).Select(field => KeyValuePair.Create($"/spec/{field.Field}", field.After ?? "")),
        ];
    }
}
