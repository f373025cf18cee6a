using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Plans;

namespace EksIngress.Alb.Lint;

/// <summary>
/// Builds every group that no rule found an error in, as the controller would. What it refuses then is a finding of its own, so that
/// objects without errors are objects that can be built.
/// </summary>
internal static class SafetyNet
{
    public static LintRule Rule { get; } = LintRule.Fails(
        "ALB099", "Anything else that the controller refuses", Docs.AnnotationsPage, _ => []);

    public static IEnumerable<LintFault> Find(LintWorld world, IReadOnlySet<int> faulty)
    {
        var builder = new IngressStackBuilder(world.Configuration, new Cluster(world), new AwsFactsLookup(Complete(world), world.Configuration.VpcId, KubernetesObjects.Parse("[]"), []));
        foreach (var group in world.Groups.Where(group => !group.Members.Any(member => Objects(member).Any(item => faulty.Contains(item.Index)))))
        {
            if (Build(builder, group) is { } reason && !reason.Contains("is not supported here", StringComparison.Ordinal))
            {
                var member = group.Members.FirstOrDefault(candidate => reason.Contains($"{candidate.Key}:", StringComparison.Ordinal)) ?? group.Members[0];
                yield return member.Object.Fault("", $"the controller cannot build the load balancer of {group.Id}: {reason}", "change what the message names");
            }
        }
    }

    private static IEnumerable<LintObject> Objects(LintIngress member) =>
        member.Targets.Select(target => target.Service?.Object).OfType<LintObject>().Append(member.Object);

    private static string? Build(IngressStackBuilder builder, LintGroup group)
    {
        try
        {
            // Everything it asks is answered out of memory, so it has ended when it returns.
            var stack = builder.BuildAsync(new IngressGroup(group.Id, [.. group.Members.Select(member => member.Classified)], []), CancellationToken.None);
            _ = stack.IsCompleted ? stack.Result : throw new InvalidOperationException("a build out of memory waits for something");
            return null;
        }
        catch (AlbModelException exception)
        {
            return exception.Message;
        }
        catch (MissingFactException)
        {
            return null;
        }
    }

    // What is not known is as it should be: rules that look at facts stay silent without them too.
    private static AwsFacts Complete(LintWorld world)
    {
        var hosts = world.Ours.SelectMany(ingress => ingress.Hosts).Distinct(StringComparer.Ordinal);
        var facts = world.GivenFacts ?? new AwsFacts { Version = AwsFacts.CurrentVersion };
        return facts with { Certificates = facts.Certificates ?? [new AwsFacts.Certificate { CertificateArn = "arn:assumed", DomainNames = [.. hosts] }] };
    }

    private sealed class Cluster(LintWorld world) : IKubernetesLookup
    {
        private const int FirstNodePort = 30000;

        public IReadOnlyCollection<Ingress> Ingresses => world.Ingresses;

        public IReadOnlyCollection<IngressClass> IngressClasses => world.IngressClasses;

        public IngressClassParams? FindIngressClassParams(string name) => world.FindIngressClassParams(name);

        public IReadOnlyDictionary<string, string>? FindNamespaceLabels(string name) => world.FindNamespaceLabels(name);

        public Secret? FindSecret(NamespacedName key) => world.Has("Secret", key.Namespace)
            ? world.FindSecret(key)
            : new Secret
            {
                Metadata = new ObjectMeta { Namespace = key.Namespace, Name = key.Name },
                StringData = new Dictionary<string, string>(StringComparer.Ordinal) { ["clientID"] = "given", ["clientSecret"] = "elsewhere" },
            };

        // A Service that was not given is taken for one that fits; the API server allocates node ports.
        public Service? FindService(NamespacedName key)
        {
            if (world.FindService(key) is not { } service)
            {
                return world.Has("Service", key.Namespace) ? null : Fitting(key);
            }

            return service.Spec.Type is "NodePort" or "LoadBalancer"
                ? service with { Spec = service.Spec with { Ports = [.. service.Spec.Ports.Select((port, index) => port.NodePort == 0 ? port with { NodePort = FirstNodePort + index } : port)] } }
                : service;
        }

        private Service Fitting(NamespacedName key) => new()
        {
            Metadata = new ObjectMeta { Namespace = key.Namespace, Name = key.Name },
            Spec = new Service.Specification
            {
                Type = "NodePort",
                Ports = [.. world.Targets.Where(target => target.ServiceKey == key).Select(target => target.Port).Distinct().Select((port, index) => new Service.Port
                {
                    Name = port.IsNumber ? "" : port.ToString(),
                    Number = port.IsNumber ? port.Number : index + 1,
                    TargetPort = IntOrString.Of(port.IsNumber ? port.Number : index + 1),
                    NodePort = FirstNodePort + index,
                })],
            },
        };
    }
}
