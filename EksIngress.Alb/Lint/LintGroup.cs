using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;

namespace EksIngress.Alb.Lint;

/// <summary>Ingresses that share a load balancer, as far as they can be read.</summary>
internal sealed class LintGroup
{
    public LintGroup(IngressGroupId id, IEnumerable<LintIngress> members)
    {
        Id = id;
        Members = [.. members.OrderBy(OrderOf).ThenBy(member => member.Key.ToString(), StringComparer.Ordinal)];
        Listeners = [.. Members
            .SelectMany(member => (member.Ports ?? new Dictionary<int, string>()).Select(port => (member, port)))
            .GroupBy(pair => pair.port.Key)
            .OrderBy(group => group.Key)
            .Select(group => new LintListener(group.Key, group.First().port.Value, [.. group.Select(pair => pair.member)]))];
        SslRedirectPort = Members.Select(SslRedirectOf).FirstOrDefault(port => port is not null);
    }

    public IngressGroupId Id { get; }

    /// <summary>In the order in which their rules are built.</summary>
    public IReadOnlyList<LintIngress> Members { get; }

    public IReadOnlyList<LintListener> Listeners { get; }

    /// <summary>Port that HTTP listeners redirect to; null without a redirect.</summary>
    public int? SslRedirectPort { get; }

    public static int OrderOf(LintIngress ingress) =>
        Lenient.Read(() => (object?)ingress.Annotations.FindInt32(IngressAnnotations.GroupOrder)) as int? ?? 0;

    public static int? SslRedirectOf(LintIngress ingress) => ingress.ClassParams?.SslRedirectPort is { Length: > 0 } fromClass
        ? int.TryParse(fromClass, System.Globalization.CultureInfo.InvariantCulture, out var port) ? port : null
        : Lenient.Read(() => (object?)ingress.Annotations.FindInt32(IngressAnnotations.SslRedirect)) as int?;

    /// <summary>Listeners whose rules are built: those that redirect as a whole have none.</summary>
    public IEnumerable<LintListener> WithRules => Listeners.Where(listener => SslRedirectPort is null || listener.Protocol != "HTTP");
}
