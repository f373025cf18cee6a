using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.TargetGroups;

/// <summary>Builds one target group, and the object that fills it, for every (Ingress, Service, port) that rules refer to.</summary>
/// <param name="configuration">Cluster name, VPC, defaults, tags and the gate about <c>ip</c> targets matter here.</param>
/// <param name="group">The group of the Ingresses.</param>
/// <param name="loadBalancerIpAddressType">IPv6 Services need a load balancer that has IPv6.</param>
/// <param name="backendSecurityGroup">Source of traffic to targets; null when their security groups are the user's business.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/</remarks>
public sealed class TargetGroupBuilder(
    ControllerConfiguration configuration,
    IngressGroupId group,
    string loadBalancerIpAddressType,
    StackValue? backendSecurityGroup)
{
    private readonly ResourceTags _tags = new(configuration);
    private readonly SortedDictionary<string, (TargetGroupSpec Group, TargetGroupBindingSpec Binding)> _built = new(StringComparer.Ordinal);

    /// <summary>What was built, by resource id.</summary>
    public IReadOnlyList<TargetGroupSpec> TargetGroups => [.. _built.Values.Select(built => built.Group)];

    /// <summary>For each target group the object that fills it, by resource id.</summary>
    public IReadOnlyList<TargetGroupBindingSpec> Bindings => [.. _built.Values.Select(built => built.Binding)];

    /// <summary>Builds a target group and its binding, unless they were built before.</summary>
    /// <param name="ingress">Its annotations count where the Service has none; tags and class parameters come from it.</param>
    /// <param name="service">The backend.</param>
    /// <param name="port">Port of the Service, as the Ingress spells it: the spelling is part of the name.</param>
    /// <returns>The target group's ARN.</returns>
    /// <exception cref="AlbModelException">The Service or its annotations do not make a target group.</exception>
    public StackValue Build(ClassifiedIngress ingress, Service service, IntOrString port)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        ArgumentNullException.ThrowIfNull(service);
        var resourceId = $"{ingress.Key}-{service.Metadata.Name}:{port}";
        if (!_built.ContainsKey(resourceId))
        {
            var servicePort = service.GetPort(port);
            // Annotations of the Service win: they are nearer to the targets.
            var annotations = new AnnotationSet(GoText.Merge(service.Metadata.Annotations, ingress.Ingress.Metadata.Annotations));
            var reference = new Reference(resourceId, ingress, service, port, servicePort);
            var spec = BuildGroup(reference, annotations);
            _built[resourceId] = (spec, BuildBinding(reference, annotations, spec));
        }

        return ResourceTypes.TargetGroupArn(resourceId);
    }

    private TargetGroupSpec BuildGroup(Reference reference, AnnotationSet annotations)
    {
        var (resourceId, ingress, service, port, servicePort) = reference;
        var settings = TargetGroupSettings.Read(annotations, ingress.ClassParams, configuration);
        var healthCheck = HealthCheckReader.Read(annotations, service, settings);
        var attributes = annotations.FindMap(IngressAnnotations.TargetGroupAttributes) ?? NoStrings.Map;
        var groupTags = _tags.OfTargetGroup(ingress, service);
        var ipAddressType = ReadIpAddressType(service);
        var controlPort = annotations.FindInt32($"{IngressAnnotations.TargetControlPort}.{service.Metadata.Name}.{port}");
        if (settings.IsInstance && controlPort is not null)
        {
            throw new AlbModelException("target control port is not supported for instance target target group");
        }

        var targetGroupPort = settings.IsInstance ? servicePort.NodePort : servicePort.TargetPort.IsNumber ? servicePort.TargetPort.Number : 1;
        if (targetGroupPort == 0)
        {
            throw new AlbModelException(settings.IsInstance
                ? "TargetGroup port is empty. When using Instance targets, your service be must of type 'NodePort' or 'LoadBalancer'"
                : "TargetGroup port is empty. Are you using the correct service type?");
        }

        var identity = new TargetGroupIdentity(port, targetGroupPort, settings.TargetType, settings.Protocol, settings.ProtocolVersion)
        {
            ControlPort = controlPort,
        };
        return new TargetGroupSpec
        {
            ResourceId = resourceId,
            Name = ResourceNames.TargetGroup(configuration.ClusterName, group, ingress.Key, service, identity),
            TargetType = settings.TargetType,
            Port = targetGroupPort,
            Protocol = settings.Protocol,
            ProtocolVersion = settings.ProtocolVersion,
            IpAddressType = ipAddressType,
            HealthCheckConfig = healthCheck,
            Attributes = attributes,
            Tags = groupTags,
            TargetControlPort = controlPort,
        };
    }

    private TargetGroupBindingSpec BuildBinding(Reference reference, AnnotationSet annotations, TargetGroupSpec spec)
    {
        var (resourceId, ingress, service, port, servicePort) = reference;
        var isInstance = spec.TargetType == "instance";
        var nodeLabels = isInstance && annotations.FindMap(IngressAnnotations.TargetNodeLabels) is { Count: > 0 } labels ? labels : null;
        return new TargetGroupBindingSpec
        {
            ResourceId = resourceId,
            Key = new NamespacedName(service.Metadata.Namespace, spec.Name),
            TargetType = spec.TargetType,
            ServiceName = service.Metadata.Name,
            ServicePort = port,
            NetworkRules = BuildNetworking(isInstance ? IntOrString.Of(servicePort.NodePort) : servicePort.TargetPort, spec),
            NodeLabels = nodeLabels,
            IpAddressType = spec.IpAddressType,
            VpcId = configuration.VpcId,
            MultiClusterTargetGroup = IsMultiCluster(ingress.Annotations) || IsMultiCluster(new AnnotationSet(service.Metadata.Annotations)),
            TargetGroupProtocol = spec.Protocol,
        };
    }

    private static bool IsMultiCluster(AnnotationSet annotations) =>
        annotations.FindBoolean(IngressAnnotations.MultiClusterTargetGroup) ?? false;

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

    private TargetGroupBindingSpec.Networking? BuildNetworking(IntOrString targetPort, TargetGroupSpec spec)
    {
        if (backendSecurityGroup is null)
        {
            return null;
        }

        if (configuration.DisableRestrictedSecurityGroupRules)
        {
            return new TargetGroupBindingSpec.Networking(backendSecurityGroup, [null]);
        }

        var ports = new List<IntOrString?> { targetPort };
        if (spec.HealthCheckConfig.Port.ToString() != HealthCheckReader.TrafficPort)
        {
            ports.Add(spec.HealthCheckConfig.Port);
        }

        if (spec.TargetControlPort is { } controlPort)
        {
            ports.Add(IntOrString.Of(controlPort));
        }

        return new TargetGroupBindingSpec.Networking(backendSecurityGroup, ports);
    }

    private sealed record Reference(string ResourceId, ClassifiedIngress Ingress, Service Service, IntOrString Port, Service.Port ServicePort);
}
