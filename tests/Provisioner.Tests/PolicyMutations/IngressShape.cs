using System.Collections.Immutable;
using k8s.Models;

namespace EksIngress.Provisioner.Tests.PolicyMutations;

/// <summary>What an Ingress asks for: annotations of the controller, and Services by path.</summary>
internal sealed record IngressShape(ImmutableSortedDictionary<string, string> Annotations, ImmutableArray<(string Path, string Service)> Paths)
{
    /// <summary>A host that two certificates of the account are for.</summary>
    public const string Host = "shop.example.test";

    private const string Prefix = "alb.ingress.kubernetes.io/";

    /// <summary>HTTP, one Service, no attributes.</summary>
    public static IngressShape Plain { get; } = new IngressShape(
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), [("/", "web")]).With(("scheme", "internet-facing"), ("target-type", "ip"));

    /// <summary>HTTP and HTTPS with certificates that are found by host, clients' certificates, two Services, attributes of everything.</summary>
    public static IngressShape Full { get; } = Plain.To(("/", "web"), ("/api", "api")).With(
        ("listen-ports", """[{"HTTP":80},{"HTTPS":443}]"""),
        ("mutual-authentication", """[{"port":443,"mode":"verify","trustStore":"clients"}]"""),
        ("target-group-attributes", "deregistration_delay.timeout_seconds=0"),
        ("load-balancer-attributes", "idle_timeout.timeout_seconds=61"),
        ("listener-attributes.HTTP-80", "routing.http.response.server.enabled=false"));

    public IngressShape With(params ReadOnlySpan<(string Name, string Value)> annotations)
    {
        var all = Annotations.ToBuilder();
        foreach (var (name, value) in annotations)
        {
            all[Prefix + name] = value;
        }

        return this with { Annotations = all.ToImmutable() };
    }

    public IngressShape To(params ImmutableArray<(string Path, string Service)> paths) => this with { Paths = paths };

    /// <param name="name">Of the Ingress.</param>
    /// <param name="traceParent">Trace that the controller's work on it becomes part of.</param>
    /// <param name="values">What stands for words in braces, for example <c>{subnets}</c>.</param>
    public V1Ingress Build(string name, string traceParent, IReadOnlyDictionary<string, string> values)
    {
        var annotations = Annotations.ToDictionary(
            pair => pair.Key,
            pair => values.Aggregate(pair.Value, (text, value) => text.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal)),
            StringComparer.Ordinal);
        annotations["eksingress.dev/traceparent"] = traceParent;
        return new V1Ingress
        {
            ApiVersion = "networking.k8s.io/v1",
            Kind = "Ingress",
            Metadata = new V1ObjectMeta { Name = name, Annotations = annotations },
            Spec = new V1IngressSpec
            {
                IngressClassName = "alb",
                Rules =
                [
                    new V1IngressRule
                    {
                        Host = Host,
                        Http = new V1HTTPIngressRuleValue
                        {
                            Paths =
                            [
                                .. Paths.Select(path => new V1HTTPIngressPath
                                {
                                    Path = path.Path,
                                    PathType = "Prefix",
                                    Backend = new V1IngressBackend { Service = new V1IngressServiceBackend { Name = path.Service, Port = new V1ServiceBackendPort { Number = 80 } } },
                                }),
                            ],
                        },
                    },
                ],
            },
        };
    }
}
