using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Provisioner.Kubernetes;

/// <summary>
/// Reads, applies and deletes objects of any kind, as the trees of users may hold any. Connection, authority and token are the
/// Kubernetes client's; paths come from the API's own discovery.
/// </summary>
internal sealed class ClusterApi(k8s.KubernetesClientConfiguration configuration) : IDisposable
{
    /// <summary>Owner of the fields that are applied.</summary>
    public const string FieldManager = "eksingress";

    // An object is 1.5 MB at most (etcd); a list of them is paged.
    private const int PageSize = 250;

    private readonly k8s.Kubernetes _client = new(configuration);
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, ApiResource>> _served = new(StringComparer.Ordinal);

    public async Task<JsonObject?> FindAsync(ObjectId id, CancellationToken cancellationToken)
    {
        if (await FindPathAsync(id, cancellationToken) is not { } path)
        {
            return null;
        }

        try
        {
            return await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        }
        catch (KubernetesApiException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Server-side apply: the object's fields become ours, whoever had them.</summary>
    public Task ApplyAsync(JsonObject item, CancellationToken cancellationToken) => ApplyAsync(item, $"fieldManager={FieldManager}&force=true", cancellationToken);

    /// <summary>Server-side apply for another owner, who shares fields with those that have them and takes none away.</summary>
    /// <exception cref="KubernetesApiException">A conflict: someone has another value by now.</exception>
    public Task ShareAsync(JsonObject item, string fieldManager, CancellationToken cancellationToken) =>
        ApplyAsync(item, $"fieldManager={Uri.EscapeDataString(fieldManager)}&force=false", cancellationToken);

    /// <summary>Asks for deletion; what has finalizers goes later. "Not found" is success.</summary>
    /// <param name="id">The object.</param>
    /// <param name="uid">The very one that was seen: another of its name is refused with a conflict. Null for whichever is there.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task DeleteAsync(ObjectId id, string? uid, CancellationToken cancellationToken)
    {
        if (await FindPathAsync(id, cancellationToken) is not { } path)
        {
            return;
        }

        var options = Node.Object(
            ("kind", "DeleteOptions"),
            ("apiVersion", "v1"),
            ("propagationPolicy", "Background"),
            ("preconditions", uid is null ? null : Node.Object(("uid", uid))));
        using var content = new StringContent(options.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        try
        {
            await SendAsync(HttpMethod.Delete, path, content, cancellationToken);
        }
        catch (KubernetesApiException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            // Someone else was faster.
        }
    }

    /// <summary>All objects of a kind in all namespaces; empty when the cluster does not serve the kind.</summary>
    /// <param name="apiVersion">For example <c>networking.k8s.io/v1</c>.</param>
    /// <param name="kind">For example <c>Ingress</c>.</param>
    /// <param name="selector">Query such as <c>labelSelector=a%3Db</c>; empty for all.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string apiVersion, string kind, string selector, CancellationToken cancellationToken)
    {
        if (await FindResourceAsync(apiVersion, kind, cancellationToken) is not { } resource)
        {
            return [];
        }

        var items = new List<JsonObject>();
        var next = "";
        do
        {
            var query = $"{Root(apiVersion)}/{resource.Plural}?limit={PageSize}{(selector.Length > 0 ? "&" + selector : "")}{next}";
            var page = await SendAsync(HttpMethod.Get, query, null, cancellationToken);
            items.AddRange(page["items"]?.AsArray().OfType<JsonObject>() ?? []);
            next = page["metadata"]?["continue"]?.GetValue<string>() is { Length: > 0 } token ? $"&continue={Uri.EscapeDataString(token)}" : "";
        }
        while (next.Length > 0);
        return items;
    }

    /// <summary>Every kind that the cluster serves. Groups whose own server is down have none at that moment.</summary>
    public async Task<IReadOnlyList<ServedKind>> ListKindsAsync(CancellationToken cancellationToken)
    {
        var kinds = new List<ServedKind>();
        foreach (var path in AggregatedDiscovery.Paths)
        {
            kinds.AddRange(AggregatedDiscovery.Read(await SendAsync(HttpMethod.Get, path, null, cancellationToken, AggregatedDiscovery.MediaTypes)));
        }

        return kinds;
    }

    public void Dispose() => _client.Dispose();

    private async Task ApplyAsync(JsonObject item, string query, CancellationToken cancellationToken)
    {
        var id = ObjectId.Of(item);
        var path = await FindPathAsync(id, cancellationToken)
            ?? throw new KubernetesApiException(HttpStatusCode.ServiceUnavailable, "NotServed", $"The cluster does not serve {id.Kind} of {id.ApiVersion} (yet).");
        using var content = new StringContent(item.ToJsonString());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/apply-patch+yaml");
        await SendAsync(HttpMethod.Patch, $"{path}?{query}", content, cancellationToken);
    }

    private async Task<string?> FindPathAsync(ObjectId id, CancellationToken cancellationToken) =>
        await FindResourceAsync(id.ApiVersion, id.Kind, cancellationToken) is not { } resource
            ? null
            : resource.IsNamespaced
                ? $"{Root(id.ApiVersion)}/namespaces/{Uri.EscapeDataString(id.Namespace ?? "default")}/{resource.Plural}/{Uri.EscapeDataString(id.Name)}"
                : $"{Root(id.ApiVersion)}/{resource.Plural}/{Uri.EscapeDataString(id.Name)}";

    // What is not served is asked for again each time: a definition that was just applied adds kinds.
    private async Task<ApiResource?> FindResourceAsync(string apiVersion, string kind, CancellationToken cancellationToken)
    {
        if (_served.TryGetValue(apiVersion, out var known) && known.TryGetValue(kind, out var resource))
        {
            return resource;
        }

        try
        {
            var list = await SendAsync(HttpMethod.Get, Root(apiVersion), null, cancellationToken);
            var kinds = new Dictionary<string, ApiResource>(StringComparer.Ordinal);
            foreach (var item in list["resources"]?.AsArray() ?? [])
            {
                // Subresources, as deployments/status, are listed too.
                if (item?["name"]?.GetValue<string>() is { } name && !name.Contains('/', StringComparison.Ordinal))
                {
                    kinds[item["kind"]!.GetValue<string>()] = new ApiResource(name, item["namespaced"]!.GetValue<bool>());
                }
            }

            _served[apiVersion] = kinds;
            return kinds.GetValueOrDefault(kind);
        }
        catch (KubernetesApiException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static string Root(string apiVersion) =>
        apiVersion.Contains('/', StringComparison.Ordinal) ? "apis/" + apiVersion : "api/" + apiVersion;

    private async Task<JsonObject> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken, params IEnumerable<string> accepted)
    {
        using var request = new HttpRequestMessage(method, new Uri(_client.BaseUri, path)) { Content = content };
        foreach (var type in accepted)
        {
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(type));
        }

        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        await _client.Credentials.ProcessHttpRequestAsync(request, cancellationToken);
        using var response = await _client.HttpClient.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var body = Parse(text);
        return response.IsSuccessStatusCode && body is not null ? body : throw Failure(request, response, body);
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            // A proxy in between answers in its own words; the status says enough.
            return null;
        }
    }

    private static KubernetesApiException Failure(HttpRequestMessage request, HttpResponseMessage response, JsonObject? body)
    {
        var status = response.IsSuccessStatusCode ? HttpStatusCode.BadGateway : response.StatusCode;
        var said = body?["message"]?.GetValue<string>() ?? "no Kubernetes object";
        return new KubernetesApiException(
            status,
            body?["reason"]?.GetValue<string>() ?? "",
            $"The cluster answered {(int)response.StatusCode} to {request.Method} {request.RequestUri!.AbsolutePath}: {said}");
    }
}
