using EksIngress.Model.Environments;

namespace Aspire.Hosting;

/// <summary>Rules of an Ingress.</summary>
public static class EksIngressExtensions
{
    /// <summary>
    /// Leads requests for a path to a project. Rules are tried in the order of these calls, after the controller's own
    /// ordering of exact paths before prefixes and long paths before short ones. The path reaches the project unchanged.
    /// </summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="path">Path, starting with a slash: at most 128 characters of those that an ALB takes.</param>
    /// <param name="project">Project of the same environment.</param>
    /// <param name="endpointName">Its HTTP endpoint. TLS ends at the load balancer. Default: <c>http</c>.</param>
    /// <param name="pathType">How the path is compared. Default: the path itself and everything below it.</param>
    public static IResourceBuilder<EksIngressResource> WithPath(
        this IResourceBuilder<EksIngressResource> builder,
        string path,
        IResourceBuilder<ProjectResource> project,
        string endpointName = "http",
        IngressPathType pathType = IngressPathType.Prefix)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(project);
        ArgumentException.ThrowIfNullOrEmpty(endpointName);
        builder.Resource.Paths.Add(new EksIngressPath(path, pathType, project.GetEndpoint(endpointName)));
        return builder.WithReferenceRelationship(project);
    }

    /// <summary>
    /// Restricts the Ingress to a host name, for all of its paths. Several calls give several hosts. Without any, every host
    /// is served.
    /// </summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="host">DNS name in lower case, optionally with a leading <c>*.</c>; at most 128 characters.</param>
    public static IResourceBuilder<EksIngressResource> WithHostname(this IResourceBuilder<EksIngressResource> builder, string host)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(host);
        builder.Resource.Hostnames.Add(host);
        return builder;
    }
}
