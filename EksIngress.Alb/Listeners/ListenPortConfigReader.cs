using System.Net;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Networking;

namespace EksIngress.Alb.Listeners;

/// <summary>Reads what one Ingress wants of its listener ports.</summary>
internal sealed class ListenPortConfigReader(IAwsLookup aws)
{
    /// <exception cref="AlbModelException">An annotation is invalid, or a certificate cannot be found.</exception>
    public async ValueTask<IReadOnlyDictionary<int, ListenPortConfig>> ReadAsync(ClassifiedIngress ingress, CancellationToken cancellationToken)
    {
        var explicitCertificates = ingress.ClassParams?.Spec.CertificateArn is { Count: > 0 } fromClass
            ? fromClass
            : ingress.Annotations.FindStrings(IngressAnnotations.CertificateArn) ?? [];
        var sslPolicy = ingress.ClassParams?.Spec.SslPolicy is { Length: > 0 } policy
            ? policy
            : ingress.Annotations.FindString(IngressAnnotations.SslPolicy);
        var prefixLists = FindPrefixLists(ingress);
        var (v4, v6) = ReadInboundCidrs(ingress);
        var ports = ListenPorts.Read(ingress, explicitCertificates.Count != 0);
        var certificates = explicitCertificates.Count == 0 && ports.Values.Contains("HTTPS", StringComparer.Ordinal)
            ? await DiscoverCertificatesAsync(ingress, cancellationToken)
            : explicitCertificates;
        return ports.ToDictionary(port => port.Key, port => new ListenPortConfig
        {
            Protocol = port.Value,
            InboundCidrsV4 = v4,
            InboundCidrsV6 = v6,
            PrefixLists = prefixLists,
            SslPolicy = port.Value == "HTTPS" ? sslPolicy : null,
            Certificates = port.Value == "HTTPS" ? certificates : [],
        });
    }

    private static IReadOnlyList<string> FindPrefixLists(ClassifiedIngress ingress) => ingress.ClassParams?.Spec switch
    {
        { PrefixListIds.Count: > 0 } spec => spec.PrefixListIds,
        { PrefixListIdsLegacy.Count: > 0 } spec => spec.PrefixListIdsLegacy,
        _ => ingress.Annotations.FindStrings(IngressAnnotations.SecurityGroupPrefixLists) ?? [],
    };

    private static (IReadOnlyList<string> V4, IReadOnlyList<string> V6) ReadInboundCidrs(ClassifiedIngress ingress)
    {
        var fromClass = ingress.ClassParams?.Spec.InboundCidrs is { Count: > 0 };
        var cidrs = fromClass
            ? ingress.ClassParams!.Spec.InboundCidrs
            : ingress.Annotations.FindStrings(IngressAnnotations.InboundCidrs) ?? [];
        foreach (var cidr in cidrs.Where(cidr => !IsCidr(cidr)))
        {
            throw new AlbModelException(fromClass
                ? $"invalid CIDR in IngressClassParams InboundCIDR {cidr}: invalid CIDR address: {cidr}"
                : $"invalid {IngressAnnotations.InboundCidrs} settings on Ingress: {ingress.Key}: invalid CIDR address: {cidr}");
        }

        var isV6 = cidrs.ToLookup(cidr => cidr.Contains(':', StringComparison.Ordinal));
        return ([.. isV6[false]], [.. isV6[true]]);
    }

    // Host bits may be set: 10.0.0.1/8 is accepted here, and refused or normalized by EC2.
    private static bool IsCidr(string cidr)
    {
        var slash = cidr.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 &&
            IPAddress.TryParse(cidr.AsSpan(0, slash), out var address) &&
            (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 || cidr.AsSpan(0, slash).Count('.') == 3) &&
            int.TryParse(cidr.AsSpan(slash + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var bits) &&
            bits <= (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128);
    }

    private async ValueTask<IReadOnlyList<string>> DiscoverCertificatesAsync(ClassifiedIngress ingress, CancellationToken cancellationToken)
    {
        var hosts = ingress.Ingress.Spec.Rules.Select(rule => rule.Host).Where(host => host.Length != 0)
            .Concat(ingress.Ingress.Spec.Tls.SelectMany(tls => tls.Hosts))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return hosts.Count == 0 ? [] : CertificateDiscovery.Match(hosts, await aws.FindCertificatesAsync(cancellationToken));
    }
}
