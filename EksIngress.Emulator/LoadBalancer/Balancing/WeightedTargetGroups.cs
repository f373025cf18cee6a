namespace EksIngress.Emulator.LoadBalancer.Balancing;

/// <summary>The target groups of a forward action with their weights.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html#forward-actions. Whether a
/// group has targets plays no part: there is no failover between groups. AWS does not document two cases; here
/// <list type="bullet">
/// <item>a client that is bound to a group by a cookie stays with it when its weight becomes 0, until the cookie expires;</item>
/// <item>when every weight is 0 no group is chosen, and the request gets a 503.</item>
/// </list>
/// </remarks>
internal sealed class WeightedTargetGroups
{
    private readonly (TargetGroupRuntime Group, int Weight)[] _groups;
    private readonly int _total;
    private readonly Random _random;

    /// <param name="groups">1 to 5, with weights of 0 to 999.</param>
    public WeightedTargetGroups(IEnumerable<(TargetGroupRuntime Group, int Weight)> groups, Random random)
    {
        _groups = [.. groups];
        _total = _groups.Sum(entry => entry.Weight);
        _random = random;
    }

    public int Count => _groups.Length;

    /// <summary>Null when every weight is 0.</summary>
    public TargetGroupRuntime? Pick()
    {
        if (_total == 0)
        {
            return null;
        }

        if (_groups.Length == 1)
        {
            return _groups[0].Group;
        }

        var point = _random.Next(_total);
        foreach (var (group, weight) in _groups)
        {
            if (point < weight)
            {
                return group;
            }

            point -= weight;
        }

        throw new InvalidOperationException("The weights do not add up.");
    }

    /// <summary>The group that a cookie names; null when the action has no such group.</summary>
    public TargetGroupRuntime? Find(UInt128 token)
    {
        foreach (var (group, _) in _groups)
        {
            if (group.Token == token)
            {
                return group;
            }
        }

        return null;
    }
}
