using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Webhooks;

/// <summary>The mutating webhook <c>quicid.elbv2.k8s.aws</c>: containers that speak QUIC get a server id of their own in their environment.</summary>
/// <param name="configuration">Flag <c>--quic-environment-variable-name</c> matters here.</param>
/// <param name="newServerId">Makes an id, for example with <see cref="QuicServerId.Encode"/>.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/gateway/l4gateway/#quic-protocol-support</remarks>
public sealed class PodServerIdMutator(ControllerConfiguration configuration, Func<string> newServerId)
{
    /// <summary>Gives an id to the containers that the pod's annotation names, init containers last; one that has the variable keeps it.</summary>
    public Pod MutateCreate(Pod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        if (!pod.Metadata.Annotations.TryGetValue(Pod.QuicContainersAnnotation, out var names))
        {
            return pod;
        }

        var wanted = names.Split(',');
        return pod with
        {
            Spec = pod.Spec with
            {
                Containers = [.. pod.Spec.Containers.Select(container => WithServerId(container, wanted))],
                InitContainers = [.. pod.Spec.InitContainers.Select(container => WithServerId(container, wanted))],
            },
        };
    }

    private Pod.Container WithServerId(Pod.Container container, string[] wanted)
    {
        var variable = configuration.QuicEnvironmentVariableName;
        return !wanted.Contains(container.Name, StringComparer.Ordinal) || container.Env.Any(candidate => candidate.Name == variable)
            ? container
            : container with { Env = [.. container.Env, new Pod.EnvironmentVariable { Name = variable, Value = newServerId() }] };
    }
}
