using System.Globalization;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        return Refer(builder, source.Resource, alias: null, endpointName: null);
    }

    /// <param name="name">Name under which the destination finds the service, instead of the resource's own.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Refer(builder, source.Resource, name, endpointName: null);
    }

    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(endpointReference);
        return Refer(builder, endpointReference.Resource, alias: null, endpointReference.EndpointName);
    }

    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri)
        {
            throw new ArgumentException($"The address of service '{name}' must be absolute: '{uri}' is not.", nameof(uri));
        }

        return uri.AbsolutePath == "/"
            ? builder.WithEnvironment($"services__{name}__default__0", uri.ToString())
            : throw new ArgumentException($"The address of service '{name}' must have no path: '{uri}' has one.", nameof(uri));
    }

    /// <param name="optional">True leaves the variable empty when the connection string has no value.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        Relate(builder, source.Resource, KnownRelationshipTypes.Reference);
        var name = source.Resource.ConnectionStringEnvironmentVariable
            ?? $"ConnectionStrings__{connectionName ?? source.Resource.Name}";
        return Set(builder, name, new ConnectionStringReference(source.Resource, optional));
    }

    public static IResourceBuilder<T> WithReferenceRelationship<T>(this IResourceBuilder<T> builder, IResource resource)
        where T : IResource => builder.WithRelationship(resource, KnownRelationshipTypes.Reference);

    public static IResourceBuilder<T> WithReferenceRelationship<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> resourceBuilder)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resourceBuilder);
        return builder.WithReferenceRelationship(resourceBuilder.Resource);
    }

    public static IResourceBuilder<T> WithRelationship<T>(this IResourceBuilder<T> builder, IResource resource, string type)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentException.ThrowIfNullOrEmpty(type);
        return builder.WithAnnotation(new ResourceRelationshipAnnotation(resource, type));
    }

    public static IResourceBuilder<T> WithRelationship<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> resourceBuilder, string type)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resourceBuilder);
        return builder.WithRelationship(resourceBuilder.Resource, type);
    }

    public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResource parent)
        where T : IResource => builder.WithRelationship(parent, KnownRelationshipTypes.Parent);

    public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> parent)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(parent);
        return builder.WithParentRelationship(parent.Resource);
    }

    public static IResourceBuilder<T> WithChildRelationship<T>(this IResourceBuilder<T> builder, IResource child)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(child);
        child.Annotations.Add(new ResourceRelationshipAnnotation(builder.Resource, KnownRelationshipTypes.Parent));
        return builder;
    }

    public static IResourceBuilder<T> WithChildRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> child)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(child);
        return builder.WithChildRelationship(child.Resource);
    }

    private static IResourceBuilder<TDestination> Refer<TDestination>(
        IResourceBuilder<TDestination> builder, IResourceWithEndpoints source, string? alias, string? endpointName)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        var reference = builder.Resource.Annotations.OfType<EndpointReferenceAnnotation>()
            .FirstOrDefault(annotation => ReferenceEquals(annotation.Resource, source));
        if (reference is null)
        {
            reference = new EndpointReferenceAnnotation(source);
            builder.WithAnnotation(reference);
            Relate(builder, source, KnownRelationshipTypes.Reference);

            // Evaluated when the process starts: endpoints added to the source later are part of it.
            builder.WithAnnotation(new EnvironmentCallbackAnnotation(
                (EnvironmentCallbackContext context) => SetServiceVariables(context, reference, alias)));
        }

        if (endpointName is null)
        {
            reference.UseAllEndpoints = true;
        }
        else
        {
            reference.EndpointNames.Add(endpointName);
        }

        return builder;
    }

    private static void SetServiceVariables(EnvironmentCallbackContext context, EndpointReferenceAnnotation reference, string? alias)
    {
        foreach (var name in reference.EndpointNames.Where(name => !reference.Resource.GetEndpoint(name).Exists))
        {
            throw new DistributedApplicationException(
                $"Resource '{context.Resource.Name}' refers to endpoint '{name}' of '{reference.Resource.Name}', which has no such endpoint.");
        }

        var serviceName = alias ?? reference.Resource.Name;
        var indexes = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in reference.Resource.GetEndpoints())
        {
            if (!reference.EndpointNames.Contains(endpoint.EndpointName)
                && !(reference.UseAllEndpoints && !endpoint.ExcludeReferenceEndpoint))
            {
                continue;
            }

            // Endpoints named after their scheme are found by it: http://service. Others by name: http://_admin.service.
            var key = endpoint.EndpointName is "http" or "https" ? endpoint.Scheme : endpoint.EndpointName;
            var index = indexes[key] = indexes.GetValueOrDefault(key, -1) + 1;
            var prefix = alias is null ? VariableName(serviceName).ToUpperInvariant() : VariableName(serviceName);
            context.EnvironmentVariables[$"{prefix}_{VariableName(endpoint.EndpointName).ToUpperInvariant()}"] = endpoint;
            context.EnvironmentVariables[string.Create(CultureInfo.InvariantCulture, $"services__{serviceName}__{key}__{index}")] = endpoint;
        }
    }

    private static string VariableName(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
