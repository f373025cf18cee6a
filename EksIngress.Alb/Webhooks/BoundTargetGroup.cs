using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Webhooks;

/// <summary>The target group of one binding, asked for once and only when it is needed.</summary>
internal sealed class BoundTargetGroup(ITargetGroupLookup lookup, TargetGroupBinding binding, CancellationToken cancellationToken)
{
    private Task<TargetGroupFact>? _found;

    /// <summary>The binding with the ARN of the target group that it names.</summary>
    public static async ValueTask<TargetGroupBinding> WithArnAsync(
        ITargetGroupLookup lookup, TargetGroupBinding binding, CancellationToken cancellationToken)
    {
        if (binding.Spec.TargetGroupArn.Length != 0 || binding.Spec.TargetGroupName.Length == 0)
        {
            return binding;
        }

        var found = Single(await lookup.FindByNameAsync(binding, cancellationToken), binding.Spec.TargetGroupName);
        return binding with { Spec = binding.Spec with { TargetGroupArn = found.Arn } };
    }

    /// <param name="failure">What could not be found out; put in front of the reason.</param>
    /// <exception cref="AlbModelException">There is no such target group.</exception>
    public ValueTask<TargetGroupFact> GetAsync(string failure) =>
        AlbModelException.WithinAsync(failure, new ValueTask<TargetGroupFact>(_found ??= FindAsync()));

    /// <exception cref="AlbModelException">There is no such target group, or it is of a family that no binding can have.</exception>
    public async ValueTask<string> GetIpAddressTypeAsync()
    {
        const string failure = "unable to get target group IP address type";
        return (await GetAsync(failure)).IpAddressType switch
        {
            "ipv6" => "ipv6",
            "ipv4" or "" => "ipv4",
            var other => throw new AlbModelException($"{failure}: unsupported IPAddressType: {other}"),
        };
    }

    private static TargetGroupFact Single(IReadOnlyList<TargetGroupFact> found, string query) => found.Count == 1
        ? found[0]
        : throw new AlbModelException($"expecting a single targetGroup with query [{query}] but got {found.Count}");

    private async Task<TargetGroupFact> FindAsync() =>
        Single(await lookup.FindByArnAsync(binding, cancellationToken), binding.Spec.TargetGroupArn);
}
