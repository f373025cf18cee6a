using System.Text.Json.Nodes;
using EksIngress.Alb.Annotations;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Services behind rules, and whether anything answers there.</summary>
internal static class BackendRules
{
    public static IReadOnlyList<LintRule> All =>
    [
        Warns("ALB500", "A Service that does not exist", Docs.AnnotationsPage, MissingServices, LintNeeds.Services),
        Fails("ALB501", "A port that the Service does not have", Docs.KubernetesIngress, MissingPorts, LintNeeds.Services),
        Fails("ALB502", "A ClusterIP Service with instance targets", Docs.Annotation("target-type"), ClusterIpInstances, LintNeeds.Services),
        Warns("ALB503", "A Service without endpoints", Docs.KubernetesService, WithoutEndpoints, LintNeeds.Services),
        Warns("ALB504", "A named target port that no container has", Docs.KubernetesService + "#field-spec-ports", NamedTargetPorts, LintNeeds.Services | LintNeeds.Workloads),
        Warns("ALB505", "A Service that selects no workload", Docs.KubernetesService, NoWorkload, LintNeeds.Services | LintNeeds.Workloads),
        Fails("ALB506", "An IPv6 Service behind an IPv4 load balancer", Docs.Annotation("ip-address-type"), Ipv6Services, LintNeeds.Services),
        Tells("ALB507", "A Service with a load balancer of its own", Docs.Annotation("target-type"), LoadBalancerServices, LintNeeds.Services),
        Warns("ALB508", "Session affinity of a Service", Docs.Annotation("target-group-attributes"), SessionAffinity, LintNeeds.Services),
        Warns("ALB509", "Node labels for pod targets", Docs.Annotation("target-node-labels"), NodeLabels),
        Tells("ALB510", "One Service port under two names", Docs.AnnotationsPage, TwoSpellings, LintNeeds.Services),
        Warns("ALB511", "A port that is not TCP", Docs.KubernetesService, NotTcp, LintNeeds.Services),
        Fails("ALB512", "HTTP/2 or gRPC targets behind a plain listener", Docs.TargetGroups + "#target-group-protocol-version", Http2WithoutTls),
        Tells("ALB513", "An annotation of a Service that wins", Docs.AnnotationsPage, ServiceWins, LintNeeds.Services),
    ];

    private static IEnumerable<LintFault> MissingServices(LintWorld world) => world.Targets
        .Where(target => !target.IsWeighted && target.Service is null && world.Has("Service", target.Ingress.Key.Namespace) && target.Ingress.Find($"actions.{target.ServiceName}") is null)
        .Select(target => target.Fault(
            $"Service {target.ServiceKey} is not among the objects; requests get 503 'Backend service does not exist'",
            EditDistance.Nearest(target.ServiceName, world.Services.Where(service => service.Object.Namespace == target.Ingress.Key.Namespace).Select(service => service.Object.Name)) is { } nearest
                ? $"write name: {nearest}"
                : world.Services.FirstOrDefault(service => service.Object.Name == target.ServiceName) is { } elsewhere
                    ? $"the Service is in namespace {elsewhere.Object.Namespace}: put the Ingress there, and share the load balancer by group.name"
                    : "add the Service"));

    private static IEnumerable<LintFault> MissingPorts(LintWorld world) => world.Targets
        .Where(target => target.Service is not null && target.ServicePort is null)
        .Select(target => target.Fault(
            $"unable to find port {target.Port} on service {target.ServiceKey}, which has {Ports(target.Service!)}",
            PortFix(target)));

    private static string Ports(LintService service) => service.Service.Spec.Ports.Count == 0 ? "none" : string.Join(", ", service.Service.Spec.Ports
        .Select(port => port.Name.Length > 0 ? $"{port.Number} ({port.Name})" : $"{port.Number}"));

    private static string PortFix(LintTarget target)
    {
        var ports = target.Service!.Service.Spec.Ports;
        return ports.FirstOrDefault(port => target.Port.IsNumber && port.TargetPort.IsNumber && port.TargetPort.Number == target.Port.Number) is { } behind
            ? $"{target.Port} is the targetPort: write number: {behind.Number}"
            : EditDistance.Nearest(target.Port.ToString(), ports.Select(port => port.Name)) is { Length: > 0 } nearest ? $"write name: {nearest}"
            : ports.Count == 1 ? $"write number: {ports[0].Number}" : "write one of them";
    }

    private static IEnumerable<LintTarget> Known(LintWorld world) => world.Targets.Where(target => target.Service is not null && target.ServicePort is not null);

