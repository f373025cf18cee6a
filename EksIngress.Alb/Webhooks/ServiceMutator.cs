using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Webhooks;

/// <summary>The mutating webhook <c>mservice.elbv2.k8s.aws</c>: makes the controller the one that serves new load balancer Services.</summary>
/// <param name="configuration">Flag <c>--load-balancer-class</c> matters here.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/nlb/#configuration</remarks>
public sealed class ServiceMutator(ControllerConfiguration configuration)
{
    /// <summary>Gives a class to a Service of type LoadBalancer that has none.</summary>
    public Service MutateCreate(Service service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return NeedsClass(service) ? WithClass(service, configuration.LoadBalancerClass) : service;
    }

    /// <summary>Keeps the class of a Service whose new version leaves it out; the API would refuse to drop it.</summary>
    public static Service MutateUpdate(Service service, Service previous)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(previous);
        return NeedsClass(service) && previous.Spec.LoadBalancerClass is { Length: > 0 } earlier ? WithClass(service, earlier) : service;
    }

    private static bool NeedsClass(Service service) => service.Spec is { Type: "LoadBalancer", LoadBalancerClass: null or "" };

    private static Service WithClass(Service service, string name) => service with { Spec = service.Spec with { LoadBalancerClass = name } };
}
