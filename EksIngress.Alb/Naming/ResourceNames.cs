using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Naming;

/// <summary>Names the controller gives to what it creates: readable parts, then ten digits of a hash over what makes it unique.</summary>
internal static class ResourceNames
{
    public static string LoadBalancer(string clusterName, IngressGroupId group, string scheme) =>
        Group(group, Hash(clusterName, group.ToString(), scheme));

    public static string ManagedSecurityGroup(string clusterName, IngressGroupId group) =>
        Group(group, Hash(clusterName, group.ToString()));

    /// <summary>Name of the security group that all managed load balancers of a cluster share.</summary>
    public static string BackendSecurityGroup(string clusterName) =>
        $"k8s-traffic-{Take(Alphanumeric(clusterName), 232)}-{Hash(clusterName)}";

    public static string TargetGroup(string clusterName, IngressGroupId group, NamespacedName ingress, Service service, TargetGroupIdentity identity) =>
        string.Join(
            '-',
            "k8s",
            Take(Alphanumeric(service.Metadata.Namespace), 8),
            Take(Alphanumeric(service.Metadata.Name), 8),
            Hash(
                clusterName,
                group.ToString(),
                ingress.Namespace,
                ingress.Name,
                service.Metadata.Uid,
                identity.ServicePort.ToString(),
                identity.Port.ToString(CultureInfo.InvariantCulture),
                identity.TargetType,
                identity.Protocol,
                identity.ProtocolVersion));

    private static string Group(IngressGroupId group, string hash) => group.IsExplicit
        ? $"k8s-{Take(Alphanumeric(group.Name), 17)}-{hash}"
        : $"k8s-{Take(Alphanumeric(group.Namespace), 8)}-{Take(Alphanumeric(group.Name), 8)}-{hash}";

    // Plain concatenation without separators, as the controller hashes it.
    private static string Hash(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))))[..10];

    private static string Alphanumeric(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit));

    private static string Take(string text, int length) => text.Length <= length ? text : text[..length];
}
