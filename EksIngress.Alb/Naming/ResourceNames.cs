using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Naming;

/// <summary>Names the controller gives to what it creates: readable parts, then ten digits of a hash over what makes it unique.</summary>
public static class ResourceNames
{
    /// <summary>Name of an ALB that the user does not name.</summary>
    /// <param name="clusterName">Flag <c>--cluster-name</c>.</param>
    /// <param name="group">The group that it serves.</param>
    /// <param name="scheme"><c>internal</c> or <c>internet-facing</c>: another scheme is another load balancer.</param>
    public static string LoadBalancer(string clusterName, IngressGroupId group, string scheme) =>
        Group(group, Hash(clusterName, group.ToString(), scheme));

    /// <summary>Name of the security group that admits clients to the ALB of a group.</summary>
    public static string ManagedSecurityGroup(string clusterName, IngressGroupId group) =>
        Group(group, Hash(clusterName, group.ToString()));

    /// <summary>Name of the security group that all managed load balancers of a cluster share.</summary>
    public static string BackendSecurityGroup(string clusterName) =>
        $"k8s-traffic-{Take(Alphanumeric(clusterName), 232)}-{Hash(clusterName)}";

    /// <summary>Name of the target group for one port of one Service of one Ingress, and of the TargetGroupBinding that fills it.</summary>
    public static string TargetGroup(string clusterName, IngressGroupId group, NamespacedName ingress, Service service, TargetGroupIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(identity);
        return string.Join(
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
                identity.ProtocolVersion,
                identity.ControlPort?.ToString(CultureInfo.InvariantCulture) ?? ""));
    }

    /// <summary>The ALB's name with <c>-nlb</c> at its end; an ALB that is named by AWS alone has none to start from.</summary>
    public static string FrontendNlb(string clusterName, IngressGroupId group, string albName, string scheme)
    {
        ArgumentNullException.ThrowIfNull(albName);
        if (albName.Length != 0)
        {
            // The controller cuts bytes, which matters to a name that AWS would refuse anyway.
            var bytes = Encoding.UTF8.GetBytes(albName);
            return $"{Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, 28))}-nlb";
        }

        var hash = Hash(clusterName, group.ToString(), scheme);
        return group.IsExplicit
            ? $"k8s-{Take(Alphanumeric(group.Name), 16)}-{hash[..8]}-nlb"
            : $"k8s-{Take(Alphanumeric(group.Namespace), 8)}-{Take(Alphanumeric(group.Name), 8)}-{hash[..6]}-nlb";
    }

    /// <summary>Name of a target group whose target is the ALB.</summary>
    public static string FrontendNlbTargetGroup(
        string clusterName, IngressGroupId group, int port, IntOrString healthCheckPort, string healthCheckProtocol) =>
        Group(group, Hash(
            clusterName, group.ToString(), port.ToString(CultureInfo.InvariantCulture), "alb", "TCP", healthCheckPort.ToString(), healthCheckProtocol));

    private static string Group(IngressGroupId group, string hash) => group.IsExplicit
        ? $"k8s-{Take(Alphanumeric(group.Name), 17)}-{hash}"
        : $"k8s-{Take(Alphanumeric(group.Namespace), 8)}-{Take(Alphanumeric(group.Name), 8)}-{hash}";

    // Plain concatenation without separators, as the controller hashes it.
    private static string Hash(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))))[..10];

    private static string Alphanumeric(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit));

    private static string Take(string text, int length) => text.Length <= length ? text : text[..length];
}
