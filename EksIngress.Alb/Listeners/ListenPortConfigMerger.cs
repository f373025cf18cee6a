using EksIngress.Alb.GoValues;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Listeners;

/// <summary>Merges what the members of a group want of one port: what is set must agree, certificates add up.</summary>
public sealed class ListenPortConfigMerger
{
    private readonly Agreed<string> _protocol = new((a, left, b, right) => $"conflicting protocol, {a}: {left} | {b}: {right}");
    private readonly Agreed<Cidrs> _cidrs = new((a, left, b, right) => $"conflicting inbound-cidrs, {a}: {left} | {b}: {right}");
    private readonly Agreed<Names> _prefixLists = new((a, left, b, right) => $"conflicting inbound-prefix-lists, {a}: {left} | {b}: {right}");
    private readonly Agreed<string> _sslPolicy = new((a, left, b, right) => $"conflicting sslPolicy, {a}: {left} | {b}: {right}");
    private readonly Agreed<MutualAuthentication> _mutualAuthentication = new((a, left, b, right) =>
        $"conflicting mTLS Attributes, {a}: {Text(left)} | {b}: {Text(right)}");

    private ListenPortConfigMerger() { }

    /// <summary>One configuration out of those of all members. Without any inbound restriction the port is open to the world.</summary>
    /// <param name="members">Those that want the port, in the group's order.</param>
    /// <param name="defaultSslPolicy">For an HTTPS port of which no member says anything.</param>
    /// <exception cref="AlbModelException">Two members disagree.</exception>
    public static ListenPortConfig Merge(IReadOnlyList<(NamespacedName Ingress, ListenPortConfig Config)> members, string defaultSslPolicy)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(defaultSslPolicy);
        var merger = new ListenPortConfigMerger();
        foreach (var (ingress, config) in members)
        {
            merger.Add(ingress, config);
        }

        return merger.ToConfig(MergeCertificates(members), defaultSslPolicy);
    }

    // Member by member: the first that disagrees is the one that is named, in the controller's order of settings.
    private void Add(NamespacedName ingress, ListenPortConfig config)
    {
        _protocol.Add(ingress, config.Protocol);
        _cidrs.Add(ingress, config.InboundCidrsV4.Count + config.InboundCidrsV6.Count == 0
            ? null
            : new Cidrs(new Names(config.InboundCidrsV4), new Names(config.InboundCidrsV6)));
        _prefixLists.Add(ingress, config.PrefixLists.Count == 0 ? null : new Names(config.PrefixLists));
        _sslPolicy.Add(ingress, config.SslPolicy);
        _mutualAuthentication.Add(ingress, config.MutualAuthentication);
    }

    // Without any restriction a listener is open to the world; a prefix list is a restriction.
    private ListenPortConfig ToConfig(IReadOnlyList<StackValue> certificates, string defaultSslPolicy)
    {
        var protocol = _protocol.Value!;
        var open = _cidrs.Value is null && _prefixLists.Value is null;
        return new ListenPortConfig
        {
            Protocol = protocol,
            InboundCidrsV4 = open ? ["0.0.0.0/0"] : _cidrs.Value?.V4.Sorted ?? [],
            InboundCidrsV6 = open ? ["::/0"] : _cidrs.Value?.V6.Sorted ?? [],
            PrefixLists = _prefixLists.Value?.Sorted ?? [],
            SslPolicy = _sslPolicy.Value ?? (protocol == "HTTPS" ? defaultSslPolicy : null),
            Certificates = certificates,
            MutualAuthentication = _mutualAuthentication.Value,
        };
    }

    // The default certificate may show up a second time among the others, as the controller allows it.
    private static List<StackValue> MergeCertificates(IReadOnlyList<(NamespacedName Ingress, ListenPortConfig Config)> members)
    {
        var lists = members.Select(member => member.Config.Certificates).Where(list => list.Count != 0).ToList();
        return lists.Count == 0
            ? []
            : [lists[0][0], .. lists[0].Skip(1).Concat(lists.Skip(1).SelectMany(list => list)).Distinct()];
    }

    // The controller prints addresses of its memory here; the values say more.
    private static string Text(MutualAuthentication settings)
    {
        var expiry = settings.IgnoreClientCertificateExpiry switch
        {
            true => "true",
            false => "false",
            null => "<nil>",
        };
        return $"&{{{settings.Mode} {settings.TrustStoreArn} {expiry} {settings.AdvertiseTrustStoreCaNames ?? "<nil>"}}}";
    }

    private sealed class Agreed<T>(Func<NamespacedName, T, NamespacedName, T, string> conflict)
        where T : class, IEquatable<T>
    {
        private NamespacedName _provider;

        public T? Value { get; private set; }

        public void Add(NamespacedName ingress, T? value)
        {
            if (value is null)
            {
                return;
            }

            if (Value is null)
            {
                (Value, _provider) = (value, ingress);
            }
            else if (!Value.Equals(value))
            {
                throw new AlbModelException(conflict(_provider, Value, ingress, value));
            }
        }
    }

    /// <summary>A set of texts; their order and repetitions do not count.</summary>
    private sealed class Names(IEnumerable<string> names) : IEquatable<Names>
    {
        public IReadOnlyList<string> Sorted { get; } = [.. names.Distinct(StringComparer.Ordinal).Order(Utf8Comparer.Instance)];

        public bool Equals(Names? other) => other is not null && Sorted.SequenceEqual(other.Sorted, StringComparer.Ordinal);

        public override bool Equals(object? obj) => Equals(obj as Names);

        public override int GetHashCode() => Sorted.Count;

        public override string ToString() => GoText.List(Sorted);
    }

    private sealed record Cidrs(Names V4, Names V6)
    {
        public override string ToString() => $"{V4}, {V6}";
    }
}
