using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Listeners;

/// <summary>Merges what the members of a group want of one port: what is set must agree, certificates add up.</summary>
internal static class ListenPortConfigMerger
{
    /// <exception cref="AlbModelException">Two members disagree.</exception>
    public static ListenPortConfig Merge(IReadOnlyList<(NamespacedName Ingress, ListenPortConfig Config)> members, string defaultSslPolicy)
    {
        var protocol = Agree(members, config => config.Protocol, (left, right) => left == right, (a, left, b, right) =>
            $"conflicting protocol, {a}: {left} | {b}: {right}")!;
        var cidrs = Agree(
            members,
            config => config.InboundCidrsV4.Count + config.InboundCidrsV6.Count == 0 ? null : config,
            (left, right) => Same(left.InboundCidrsV4, right.InboundCidrsV4) && Same(left.InboundCidrsV6, right.InboundCidrsV6),
            (a, left, b, right) =>
                $"conflicting inbound-cidrs, {a}: {Sorted(left.InboundCidrsV4)}, {Sorted(left.InboundCidrsV6)} | {b}: {Sorted(right.InboundCidrsV4)}, {Sorted(right.InboundCidrsV6)}");
        var prefixLists = Agree(
            members,
            config => config.PrefixLists.Count == 0 ? null : config.PrefixLists,
            Same,
            (a, left, b, right) => $"conflicting inbound-prefix-lists, {a}: {Sorted(left)} | {b}: {Sorted(right)}") ?? [];
        var sslPolicy = Agree(members, config => config.SslPolicy, (left, right) => left == right, (a, left, b, right) =>
            $"conflicting sslPolicy, {a}: {left} | {b}: {right}");

        // Without any restriction a listener is open to the world; a prefix list is a restriction.
        var open = cidrs is null && prefixLists.Count == 0;
        return new ListenPortConfig
        {
            Protocol = protocol,
            InboundCidrsV4 = open ? ["0.0.0.0/0"] : Distinct(cidrs?.InboundCidrsV4 ?? []),
            InboundCidrsV6 = open ? ["::/0"] : Distinct(cidrs?.InboundCidrsV6 ?? []),
            PrefixLists = Distinct(prefixLists),
            SslPolicy = sslPolicy ?? (protocol == "HTTPS" ? defaultSslPolicy : null),
            Certificates = MergeCertificates(members),
        };
    }

    // The default certificate may show up a second time among the others, as the controller allows it.
    private static List<string> MergeCertificates(IReadOnlyList<(NamespacedName Ingress, ListenPortConfig Config)> members)
    {
        var lists = members.Select(member => member.Config.Certificates).Where(list => list.Count != 0).ToList();
        return lists.Count == 0
            ? []
            : [lists[0][0], .. lists[0].Skip(1).Concat(lists.Skip(1).SelectMany(list => list)).Distinct(StringComparer.Ordinal)];
    }

    private static T? Agree<T>(
        IReadOnlyList<(NamespacedName Ingress, ListenPortConfig Config)> members,
        Func<ListenPortConfig, T?> select,
        Func<T, T, bool> same,
        Func<NamespacedName, T, NamespacedName, T, string> conflict)
        where T : class
    {
        T? agreed = null;
        NamespacedName provider = default;
        foreach (var (ingress, config) in members)
        {
            if (select(config) is not { } value)
            {
                continue;
            }

            if (agreed is null)
            {
                (agreed, provider) = (value, ingress);
            }
            else if (!same(agreed, value))
            {
                throw new AlbModelException(conflict(provider, agreed, ingress, value));
            }
        }

        return agreed;
    }

    private static bool Same(IReadOnlyList<string> left, IReadOnlyList<string> right) => left.ToHashSet(StringComparer.Ordinal).SetEquals(right);

    private static string Sorted(IReadOnlyList<string> values) => GoText.List(Distinct(values));

    private static IReadOnlyList<string> Distinct(IReadOnlyList<string> values) =>
        [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
