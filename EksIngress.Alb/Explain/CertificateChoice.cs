using System.Net;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Explain;

/// <summary>Which certificate a client is shown, by the name that it asks for.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html</remarks>
internal static class CertificateChoice
{
    /// <summary>Null when the listener has no certificate.</summary>
    public static string? Describe(ListenerSpec listener, string host, IReadOnlyDictionary<string, IReadOnlyList<string>> domains)
    {
        var arns = listener.Certificates.Select(ActionText.Key).Distinct(StringComparer.Ordinal).ToList();
        if (arns.Count == 0)
        {
            return null;
        }

        // Addresses are no names: a client that was given one asks for none.
        if (IPAddress.TryParse(host.Trim('[', ']'), out _))
        {
            return $"{arns[0]}, the default one: a client that is given an address asks for no name";
        }

        var covering = arns.Where(arn => domains.TryGetValue(arn, out var names) && names.Any(name => Covers(name, host))).ToList();
        var unknown = arns.Where(arn => !domains.ContainsKey(arn)).ToList();
        var open = unknown.Count == 0 ? "" : $"; the domain names of {string.Join(", ", unknown)} are not known";
        return covering.Count switch
        {
            0 when unknown.Count == arns.Count => $"{arns[0]} is the default one{open}, so that whether one covers {host} is not known",
            0 => $"{arns[0]}, the default one: none is known to cover {host}, so that clients refuse it{open}",
            1 => $"{covering[0]}, which covers {host}{open}",
            _ => $"one of {string.Join(", ", covering)}, which cover {host}: the load balancer takes the one that fits the client best{open}",
        };
    }

    private static bool Covers(string domain, string host)
    {
        if (!domain.StartsWith("*.", StringComparison.Ordinal))
        {
            return string.Equals(domain, host, StringComparison.OrdinalIgnoreCase);
        }

        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && domain.AsSpan(1).Equals(host.AsSpan(dot), StringComparison.OrdinalIgnoreCase);
    }
}
