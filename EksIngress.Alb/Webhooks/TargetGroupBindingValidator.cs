using System.Text.RegularExpressions;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Webhooks;

/// <summary>The validating webhook <c>vtargetgroupbinding.elbv2.k8s.aws</c>.</summary>
/// <param name="configuration">The VPC of the cluster matters here.</param>
/// <param name="targetGroups">Target groups of the account.</param>
/// <param name="others">Every TargetGroupBinding of the cluster; the one that is checked may be among them.</param>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/</remarks>
public sealed partial class TargetGroupBindingValidator(
    ControllerConfiguration configuration, ITargetGroupLookup targetGroups, IReadOnlyCollection<TargetGroupBinding> others)
{
    private const string Kind = "TargetGroupBinding";

    /// <summary>Checks a binding before it is created.</summary>
    /// <exception cref="AlbModelException">It is refused; the message is what the user sees.</exception>
    public async ValueTask ValidateCreateAsync(TargetGroupBinding binding, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(binding);
        binding = await CheckRequiredAsync(binding, cancellationToken);
        var bound = new BoundTargetGroup(targetGroups, binding, cancellationToken);
        CheckNodeSelector(binding);
        CheckOthers(binding);
        await CheckIpAddressTypeAsync(binding, bound);
        await CheckVpcAsync(binding, bound);
        CheckRole(binding);
        await CheckProtocolAsync(binding, bound);
    }

    /// <summary>Checks a binding before it is changed.</summary>
    /// <exception cref="AlbModelException">It is refused; the message is what the user sees.</exception>
    public async ValueTask ValidateUpdateAsync(TargetGroupBinding binding, TargetGroupBinding previous, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(binding);
        ArgumentNullException.ThrowIfNull(previous);
        binding = await CheckRequiredAsync(binding, cancellationToken);
        CheckImmutable(binding.Spec, previous.Spec);
        CheckNodeSelector(binding);
        CheckRole(binding);
        CheckOthers(binding);
    }

    private async ValueTask<TargetGroupBinding> CheckRequiredAsync(TargetGroupBinding binding, CancellationToken cancellationToken)
    {
        var absent = new List<string>();
        if (binding.Spec is { TargetGroupArn.Length: 0, TargetGroupName.Length: 0 })
        {
            absent.Add("either TargetGroupARN or TargetGroupName");
        }

        binding = await AlbModelException.WithinAsync(
            $"searching TargetGroup with name {binding.Spec.TargetGroupName}",
            BoundTargetGroup.WithArnAsync(targetGroups, binding, cancellationToken));
        if (binding.Spec.TargetType is null)
        {
            absent.Add("spec.targetType");
        }

        return absent.Count == 0 ? binding : throw new AlbModelException($"{Kind} must specify these fields: {string.Join(',', absent)}");
    }

    private void CheckImmutable(TargetGroupBinding.Specification spec, TargetGroupBinding.Specification previous)
    {
        var changed = new List<string>();
        Add("spec.targetGroupARN", spec.TargetGroupArn != previous.TargetGroupArn);
        Add("spec.targetType", spec.TargetType != previous.TargetType);

        // What was left out before is ipv4, and the VPC of the cluster.
        Add("spec.ipAddressType", previous.IpAddressType is null
            ? spec.IpAddressType is not (null or "ipv4")
            : spec.IpAddressType != previous.IpAddressType);
        Add("spec.vpcID", previous.VpcId.Length == 0
            ? spec.VpcId.Length != 0 && spec.VpcId != configuration.VpcId
            : spec.VpcId != previous.VpcId);
        if (changed.Count != 0)
        {
            throw new AlbModelException($"{Kind} update may not change these immutable fields: {string.Join(',', changed)}");
        }

        void Add(string field, bool isChanged)
        {
            if (isChanged)
            {
                changed.Add(field);
            }
        }
    }

    private void CheckOthers(TargetGroupBinding binding)
    {
        var arn = binding.Spec.TargetGroupArn;
        var same = others
            .Where(other => other.Metadata.Uid != binding.Metadata.Uid && other.Spec.TargetGroupArn == arn)
            .OrderBy(other => other.Key.ToString(), StringComparer.Ordinal)
            .ToList();
        if (same.Count != 0 && !(binding.Spec.MultiClusterTargetGroup && same.TrueForAll(other => other.Spec.MultiClusterTargetGroup)))
        {
            throw new AlbModelException(
                $"TargetGroup {arn} is already bound to following TargetGroupBindings {GoText.List(same.Select(other => other.Key.ToString()))}. " +
                $"Please enable MultiCluster mode on all TargetGroupBindings referencing {arn} or choose a different Target Group ARN.");
        }
    }

    private static void CheckNodeSelector(TargetGroupBinding binding)
    {
        if (binding.Spec is { TargetType: "ip", NodeSelector: not null })
        {
            throw new AlbModelException("TargetGroupBinding cannot set NodeSelector when TargetType is ip");
        }
    }

    private static void CheckRole(TargetGroupBinding binding)
    {
        if (binding.Spec is { IamRoleArnToAssume.Length: > 0, TargetType: "instance" })
        {
            throw new AlbModelException("Unable to use instance target type while using assume role");
        }
    }

    private static async ValueTask CheckIpAddressTypeAsync(TargetGroupBinding binding, BoundTargetGroup bound)
    {
        var observed = await bound.GetIpAddressTypeAsync();
        if ((binding.Spec.IpAddressType ?? "ipv4") != observed)
        {
            throw new AlbModelException($"invalid IP address type {observed} for TargetGroup {binding.Spec.TargetGroupArn}");
        }
    }

    private static async ValueTask CheckVpcAsync(TargetGroupBinding binding, BoundTargetGroup bound)
    {
        var vpcId = binding.Spec.VpcId;
        if (vpcId.Length == 0)
        {
            return;
        }

        if (!VpcId().IsMatch(vpcId))
        {
            throw new AlbModelException(
                $"ValidationError: vpcID {vpcId} failed to satisfy constraint: VPC Id must begin with 'vpc-' followed by 8, 17 or 32 lowercase letters (a-f) or numbers.");
        }

        if ((await bound.GetAsync("unable to get target group VpcID")).VpcId != vpcId)
        {
            throw new AlbModelException($"invalid VpcID {vpcId} doesnt match VpcID from TargetGroup {binding.Spec.TargetGroupArn}");
        }
    }

    private static async ValueTask CheckProtocolAsync(TargetGroupBinding binding, BoundTargetGroup bound)
    {
        if (binding.Spec.TargetGroupProtocol is not { } protocol)
        {
            return;
        }

        // The controller says VpcID here as well.
        var observed = (await bound.GetAsync("unable to get target group VpcID")).Protocol;
        if (observed != protocol)
        {
            throw new AlbModelException($"TargetGroup {binding.Spec.TargetGroupArn} protocol differs (got {protocol}, expected {observed})");
        }

        if (observed is "QUIC" or "TCP_QUIC" && binding.Spec.TargetType == "instance")
        {
            throw new AlbModelException("QUIC protocol is not supported for Instance target types.");
        }
    }

    [GeneratedRegex(@"\Avpc-(?:[0-9a-f]{8}|[0-9a-f]{17}|[0-9a-f]{32})\z")]
    private static partial Regex VpcId();
}
