using System.Collections.Concurrent;
using System.Collections.Immutable;
using Aspire.Hosting.Launching;

namespace Aspire.Hosting.Orchestration;

/// <summary>The addresses shown for a resource: its endpoints', and those that callbacks add or change.</summary>
internal sealed partial class ResourceUrls(
    DistributedApplicationExecutionContext executionContext,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    ILogger<ResourceUrls> logger)
{
    private readonly ConcurrentDictionary<IResource, ImmutableArray<ResourceUrlAnnotation>> _urls = new();
    private readonly ConcurrentDictionary<(string Instance, string Endpoint), bool> _active = new();

    /// <summary>Works out the URLs once the endpoints have addresses, and shows them.</summary>
    public async Task ResolveAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new ResourceUrlsCallbackContext(executionContext, resource, [.. EndpointUrls(resource)], cancellationToken)
        {
            Logger = loggers.GetLogger(resource),
        };
        foreach (var callback in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            try
            {
                await callback.Callback(context);
            }
#pragma warning disable CA1031 // A callback that fails costs its own URL, not the resource.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogFailed(exception, resource.Name);
            }
        }

        if (context.Urls.Count == 0)
        {
            return;
        }

        _urls[resource] = [.. context.Urls];
        foreach (var url in context.Urls.Where(url => !resource.Annotations.Contains(url)))
        {
            resource.Annotations.Add(url);
        }

        foreach (var name in resource.GetInstanceNames())
        {
            await notifications.PublishUpdateAsync(resource, name, snapshot => Apply(resource, name, snapshot));
        }
    }

    public void SetActive(string instance, string endpoint, bool active) => _active[(instance, endpoint)] = active;

    /// <summary>Of a process: an endpoint's URL is active while it is served, any other while the process runs. Of anything else: always.</summary>
    public CustomResourceSnapshot Apply(IResource resource, string instance, CustomResourceSnapshot snapshot)
    {
        if (!_urls.TryGetValue(resource, out var urls))
        {
            return snapshot;
        }

        var running = snapshot.State?.Text == KnownResourceStates.Running;
        return snapshot with
        {
            Urls =
            [
                .. urls.Select(url => new UrlSnapshot(url.Endpoint?.EndpointName, url.Url, url.IsInternal)
                {
                    IsInactive = url.Endpoint is { } endpoint && _active.TryGetValue((instance, endpoint.EndpointName), out var active)
                        ? !active
                        : Dcp.DcpExecutor.Runs(resource) && (url.Endpoint is { EndpointAnnotation.IsProxied: true } || !running),
                    DisplayProperties = new UrlDisplayPropertiesSnapshot(url.DisplayText ?? "", url.DisplayOrder ?? 0),
                }),
            ],
        };
    }

    private static IEnumerable<ResourceUrlAnnotation> EndpointUrls(IResource resource)
    {
        if (resource is not IResourceWithEndpoints withEndpoints)
        {
            yield break;
        }

        var launchUrl = resource is ProjectResource project ? LaunchProfiles.Find(project)?.Profile.LaunchUrl : null;
        foreach (var endpoint in withEndpoints.GetEndpoints().Where(endpoint => endpoint.IsAllocated))
        {
            var url = endpoint.Url;
            if (launchUrl is { Length: > 0 } && endpoint.Scheme is "http" or "https"
                && Uri.TryCreate(new Uri(url), launchUrl, out var combined) && combined.Scheme is "http" or "https")
            {
                url = combined.ToString();
            }

            yield return new ResourceUrlAnnotation { Url = url, Endpoint = endpoint };
        }
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Error, Message = "A URL of resource '{Resource}' could not be worked out.")]
    private partial void LogFailed(Exception exception, string resource);
}
