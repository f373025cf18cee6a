using System.Security.Cryptography;
using System.Text;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Listeners;

/// <summary>Works out the certificate that the controller requests for an Ingress with <c>create-acm-cert</c>.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#create-acm-cert</remarks>
/// <param name="configuration">The gate EnableCertificateManagement and the default CA matter here.</param>
/// <param name="tags">Tags of certificates.</param>
public sealed class CertificateRequest(ControllerConfiguration configuration, ResourceTags tags)
{
    /// <summary>What is requested for one Ingress; null when none is asked for, the feature is off, or the Ingress names certificates.</summary>
    /// <exception cref="AlbModelException">The Ingress has no host.</exception>
    public CertificateSpec? Find(ClassifiedIngress ingress)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        if (!configuration.EnableCertificateManagement ||
            !IsWanted(ingress) ||
            ingress.Annotations.FindStrings(IngressAnnotations.CertificateArn) is { Count: > 0 })
        {
            return null;
        }

        var hosts = CertificateDiscovery.HostsOf(ingress.Ingress);
        if (hosts.Count == 0)
        {
            throw new AlbModelException(
                $"ingress {ingress.Key} has create-acm-cert enabled but no hostnames defined in spec.rules[].host or spec.tls[].hosts — cannot create a certificate without at least one hostname");
        }

        var authority = ingress.Annotations.FindString(IngressAnnotations.CertificateAuthorityArn) is { Length: > 0 } annotated
            ? annotated
            : configuration.DefaultCertificateAuthorityArn;
        var type = authority.Length == 0 ? "AMAZON_ISSUED" : "PRIVATE";
        return new CertificateSpec
        {
            ResourceId = ResourceIdOf(ingress, type, hosts[0]),
            Type = type,
            CertificateAuthorityArn = authority,
            DomainName = hosts[0],
            SubjectAlternativeNames = hosts,
            Tags = tags.OfCertificate(ingress),
        };
    }

    // The controller takes a malformed value for none.
    private static bool IsWanted(ClassifiedIngress ingress)
    {
        try
        {
            return ingress.Annotations.FindBoolean(IngressAnnotations.CreateCertificate) ?? false;
        }
        catch (AlbModelException)
        {
            return false;
        }
    }

    // The id becomes the value of a tag, which cannot hold an asterisk.
    private static string ResourceIdOf(ClassifiedIngress ingress, string type, string domain)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ingress.Key.ToString())))[..8];
        return $"{type.ToLowerInvariant()}/{domain.Replace("*", "wildcard", StringComparison.Ordinal)}-{hash}";
    }
}
