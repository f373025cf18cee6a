using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>
/// As much of a Kubernetes API as the controller uses, over HTTP and in memory: list, watch, create, update, merge patch, status, finalizers.
/// </summary>
internal sealed class MiniKubernetesApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(string Collection, Channel<JsonObject> Events)> _watches = [];
    private readonly List<(Func<bool> Condition, TaskCompletionSource Reached)> _waiting = [];
    private int _version = 1;

    private MiniKubernetesApi(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>Paths of all writes but those to events and leases.</summary>
    public List<string> Writes { get; } = [];

    public static async Task<MiniKubernetesApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var api = new MiniKubernetesApi(app);
        app.Run(api.HandleAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        api.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return api;
    }

    /// <param name="collection">For example <c>/apis/networking.k8s.io/v1/ingresses</c>.</param>
    public void Put(string collection, JsonObject item)
    {
        lock (_gate)
        {
            Store(KeyOf(collection, (string?)item["metadata"]!["namespace"] ?? "", (string)item["metadata"]!["name"]!), (JsonObject)item.DeepClone());
        }
    }

    public void Delete(string collection, string ns, string name)
    {
        lock (_gate)
        {
            Remove(KeyOf(collection, ns, name));
        }
    }

    public JsonObject? Find(string collection, string ns, string name)
    {
        lock (_gate)
        {
            return (JsonObject?)_objects.GetValueOrDefault(KeyOf(collection, ns, name))?.DeepClone();
        }
    }

    public IReadOnlyList<JsonObject> All(string collection)
    {
        lock (_gate)
        {
            return [.. _objects.Where(pair => pair.Key.StartsWith(collection + "|", StringComparison.Ordinal)).Select(pair => (JsonObject)pair.Value.DeepClone())];
        }
    }

    /// <summary>Waits until a change makes the condition true.</summary>
    public async Task WaitForAsync(Func<bool> condition)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (condition())
            {
                return;
            }

            _waiting.Add((condition, reached));
        }

        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _watches.ForEach(watch => watch.Events.Writer.TryComplete());
        }

        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var (collection, ns, name, subresource) = Parse(context.Request.Path.Value!);
        if (name.Length == 0 && context.Request.Query["watch"] == "true")
        {
            await WatchAsync(context, collection);
            return;
        }

        var body = context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0
            ? (JsonObject?)await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted)
            : null;
        var (status, answer) = Answer(context.Request.Method, collection, ns, name, subresource, body);
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(answer, context.RequestAborted);
    }

    private (int Status, JsonObject Body) Answer(string method, string collection, string ns, string name, string subresource, JsonObject? body)
    {
        lock (_gate)
        {
            var key = KeyOf(collection, ns, name);
            if (method != "GET" && !collection.EndsWith("/events", StringComparison.Ordinal) && !collection.EndsWith("/leases", StringComparison.Ordinal))
            {
                Writes.Add($"{method} {collection}/{name}/{subresource}");
            }

            switch (method)
            {
                case "GET" when name.Length == 0:
                    return (200, new JsonObject
                    {
                        ["apiVersion"] = "v1",
                        ["kind"] = "List",
                        ["metadata"] = new JsonObject { ["resourceVersion"] = $"{_version}" },
                        ["items"] = new JsonArray([.. _objects.Where(pair => pair.Key.StartsWith(collection + "|", StringComparison.Ordinal)).Select(pair => pair.Value.DeepClone())]),
                    });
                case "POST":
                    body!["metadata"]!["namespace"] ??= ns;
                    key = KeyOf(collection, ns, (string)body["metadata"]!["name"]!);
                    if (_objects.ContainsKey(key))
                    {
                        return Fail(409, "already exists");
                    }

                    return (201, Store(key, body));
                case var _ when !_objects.ContainsKey(key):
                    return Fail(404, $"\"{name}\" not found");
                case "PUT":
                    return (200, Store(key, body!));
                case "PATCH":
                    var patched = (JsonObject)Merge(_objects[key].DeepClone(), body!)!;
                    if ((string?)body!["metadata"]?["resourceVersion"] is { } version && version != (string)_objects[key]["metadata"]!["resourceVersion"]!)
                    {
                        return Fail(409, "the object has been modified");
                    }

                    return (200, Store(key, patched));
                case "DELETE":
                    Remove(key);
                    return (200, new JsonObject { ["kind"] = "Status", ["status"] = "Success" });
                default:
                    return (200, (JsonObject)_objects[key].DeepClone());
            }
        }
    }

    private JsonObject Store(string key, JsonObject item)
    {
        var before = _objects.GetValueOrDefault(key);
        var metadata = (JsonObject)item["metadata"]!;
        metadata["uid"] ??= Guid.NewGuid().ToString();
        metadata["resourceVersion"] = $"{++_version}";
        metadata["generation"] = before is null ? 1 : (long)before["metadata"]!["generation"]! + (JsonNode.DeepEquals(before["spec"], item["spec"]) ? 0 : 1);
        if (metadata["deletionTimestamp"] is not null && metadata["finalizers"] is not JsonArray { Count: > 0 })
        {
            _objects.Remove(key);
            Tell(key, "DELETED", item);
            return (JsonObject)item.DeepClone();
        }

        _objects[key] = item;
        Tell(key, before is null ? "ADDED" : "MODIFIED", item);
        return (JsonObject)item.DeepClone();
    }

    private void Remove(string key)
    {
        if (_objects.TryGetValue(key, out var item))
        {
            var leaving = (JsonObject)item.DeepClone();
            leaving["metadata"]!["deletionTimestamp"] ??= "2026-01-01T00:00:00Z";
            Store(key, leaving);
        }
    }

    private void Tell(string key, string type, JsonObject item)
    {
        foreach (var watch in _watches.Where(watch => key.StartsWith(watch.Collection + "|", StringComparison.Ordinal)))
        {
            watch.Events.Writer.TryWrite(new JsonObject { ["type"] = type, ["object"] = item.DeepClone() });
        }

        foreach (var waiting in _waiting.Where(waiting => waiting.Condition()).ToList())
        {
            waiting.Reached.TrySetResult();
            _waiting.Remove(waiting);
        }
    }

    private async Task WatchAsync(HttpContext context, string collection)
    {
        var events = Channel.CreateUnbounded<JsonObject>();
        lock (_gate)
        {
            // What changed between the list and this watch is told again; the controller knows a version it has seen.
            foreach (var (key, item) in _objects.Where(pair => pair.Key.StartsWith(collection + "|", StringComparison.Ordinal)))
            {
                events.Writer.TryWrite(new JsonObject { ["type"] = "MODIFIED", ["object"] = item.DeepClone() });
            }

            _watches.Add((collection, events));
        }

        context.Response.ContentType = "application/json";
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await foreach (var change in events.Reader.ReadAllAsync(context.RequestAborted))
        {
            await context.Response.WriteAsync(change.ToJsonString() + "\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    // /api/v1/namespaces/NS/services/NAME/status; a namespace itself is /api/v1/namespaces/NAME.
    private static (string Collection, string Namespace, string Name, string Subresource) Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var root = parts[0] == "api" ? 2 : 3;
        var prefix = "/" + string.Join('/', parts[..root]);
        var rest = parts[root..];
        var ns = "";
        if (rest.Length > 2 && rest[0] == "namespaces")
        {
            ns = rest[1];
            rest = rest[2..];
        }

        return ($"{prefix}/{rest[0]}", ns, rest.Length > 1 ? rest[1] : "", rest.Length > 2 ? rest[2] : "");
    }

    private static string KeyOf(string collection, string ns, string name) => $"{collection}|{ns}|{name}";

    private static (int Status, JsonObject Body) Fail(int code, string message) => (code, new JsonObject
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = ((HttpStatusCode)code).ToString(),
        ["code"] = code,
    });

    private static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var merged = target as JsonObject ?? [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                var current = merged[name];
                merged.Remove(name);
                merged[name] = Merge(current, value);
            }
        }

        return merged;
    }
}
