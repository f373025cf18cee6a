using EksIngress.Alb.Annotations;
using EksIngress.Alb.GoValues;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Listeners;

/// <summary>Reads what one Ingress wants of its listener ports.</summary>
/// <param name="configuration">The allowed CAs and the gate EnableCertificateManagement matter here.</param>
/// <param name="aws">Where certificates and trust stores are found.</param>
/// <param name="group">Certificates that were requested for a group are not discovered.</param>
public sealed class ListenPortConfigReader(ControllerConfiguration configuration, IAwsLookup aws, IngressGroupId group)
{
    private readonly MutualAuthenticationReader _mutualAuthentication = new(aws);
    private readonly CertificateDiscovery _discovery = new(configuration, aws, group);

    /// <summary>Ports of the Ingress with what belongs to each.</summary>
    /// <param name="ingress">A member of the group.</param>
    /// <param name="created">Certificate that is requested for the Ingress; null when none is.</param>
    /// <param name="cancellationToken">Ends look-ups.</param>
    /// <exception cref="AlbModelException">An annotation is invalid, or a certificate cannot be found.</exception>
    public async ValueTask<IReadOnlyDictionary<int, ListenPortConfig>> ReadAsync(
        ClassifiedIngress ingress, CertificateSpec? created, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        var certificates = FindExplicitCertificates(ingress, created);
        var sslPolicy = ingress.ClassParams?.Spec.SslPolicy is { Length: > 0 } policy
            ? policy
            : ingress.Annotations.FindString(IngressAnnotations.SslPolicy);
        var prefixLists = FindPrefixLists(ingress);
        var (v4, v6) = ReadInboundCidrs(ingress);
        var mutualAuthentication = await _mutualAuthentication.ReadAsync(ingress, cancellationToken);
        var ports = ListenPorts.Read(ingress, certificates.Count != 0);
        if (certificates.Count == 0 && ports.Values.Contains("HTTPS", StringComparer.Ordinal))
        {
            certificates = [.. (await _discovery.FindAsync(ingress.Ingress, cancellationToken)).Select(StackValue.Of)];
        }

        return ports.ToDictionary(port => port.Key, port => new ListenPortConfig
        {
            Protocol = port.Value,
            InboundCidrsV4 = v4,
            InboundCidrsV6 = v6,
            PrefixLists = prefixLists,
            SslPolicy = port.Value == "HTTPS" ? sslPolicy : null,
            Certificates = port.Value == "HTTPS" ? certificates : [],
            MutualAuthentication = port.Value == "HTTPS" ? mutualAuthentication.GetValueOrDefault(port.Key) : null,
        });
    }

    private static IReadOnlyList<StackValue> FindExplicitCertificates(ClassifiedIngress ingress, CertificateSpec? created)
    {
        var arns = ingress.ClassParams?.Spec.CertificateArn is { Count: > 0 } fromClass
            ? fromClass
            : ingress.Annotations.FindStrings(IngressAnnotations.CertificateArn) ?? [];
        return arns.Count == 0 && created is not null
            ? [ResourceTypes.CertificateArn(created.ResourceId)]
            : [.. arns.Select(StackValue.Of)];
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
        foreach (var cidr in cidrs)
        {
            try
            {
                GoCidr.Validate(cidr);
            }
            catch (AlbModelException exception)
            {
                throw exception.Within(fromClass
                    ? $"invalid CIDR in IngressClassParams InboundCIDR {cidr}"
                    : $"invalid {IngressAnnotations.InboundCidrs} settings on Ingress: {ingress.Key}");
            }
        }

        var isV6 = cidrs.ToLookup(cidr => cidr.Contains(':', StringComparison.Ordinal));
        return ([.. isV6[false]], [.. isV6[true]]);
    }
}
