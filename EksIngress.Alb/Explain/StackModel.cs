using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Explain;

/// <summary>Reads a planned stack as a load balancer.</summary>
internal static class StackModel
{
    /// <param name="stack">A stack with a load balancer.</param>
    /// <param name="targets">Targets of a target group, or why they are not known.</param>
    /// <param name="certificateDomains">Domain names of certificates, by ARN, where they are known.</param>
    public static LoadBalancerModel Read(
        IngressStack stack,
        Func<TargetGroupBindingSpec, (IReadOnlyList<TargetModel>? Targets, string? Unknown)> targets,
        IReadOnlyDictionary<string, IReadOnlyList<string>> certificateDomains)
    {
        var bindings = stack.TargetGroupBindings.ToDictionary(binding => binding.ResourceId, StringComparer.Ordinal);
        return new LoadBalancerModel
        {
            Name = stack.LoadBalancer!.Name,
            Scheme = stack.LoadBalancer.Scheme,
            Listeners = stack.Listeners,
            Rules = stack.Rules,
            CertificateDomains = certificateDomains,
            TargetGroups = stack.TargetGroups.ToDictionary(
                group => group.ResourceId,
                group =>
                {
                    var (known, unknown) = targets(bindings[group.ResourceId]);
                    return new TargetGroupModel
                    {
                        Name = group.Name,
                        TargetType = group.TargetType,
                        Port = group.Port,
                        Protocol = group.Protocol,
                        ProtocolVersion = group.ProtocolVersion,
                        Targets = known,
                        TargetsUnknown = unknown,
                    };
                },
                StringComparer.Ordinal),
        };
    }
}