    private static IEnumerable<LintFault> ClusterIpInstances(LintWorld world) => Known(world)
        .Where(target => target is { TargetType: "instance", Service.Type: "ClusterIP" })
        .Select(target => target.Fault(
            $"Service {target.ServiceKey} is a ClusterIP and target-type is instance{(target.Find(IngressAnnotations.TargetType) is null ? " (the default)" : "")}: it has no node port to send to",
            "add target-type: ip to the Ingress, or make the Service a NodePort"));

    private static IEnumerable<LintFault> WithoutEndpoints(LintWorld world) => Known(world)
        .Where(target => target.Service!.Type == "ExternalName" || target.Service.Object.At("spec", "selector") is not JsonObject { Count: > 0 })
        .Where(target => !HasOwnEndpoints(world, target))
        .DistinctBy(target => (target.Ingress, target.ServiceName))
        .Select(target => target.Service!.Object.Fault(
            target.Service.Type == "ExternalName" ? "/spec/type" : target.Service.Object.At("spec") is null ? "" : "/spec",
            target.Service.Type == "ExternalName"
                ? $"Service {target.ServiceKey} is an ExternalName ({target.Service.Object.Text("spec", "externalName")}); it has no endpoints, so the target group stays empty (503)"
                : $"Service {target.ServiceKey} has no selector; without EndpointSlices of your own the target group stays empty (503)",
            target.Service.Type == "ExternalName" ? "redirect to the name by an action, or register its addresses in a target group of your own (targetGroupARN)" : "add spec.selector"));

    private static bool HasOwnEndpoints(LintWorld world, LintTarget target) =>
        world.OfKind("EndpointSlice").Any(item => item.Namespace == target.Ingress.Key.Namespace && item.Labels.GetValueOrDefault("kubernetes.io/service-name") == target.ServiceName) ||
        world.OfKind("Endpoints").Any(item => item.Key == target.ServiceKey);

    private static IEnumerable<LintFault> NamedTargetPorts(LintWorld world)
    {
        foreach (var target in Known(world).Where(target => !target.ServicePort!.TargetPort.IsNumber).DistinctBy(target => (target.ServiceKey, target.ServicePort)))
        {
            var workloads = Workloads.SelectedBy(target.Service!, world).ToList();
            var name = target.ServicePort!.TargetPort.ToString();
            var names = workloads.SelectMany(Workloads.PortNames).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (workloads.Count > 0 && !names.Contains(name, StringComparer.Ordinal))
            {
                yield return target.Service!.Object.Fault(
                    JsonPointer.Of("spec", "ports", target.Service.Service.Spec.Ports.ToList().FindIndex(port => port.Number == target.ServicePort.Number), "targetPort"),
                    $"targetPort {name} is the name of no container port of {string.Join(", ", workloads)} ({(names.Count == 0 ? "none is named" : string.Join(", ", names))}); the target group stays empty",
                    EditDistance.Nearest(name, names) is { } nearest ? $"write targetPort: {nearest}" : $"name the container port {name}, or give targetPort as a number");
            }
        }
    }

    private static IEnumerable<LintFault> NoWorkload(LintWorld world)
    {
        foreach (var target in Known(world).DistinctBy(target => target.ServiceKey))
        {
            if (target.Service!.Object.At("spec", "selector") is JsonObject { Count: > 0 } selector && target.Service.Type != "ExternalName" &&
                Workloads.In(world, target.Ingress.Key.Namespace).Any() && !Workloads.SelectedBy(target.Service, world).Any())
            {
                yield return target.Service.Object.Fault(
                    "/spec/selector",
                    $"no pod template of namespace {target.Ingress.Key.Namespace} has the labels {string.Join(",", selector.Select(pair => $"{pair.Key}={pair.Value}"))}; the target group stays empty (503)",
                    "write the labels of the pods (spec.template.metadata.labels of the Deployment)");
            }
        }
    }

    private static IEnumerable<LintFault> Ipv6Services(LintWorld world) => Known(world)
        .Where(target => target.Service!.Service.Spec.IpFamilies.Contains("IPv6", StringComparer.Ordinal) && !HasIpv6(world, target.Ingress))
        .Select(target => target.Fault(
            $"Service {target.ServiceKey} has IPv6 addresses, and the load balancer is ipv4",
            "add ip-address-type: dualstack to the Ingress"));

    private static bool HasIpv6(LintWorld world, LintIngress ingress) => world.GroupWith(ingress).Members
        .Select(member => member.ClassParams?.IpAddressType is { Length: > 0 } fromClass ? fromClass : member.Find(IngressAnnotations.IpAddressType))
        .FirstOrDefault(type => type is not null) is { } type && type != "ipv4";

