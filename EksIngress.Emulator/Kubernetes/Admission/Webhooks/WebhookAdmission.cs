using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Asks the webhooks of a cluster about a write: those that change it one after the other, then those that judge it at once.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/</remarks>
internal sealed partial class WebhookAdmission(ObjectStore store, WebhookClient client, ILogger<WebhookAdmission> logger)
{
    private const string Group = "admissionregistration.k8s.io";
    private const string Mutating = "mutatingwebhookconfigurations." + Group;
    private const string Validating = "validatingwebhookconfigurations." + Group;

    // Definitions by configuration, parsed once for each version of it.
    private readonly Dictionary<string, (string Version, IReadOnlyList<AdmissionWebhook> Webhooks)> _parsed = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>True when a webhook's rules name the write. Cheap: most writes concern nobody.</summary>
    public bool Concerns(ResourceDefinition resource, string subresource, string operation) =>
        resource.Group != Group && (Covering(Mutating, resource, subresource, operation).Any() || Covering(Validating, resource, subresource, operation).Any());

    /// <summary>Lets webhooks change the object.</summary>
    /// <returns>The patches, in the order in which they apply; empty when nobody changes anything.</returns>
    /// <exception cref="StatusException">A webhook refuses, or fails and may not.</exception>
    public async Task<IReadOnlyList<JsonArray>> MutateAsync(AdmissionRequest request, Action<string> warn, CancellationToken cancellationToken)
    {
        if (request.Object is null)
        {
            // Nothing to change; they may still refuse.
            await JudgeAsync(Covering(Mutating, request.Resource, request.Subresource, request.Operation), request, warn, cancellationToken);
            return [];
        }

        var patches = new List<JsonArray>();
        var again = new List<AdmissionWebhook>();
        var webhooks = Covering(Mutating, request.Resource, request.Subresource, request.Operation).ToList();
        foreach (var webhook in webhooks)
        {
            var changed = patches.Count;
            request = await MutateAsync(webhook, request, patches, warn, cancellationToken);
            if (patches.Count > changed)
            {
                // Those before it saw another object.
                again = [.. webhooks.TakeWhile(earlier => earlier != webhook).Where(earlier => earlier.IsReinvoked)];
            }
        }

        foreach (var webhook in again)
        {
            request = await MutateAsync(webhook, request, patches, warn, cancellationToken);
        }

        return patches;
    }

    /// <exception cref="StatusException">A webhook refuses, or fails and may not.</exception>
    public Task ValidateAsync(AdmissionRequest request, Action<string> warn, CancellationToken cancellationToken) =>
        JudgeAsync(Covering(Validating, request.Resource, request.Subresource, request.Operation), request, warn, cancellationToken);

    private async Task<AdmissionRequest> MutateAsync(
        AdmissionWebhook webhook, AdmissionRequest request, List<JsonArray> patches, Action<string> warn, CancellationToken cancellationToken)
    {
        if (!webhook.Selects(request, store) || await CallAsync(webhook, request, cancellationToken) is not { } response)
        {
            return request;
        }

        Judge(webhook, response, warn);
        try
        {
            if (AdmissionReviews.Patch(response) is not { Count: > 0 } patch)
            {
                return request;
            }

            var changed = JsonPatch.Apply(request.Object!.Clone(), patch.DeepClone()) as JsonObject
                ?? throw new WebhookCallException("the patch does not leave an object");
            patches.Add(patch);
            return request with { Object = changed };
        }
        catch (WebhookCallException exception)
        {
            throw Internal(webhook, exception.Message);
        }
        catch (StatusException exception)
        {
            throw Internal(webhook, exception.Message);
        }
    }

    private async Task JudgeAsync(IEnumerable<AdmissionWebhook> webhooks, AdmissionRequest request, Action<string> warn, CancellationToken cancellationToken)
    {
        var calls = webhooks.Where(webhook => webhook.Selects(request, store))
            .Select(webhook => (Webhook: webhook, Call: CallAsync(webhook, request, cancellationToken)))
            .ToList();
        await Task.WhenAll(calls.Select(call => (Task)call.Call)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (webhook, call) in calls)
        {
            if (await call is { } response)
            {
                Judge(webhook, response, warn);
            }
        }
    }

    private static void Judge(AdmissionWebhook webhook, JsonObject response, Action<string> warn)
    {
        foreach (var warning in response.Texts("warnings"))
        {
            warn(warning);
        }

        if (response.Flag("allowed") != true)
        {
            throw AdmissionReviews.Denial(webhook.Name, response);
        }
    }

    // Null when it failed and may: then it is as if it were not there.
    private async Task<JsonObject?> CallAsync(AdmissionWebhook webhook, AdmissionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await client.CallAsync(webhook, request, cancellationToken);
        }
        catch (WebhookCallException exception) when (webhook.FailsOpen)
        {
            LogFailedOpen(webhook.Name, exception.Message);
            return null;
        }
        catch (WebhookCallException exception)
        {
            throw Internal(webhook, exception.Message);
        }
    }

    private static StatusException Internal(AdmissionWebhook webhook, string why)
    {
        var message = $"failed calling webhook \"{webhook.Name}\": {why}";
        return new(500, "InternalError", $"Internal error occurred: {message}", new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = message }) });
    }

    private IEnumerable<AdmissionWebhook> Covering(string configurations, ResourceDefinition resource, string subresource, string operation) =>
        store.List(configurations).Items
            .OrderBy(configuration => configuration.Name(), StringComparer.Ordinal)
            .SelectMany(configuration => Parse(configurations, configuration))
            .Where(webhook => webhook.Covers(resource, subresource, operation));

    private IReadOnlyList<AdmissionWebhook> Parse(string kind, JsonObject configuration)
    {
        var key = $"{kind}/{configuration.Name()}";
        var version = $"{configuration.Uid()}/{configuration.Text("metadata", "resourceVersion")}";
        lock (_gate)
        {
            if (!_parsed.TryGetValue(key, out var parsed) || parsed.Version != version)
            {
                _parsed[key] = parsed = (version, [.. configuration.Items("webhooks").Select(webhook => new AdmissionWebhook(webhook))]);
            }

            return parsed.Webhooks;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {Webhook} failed and is passed over: {Reason}", EventName = "WebhookFailedOpen")]
    private partial void LogFailedOpen(string webhook, string reason);
}
