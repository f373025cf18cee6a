using EksIngress.Model.Environments;

namespace Aspire.Hosting;

/// <summary>Rules of an Ingress: what answers which requests.</summary>
/// <remarks>
/// Rules are tried in the order of the calls, after the controller's own ordering of exact paths before prefixes and long paths
/// before short ones. The path reaches the project unchanged. Mistakes are found when the model is built, all at once.
/// </remarks>
public static partial class EksIngressExtensions
{
    /// <summary>Leads requests for a path to a project.</summary>
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
        ArgumentNullException.ThrowIfNull(project);
        ArgumentException.ThrowIfNullOrEmpty(endpointName);
        return builder.WithPath(path, project.GetEndpoint(endpointName), pathType);
    }

    /// <summary>Leads requests for a path to an endpoint.</summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="path">Path, starting with a slash: at most 128 characters of those that an ALB takes.</param>
    /// <param name="endpoint">HTTP endpoint of a project of the same environment.</param>
    /// <param name="pathType">How the path is compared. Default: the path itself and everything below it.</param>
    public static IResourceBuilder<EksIngressResource> WithPath(
        this IResourceBuilder<EksIngressResource> builder,
        string path,
        EndpointReference endpoint,
        IngressPathType pathType = IngressPathType.Prefix) =>
        builder.WithRoute(host: null, path, pathType, Forward(endpoint));

    /// <summary>Leads requests for a path of one host to an endpoint, whatever hosts the Ingress has.</summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="host">DNS name in lower case, optionally with a leading <c>*.</c>; at most 128 characters.</param>
    /// <param name="path">Path, starting with a slash: at most 128 characters of those that an ALB takes.</param>
    /// <param name="endpoint">HTTP endpoint of a project of the same environment.</param>
    /// <param name="pathType">How the path is compared. Default: the path itself and everything below it.</param>
    public static IResourceBuilder<EksIngressResource> WithPath(
        this IResourceBuilder<EksIngressResource> builder,
        string host,
        string path,
        EndpointReference endpoint,
        IngressPathType pathType = IngressPathType.Prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        return builder.WithRoute(ReferenceExpression.Create($"{host}"), path, pathType, Forward(endpoint));
    }

    /// <summary>Leads requests for a path of a host, which a parameter names, to an endpoint.</summary>
    /// <inheritdoc cref="WithPath(IResourceBuilder{EksIngressResource}, string, string, EndpointReference, IngressPathType)"/>
    public static IResourceBuilder<EksIngressResource> WithPath(
        this IResourceBuilder<EksIngressResource> builder,
        IResourceBuilder<ParameterResource> host,
        string path,
        EndpointReference endpoint,
        IngressPathType pathType = IngressPathType.Prefix)
    {
        ArgumentNullException.ThrowIfNull(host);
        return builder.WithRoute(ReferenceExpression.Create($"{host.Resource}"), path, pathType, Forward(endpoint));
    }

    /// <summary>
    /// Restricts the Ingress to a host name, for all paths that name none themselves. Several calls give several hosts. Without any, every
    /// host is served.
    /// </summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="host">DNS name in lower case, optionally with a leading <c>*.</c>; at most 128 characters.</param>
    public static IResourceBuilder<EksIngressResource> WithHostname(this IResourceBuilder<EksIngressResource> builder, string host)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(host);
        builder.Resource.Hostnames.Add(ReferenceExpression.Create($"{host}"));
        return builder;
    }

    /// <summary>Restricts the Ingress to a host name that is given when the environment is built.</summary>
    /// <inheritdoc cref="WithHostname(IResourceBuilder{EksIngressResource}, string)"/>
    public static IResourceBuilder<EksIngressResource> WithHostname(
        this IResourceBuilder<EksIngressResource> builder, IResourceBuilder<ParameterResource> host)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(host);
        builder.Resource.Hostnames.Add(ReferenceExpression.Create($"{host.Resource}"));
        return builder;
    }

    /// <summary>Leads requests that no rule fits to a project; without it the load balancer answers 404.</summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="project">Project of the same environment.</param>
    /// <param name="endpointName">Its HTTP endpoint. Default: <c>http</c>.</param>
    public static IResourceBuilder<EksIngressResource> WithDefaultBackend(
        this IResourceBuilder<EksIngressResource> builder, IResourceBuilder<ProjectResource> project, string endpointName = "http")
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentException.ThrowIfNullOrEmpty(endpointName);
        return builder.WithDefaultBackend(project.GetEndpoint(endpointName));
    }

    /// <summary>Leads requests that no rule fits to an endpoint; without it the load balancer answers 404.</summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="endpoint">HTTP endpoint of a project of the same environment.</param>
    public static IResourceBuilder<EksIngressResource> WithDefaultBackend(
        this IResourceBuilder<EksIngressResource> builder, EndpointReference endpoint) => builder.WithDefault(Forward(endpoint));

    /// <summary>Shares requests for a path among projects, by weight: for a canary, or to move from one project to another.</summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="path">Path, starting with a slash: at most 128 characters of those that an ALB takes.</param>
    /// <param name="backends">1 to 5 endpoints of projects of the same environment, at least one weight above 0.</param>
    /// <param name="stickiness">Time for which a client stays where it was first sent, 1 second to 7 days; null for none.</param>
    /// <param name="pathType">How the path is compared. Default: the path itself and everything below it.</param>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html</remarks>
    public static IResourceBuilder<EksIngressResource> WithWeightedBackends(
        this IResourceBuilder<EksIngressResource> builder,
        string path,
        IEnumerable<EksWeightedBackend> backends,
        TimeSpan? stickiness = null,
        IngressPathType pathType = IngressPathType.Prefix)
    {
        ArgumentNullException.ThrowIfNull(backends);
        return builder.WithRoute(host: null, path, pathType, new EksIngressBackend.Weighted([.. backends], stickiness));
    }

    /// <summary>Lets the load balancer answer requests for a path itself.</summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="path">Path, starting with a slash: at most 128 characters of those that an ALB takes.</param>
    /// <param name="statusCode">HTTP status: 200 to 299, or 400 to 599.</param>
    /// <param name="messageBody">Body, at most 1024 characters; null for none.</param>
    /// <param name="contentType">text/plain, text/css, text/html, application/javascript or application/json; null for none.</param>
    /// <param name="pathType">How the path is compared. Default: the path itself and everything below it.</param>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html</remarks>
    public static IResourceBuilder<EksIngressResource> WithFixedResponse(
        this IResourceBuilder<EksIngressResource> builder,
        string path,
        int statusCode,
        string? messageBody = null,
        string? contentType = "text/plain",
        IngressPathType pathType = IngressPathType.Prefix) =>
        builder.WithRoute(host: null, path, pathType, FixedResponse(statusCode, messageBody, contentType));

    /// <summary>Lets the load balancer answer requests that no rule fits itself, in place of its 404.</summary>
    /// <inheritdoc cref="WithFixedResponse(IResourceBuilder{EksIngressResource}, string, int, string?, string?, IngressPathType)"/>
    public static IResourceBuilder<EksIngressResource> WithDefaultFixedResponse(
        this IResourceBuilder<EksIngressResource> builder, int statusCode, string? messageBody = null, string? contentType = "text/plain") =>
        builder.WithDefault(FixedResponse(statusCode, messageBody, contentType));

    /// <summary>
    /// Redirects requests for a path. What is null stays as it was in the request; <c>#{protocol}</c>, <c>#{host}</c>, <c>#{port}</c>,
    /// <c>#{path}</c> (without its first slash) and <c>#{query}</c> stand for the request's own. For HTTP to HTTPS there is
    /// <see cref="WithHttpsRedirect"/>.
    /// </summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="path">Path, starting with a slash: at most 128 characters of those that an ALB takes.</param>
    /// <param name="target">Where to.</param>
    /// <param name="pathType">How the path is compared. Default: the path itself and everything below it.</param>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html</remarks>
    public static IResourceBuilder<EksIngressResource> WithRedirect(
        this IResourceBuilder<EksIngressResource> builder,
        string path,
        RedirectSpec target,
        IngressPathType pathType = IngressPathType.Prefix)
    {
        ArgumentNullException.ThrowIfNull(target);
        return builder.WithRoute(host: null, path, pathType, new EksIngressBackend.Redirect(target));
    }

    /// <summary>Redirects requests that no rule fits.</summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="target">Where to.</param>
    public static IResourceBuilder<EksIngressResource> WithDefaultRedirect(
        this IResourceBuilder<EksIngressResource> builder, RedirectSpec target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return builder.WithDefault(new EksIngressBackend.Redirect(target));
    }

    private static EksIngressBackend.Forward Forward(EndpointReference endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new(endpoint);
    }

    private static EksIngressBackend.FixedResponse FixedResponse(int statusCode, string? messageBody, string? contentType) =>
        new(new FixedResponseSpec { StatusCode = statusCode, MessageBody = messageBody, ContentType = contentType });

    private static IResourceBuilder<EksIngressResource> WithRoute(
        this IResourceBuilder<EksIngressResource> builder, ReferenceExpression? host, string path, IngressPathType pathType, EksIngressBackend backend)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(path);
        builder.Resource.Routes.Add(new EksIngressRoute(host, path, pathType, backend));
        return builder.WithRelationships(backend);
    }

    private static IResourceBuilder<EksIngressResource> WithDefault(this IResourceBuilder<EksIngressResource> builder, EksIngressBackend backend)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.DefaultBackend = backend;
        return builder.WithRelationships(backend);
    }

    private static IResourceBuilder<EksIngressResource> WithRelationships(this IResourceBuilder<EksIngressResource> builder, EksIngressBackend backend)
    {
        IEnumerable<EndpointReference> endpoints = backend switch
        {
            EksIngressBackend.Forward forward => [forward.Endpoint],
            EksIngressBackend.Weighted weighted => weighted.Backends.Select(item => item.Endpoint),
            _ => [],
        };
        foreach (var endpoint in endpoints)
        {
            builder.WithReferenceRelationship(endpoint.Resource);
        }

        return builder;
    }
}