    private static IEnumerable<LintFault> LoadBalancerServices(LintWorld world) => Known(world)
        .Where(target => target.Service!.Type == "LoadBalancer")
        .DistinctBy(target => target.ServiceKey)
        .Select(target => target.Service!.Object.Fault(
            "/spec/type",
            $"Service {target.ServiceKey} is of type LoadBalancer: it gets a load balancer of its own beside the ALB, and is paid for twice",
            "use type: NodePort for instance targets, or ClusterIP with target-type: ip"));

    private static IEnumerable<LintFault> SessionAffinity(LintWorld world) => Known(world)
        .Where(target => target.TargetType == "ip" && target.Service!.Object.Text("spec", "sessionAffinity") == "ClientIP")
        .DistinctBy(target => target.ServiceKey)
        .Select(target => target.Service!.Object.Fault(
            "/spec/sessionAffinity",
            $"sessionAffinity of Service {target.ServiceKey} has no effect: the ALB sends to the pods and passes the Service by",
            "use target-group-attributes: stickiness.enabled=true,stickiness.lb_cookie.duration_seconds=3600"));

    private static IEnumerable<LintFault> NodeLabels(LintWorld world) => world.Targets
        .Where(target => target.TargetType == "ip" && target.Find(IngressAnnotations.TargetNodeLabels) is not null)
        .Select(target => target.Fault(
            IngressAnnotations.TargetNodeLabels, "target-node-labels chooses nodes, and target-type is ip: the targets are pods", "remove it, or use target-type: instance"))
        .DistinctBy(fault => fault.Object);

    private static IEnumerable<LintFault> TwoSpellings(LintWorld world) => Known(world)
        .GroupBy(target => (target.Ingress, target.ServiceName, target.ServicePort!.Number))
        .Where(group => group.Select(target => target.Port.ToString()).Distinct(StringComparer.Ordinal).Count() > 1)
        .Select(group => group.Last().Fault(
            $"port {group.Key.Number} of Service {group.Key.ServiceName} is named as {string.Join(" and ", group.Select(target => target.Port.ToString()).Distinct(StringComparer.Ordinal))}: two target groups with the same targets are made",
            "name the port in one way"));

    private static IEnumerable<LintFault> NotTcp(LintWorld world) => Known(world)
        .Where(target => Protocol(target) is { } protocol && protocol != "TCP")
        .Select(target => target.Fault($"port {target.Port} of Service {target.ServiceKey} is {Protocol(target)}; an ALB speaks TCP only", "name a TCP port of the Service"));

    private static string? Protocol(LintTarget target) => target.Service!.Object.Items("spec", "ports")
        .FirstOrDefault(port => port["port"] is JsonValue value && value.TryGetValue<int>(out var number) && number == target.ServicePort!.Number)?["protocol"]?.ToString();

    private static IEnumerable<LintFault> Http2WithoutTls(LintWorld world) => world.Targets
        .Where(target => target.ProtocolVersion is "GRPC" or "HTTP2" && target.Ingress.HasHttp && world.GroupWith(target.Ingress).SslRedirectPort is null)
        .Select(target => target.Fault(
            IngressAnnotations.BackendProtocolVersion,
            $"backend-protocol-version {target.ProtocolVersion} of Service {target.ServiceName} needs an HTTPS listener, and {target.Ingress.Key} listens on {string.Join(", ", target.Ingress.Ports!.Select(port => $"{port.Value} {port.Key}"))}",
            "write listen-ports: '[{\"HTTPS\": 443}]', or add ssl-redirect"));

    private static IEnumerable<LintFault> ServiceWins(LintWorld world)
    {
        foreach (var target in world.Targets.Where(target => target.Service is not null).DistinctBy(target => (target.Ingress, target.ServiceName)))
        {
            foreach (var entry in AnnotationCatalog.Entries.Where(entry => entry is { OnService: true, IsFamily: false } && entry.Suffix != IngressAnnotations.Tags))
            {
                var key = IngressAnnotations.Key(entry.Suffix);
                if (target.Ingress.Find(entry.Suffix) is { } ours && target.Service!.Object.Annotations.GetValueOrDefault(key) is { } theirs && ours != theirs)
                {
                    yield return target.Service.Object.AnnotationFault(
                        entry.Suffix,
                        $"{entry.Suffix} is '{theirs}' here and '{ours}' at Ingress {target.Ingress.Key}; for this Service its own value counts",
                        "keep one of them, if the difference is not meant");
                }
            }
        }
    }
}
