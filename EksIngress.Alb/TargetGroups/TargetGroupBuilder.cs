using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.TargetGroups;

/// <summary>Builds one target group, and the object that fills it, for every (Ingress, Service, port) that rules refer to.</summary>
/// <param name="loadBalancerIpAddressType">IPv6 Services need a load balancer that has IPv6.</param>
/// <param name="backendSecurityGroup">Source of traffic to targets; null when their security groups are the user's business.</param>
internal sealed class TargetGroupBuilder(
    ControllerConfiguration configuration,
    ResourceTags tags,
    IngressGroupId group,
    string loadBalancerIpAddressType,
    StackValue? backendSecurityGroup)
{
    private readonly SortedDictionary<string, (TargetGroupSpec Group, TargetGroupBindingSpec Binding)> _built = new(StringComparer.Ordinal);

    public IReadOnlyList<TargetGroupSpec> TargetGroups => [.. _built.Values.Select(built => built.Group)];

    public IReadOnlyList<TargetGroupBindingSpec> Bindings => [.. _built.Values.Select(built => built.Binding)];

    /// <returns>The target group's ARN.</returns>
    /// <exception cref="AlbModelException">The Service or its annotations do not make a target group.</exception>
    public StackValue Build(ClassifiedIngress ingress, Service service, IntOrString port)
    {
        var resourceId = $"{ingress.Key}-{service.Metadata.Name}:{port}";
        if (!_built.ContainsKey(resourceId))
        {
            _built[resourceId] = BuildNew(resourceId, ingress, service, port);
        }

        return ResourceTypes.TargetGroupArn(resourceId);
    }

    private (TargetGroupSpec Group, TargetGroupBindingSpec Binding) BuildNew(
        string resourceId, ClassifiedIngress ingress, Service service, IntOrString port)
    {
        var servicePort = service.GetPort(port);
        UnsupportedAnnotations.Refuse(service.Metadata.Annotations);
        // Annotations of the Service win: they are nearer to the targets.
        var annotations = new AnnotationSet(GoText.Merge(service.Metadata.Annotations, ingress.Ingress.Metadata.Annotations));
        var settings = TargetGroupSettings.Read(annotations, ingress.ClassParams, configuration.DefaultTargetType);
        var healthCheck = HealthCheckReader.Read(annotations, service, settings);
        var attributes = annotations.FindMap(IngressAnnotations.TargetGroupAttributes) ?? NoStrings.Map;
        var groupTags = tags.OfTargetGroup(ingress, service);
        var ipAddressType = ReadIpAddressType(service);
        var targetGroupPort = settings.IsInstance ? servicePort.NodePort : servicePort.TargetPort.IsNumber ? servicePort.TargetPort.Number : 1;
        if (targetGroupPort == 0)
        {
            throw new AlbModelException(settings.IsInstance
                ? "TargetGroup port is empty. When using Instance targets, your service be must of type 'NodePort' or 'LoadBalancer'"
                : "TargetGroup port is empty. Are you using the correct service type?");
        }

        var name = ResourceNames.TargetGroup(
            configuration.ClusterName,
            group,
            ingress.Key,
            service,
            new TargetGroupIdentity(port, targetGroupPort, settings.TargetType, settings.Protocol, settings.ProtocolVersion));
        var spec = new TargetGroupSpec
        {
            ResourceId = resourceId,
            Name = name,
            TargetType = settings.TargetType,
            Port = targetGroupPort,
            Protocol = settings.Protocol,
            ProtocolVersion = settings.ProtocolVersion,
            IpAddressType = ipAddressType,
            HealthCheckConfig = healthCheck,
            Attributes = attributes,
            Tags = groupTags,
        };
        var binding = new TargetGroupBindingSpec
        {
            ResourceId = resourceId,
            Key = new NamespacedName(service.Metadata.Namespace, name),
            TargetType = settings.TargetType,
            ServiceName = service.Metadata.Name,
            ServicePort = port,
            NetworkRules = BuildNetworking(
                settings.IsInstance ? IntOrString.Of(servicePort.NodePort) : servicePort.TargetPort, healthCheck.Port),
            NodeLabels = settings.IsInstance
                ? annotations.FindMap(IngressAnnotations.TargetNodeLabels) is { Count: > 0 } labels ? labels : null
                : null,
            IpAddressType = ipAddressType,
            VpcId = configuration.VpcId,
            TargetGroupProtocol = settings.Protocol,
        };
        return (spec, binding);
    }

    private string ReadIpAddressType(Service service)
    {
        if (!service.Spec.IpFamilies.Contains("IPv6", StringComparer.Ordinal))
        {
            return "ipv4";
        }

        return IpAddressTypes.HasIpv6(loadBalancerIpAddressType)
            ? "ipv6"
            : throw new AlbModelException("unsupported IPv6 configuration, lb not dual-stack");
    }

    private TargetGroupBindingSpec.Networking? BuildNetworking(IntOrString targetPort, IntOrString healthCheckPort)
    {
        if (backendSecurityGroup is null)
        {
            return null;
        }

        IReadOnlyList<IntOrString?> ports = configuration.DisableRestrictedSecurityGroupRules
            ? [null]
            : healthCheckPort.ToString() == HealthCheckReader.TrafficPort ? [targetPort] : [targetPort, healthCheckPort];
        return new TargetGroupBindingSpec.Networking(backendSecurityGroup, ports);
    }
}
