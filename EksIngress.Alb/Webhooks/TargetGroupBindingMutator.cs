using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Webhooks;

/// <summary>The mutating webhook <c>mtargetgroupbinding.elbv2.k8s.aws</c>: fills in what the target group itself tells.</summary>
/// <param name="targetGroups">Target groups of the account.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/spec/</remarks>
public sealed class TargetGroupBindingMutator(ITargetGroupLookup targetGroups)
{
    /// <summary>Fills in ARN, target type, address type, VPC and protocol where they are left out. An update changes nothing.</summary>
    /// <exception cref="AlbModelException">Nothing names a target group, or it cannot be bound.</exception>
    public async ValueTask<TargetGroupBinding> MutateCreateAsync(TargetGroupBinding binding, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(binding);
        if (binding.Spec is { TargetGroupArn.Length: 0, TargetGroupName.Length: 0 })
        {
            throw new AlbModelException("must provide either TargetGroupARN or TargetGroupName");
        }

        binding = await BoundTargetGroup.WithArnAsync(targetGroups, binding, cancellationToken);
        var bound = new BoundTargetGroup(targetGroups, binding, cancellationToken);
        var spec = binding.Spec;
        var targetType = spec.TargetType ?? (await bound.GetAsync("couldn't determine TargetType")).TargetType switch
        {
            "instance" => "instance",
            "ip" => "ip",
            var other => throw new AlbModelException($"unsupported TargetType: {other}"),
        };
        var ipAddressType = spec.IpAddressType ?? await bound.GetIpAddressTypeAsync();
        var vpcId = spec.VpcId is { Length: > 0 } given ? given : (await bound.GetAsync("unable to get target group VpcID")).VpcId;
        var protocol = spec.TargetGroupProtocol ?? (await bound.GetAsync("couldn't determine TargetGroup protocol")).Protocol;
        return binding with
        {
            Spec = spec with { TargetType = targetType, IpAddressType = ipAddressType, VpcId = vpcId, TargetGroupProtocol = protocol },
        };
    }
}
