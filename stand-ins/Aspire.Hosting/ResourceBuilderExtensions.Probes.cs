using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds an HTTP probe, in place of one of the same type, and the health check that it implies.</summary>
    [Experimental("ASPIREPROBES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<T> WithHttpProbe<T>(
        this IResourceBuilder<T> builder,
        ProbeType type,
        string? path = null,
        int? initialDelaySeconds = null,
        int? periodSeconds = null,
        int? timeoutSeconds = null,
        int? failureThreshold = null,
        int? successThreshold = null,
        string? endpointName = null)
        where T : IResourceWithEndpoints, IResourceWithProbes
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithHttpProbe(
            type,
            () => endpointName is null ? FirstHttpEndpoint(builder) : builder.GetEndpoint(endpointName),
            path, initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, successThreshold);
    }

    [Experimental("ASPIREPROBES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<T> WithHttpProbe<T>(
        this IResourceBuilder<T> builder,
        ProbeType type,
        Func<EndpointReference>? endpointSelector,
        string? path = null,
        int? initialDelaySeconds = null,
        int? periodSeconds = null,
        int? timeoutSeconds = null,
        int? failureThreshold = null,
        int? successThreshold = null)
        where T : IResourceWithEndpoints, IResourceWithProbes
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = (endpointSelector ?? (() => FirstHttpEndpoint(builder)))()
            ?? throw new DistributedApplicationException($"Resource '{builder.Resource.Name}': the endpoint selector of its HTTP probe returned null.");
        var probe = new EndpointProbeAnnotation
        {
            Type = type,
            EndpointReference = endpoint,
            Path = path ?? "/",
            InitialDelaySeconds = initialDelaySeconds ?? 5,
            PeriodSeconds = periodSeconds ?? 5,
            TimeoutSeconds = timeoutSeconds ?? 1,
            FailureThreshold = failureThreshold ?? 3,
            SuccessThreshold = successThreshold ?? 1,
        };
        foreach (var replaced in builder.Resource.Annotations.OfType<ProbeAnnotation>().Where(other => other.Type == type).ToList())
        {
            builder.Resource.Annotations.Remove(replaced);
        }

        return builder.WithAnnotation(probe).WithHttpHealthCheck(path, endpointName: endpoint.EndpointName);
    }

    private static EndpointReference FirstHttpEndpoint<T>(IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints =>
        builder.Resource.GetEndpoints().OrderBy(endpoint => endpoint.IsHttp ? 0 : endpoint.IsHttps ? 1 : 2).FirstOrDefault()
            ?? new EndpointReference(builder.Resource, "http");
}
