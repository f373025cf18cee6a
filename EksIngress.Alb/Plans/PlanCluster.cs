using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Plans;

/// <summary>The objects as an API server would hold them: what it fills in is assumed, or noted as open.</summary>
internal sealed class PlanCluster : IKubernetesLookup
{
    private const string AssumedClassName = "alb";
    private const int FirstNodePort = 30000;

    private readonly IKubernetesLookup _objects;
    private readonly bool _assume;
    private readonly ICollection<string> _assumed;
    private readonly ICollection<string> _notes;

    public PlanCluster(KubernetesObjects objects, string watchNamespace, bool assume, ICollection<string> assumed, ICollection<string> notes)
    {
        _objects = objects;
        _assume = assume;
        _assumed = assumed;
        _notes = notes;
        Ingresses = watchNamespace.Length == 0 ? _objects.Ingresses : [.. _objects.Ingresses.Where(ingress => ingress.Metadata.Namespace == watchNamespace)];
        IngressClasses = _objects.IngressClasses;
        if (assume && IngressClasses.All(found => found.Metadata.Name != AssumedClassName)
            && Ingresses.Any(ingress => ingress.Spec.IngressClassName == AssumedClassName))
        {
            Add(assumed, $"IngressClass {AssumedClassName}: controller {IngressClass.AlbController}, without parameters");
            IngressClasses =
            [
                .. IngressClasses,
                new IngressClass
                {
                    Metadata = new ObjectMeta { Name = AssumedClassName },
                    Spec = new IngressClass.Specification { Controller = IngressClass.AlbController },
                },
            ];
        }
    }

    public IReadOnlyCollection<Ingress> Ingresses { get; }

    public IReadOnlyCollection<IngressClass> IngressClasses { get; }

    public IngressClassParams? FindIngressClassParams(string name) => _objects.FindIngressClassParams(name);

    public IReadOnlyDictionary<string, string>? FindNamespaceLabels(string name) => _objects.FindNamespaceLabels(name);

    public Secret? FindSecret(NamespacedName key) => _objects.FindSecret(key);

    public Service? FindService(NamespacedName key)
    {
        if (_objects.FindService(key) is not { } service)
        {
            return null;
        }

        if (service.Metadata.Uid.Length == 0)
        {
            Add(_notes, $"Service {key} has no metadata.uid: the names of its target groups are made from it, and will be others in a cluster");
        }

        return service.Spec.Type is "NodePort" or "LoadBalancer" && service.Spec.Ports.Any(port => port.NodePort == 0)
            ? WithNodePorts(service)
            : service;
    }

    private Service WithNodePorts(Service service)
    {
        if (!_assume)
        {
            Add(_notes, $"Service {service.Key} of type {service.Spec.Type} has a port without nodePort: a cluster allocates one; {AwsFactsLookup.AssumeFlag} assumes one");
            return service;
        }

        var ports = service.Spec.Ports.Select((port, index) => port.NodePort == 0 ? port with { NodePort = FirstNodePort + index } : port).ToList();
        foreach (var (port, before) in ports.Zip(service.Spec.Ports).Where(pair => pair.First != pair.Second))
        {
            Add(_assumed, $"nodePort of port {before.Number} of Service {service.Key}: {port.NodePort}");
        }

        return service with { Spec = service.Spec with { Ports = ports } };
    }

    private static void Add(ICollection<string> list, string text)
    {
        if (!list.Contains(text))
        {
            list.Add(text);
        }
    }
}
