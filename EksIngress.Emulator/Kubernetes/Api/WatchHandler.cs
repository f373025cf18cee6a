using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>watch: a stream of changes, one JSON object a line.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes</remarks>
internal sealed class WatchHandler(ObjectStore store, Tables tables, TimeProvider timeProvider)
{
    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_bookmarkInterval = TimeSpan.FromMinutes(1);
    private static readonly byte[] s_newLine = "\n"u8.ToArray();

    public async Task WatchAsync(ApiCall call, ResourceDefinition resource)
    {
        var selection = Selection.Of(call, resource);
        var timeout = call.Number("timeoutSeconds") is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : s_defaultTimeout;
        var version = call.Query("resourceVersion") ?? "";
        if (!long.TryParse(version.Length == 0 ? "0" : version, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
        {
            throw StatusException.BadRequest($"resourceVersion: Invalid value: \"{version}\": strconv.ParseUint: parsing \"{version}\": invalid syntax");
        }

        call.Http.Response.ContentType = "application/json";
        call.Http.Response.Headers.CacheControl = "no-cache, private";
        await call.Http.Response.StartAsync(call.Aborted);
        // Starting only prepares the headers. A client waits for them before it believes that it watches.
        await call.Http.Response.Body.FlushAsync(call.Aborted);

        using var deadline = new CancellationTokenSource(timeout, timeProvider);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, call.Aborted);
        var output = new Output(call, resource, selection, tables);
        try
        {
            // Asked for, or asked from "any" revision: what exists comes first.
            var initial = call.IsSet("sendInitialEvents") || revision == 0;
            using var watch = initial
                ? store.Watch(new HashSet<string> { resource.StorageKey }, initial: call.Query("sendInitialEvents") != "false")
                : store.WatchAfter(new HashSet<string> { resource.StorageKey }, revision);
            await RunAsync(call, watch.Events, output, ended.Token);
        }
        catch (StatusException exception)
        {
            await output.WriteAsync("ERROR", exception.ToStatus(), call.Aborted);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Its time is over.
        }
    }

    private async Task RunAsync(ApiCall call, ChannelReader<StoreEvent> events, Output output, CancellationToken ended)
    {
        var bookmarks = call.IsSet("allowWatchBookmarks");
        using var timer = new PeriodicTimer(s_bookmarkInterval, timeProvider);
        var tick = timer.WaitForNextTickAsync(ended).AsTask();
        while (true)
        {
            var next = events.WaitToReadAsync(ended).AsTask();
            while (await Task.WhenAny(next, tick) == tick)
            {
                if (!await tick)
                {
                    return;
                }

                tick = timer.WaitForNextTickAsync(ended).AsTask();
                if (bookmarks)
                {
                    await output.BookmarkAsync(store.Revision, initialEnd: false, ended);
                }
            }

            if (!await next)
            {
                return;
            }

            await store.WhenWrittenAsync(ended);
            while (events.TryRead(out var change))
            {
                if (change.Type != StoreEventType.Synced)
                {
                    await output.SendAsync(change, ended);
                }
                else if (bookmarks && call.IsSet("sendInitialEvents"))
                {
                    await output.BookmarkAsync(change.Revision, initialEnd: true, ended);
                }
            }

            await call.Http.Response.Body.FlushAsync(ended);
        }
    }

    private sealed class Output(ApiCall call, ResourceDefinition resource, Selection selection, Tables tables)
    {
        private readonly bool _asTable = Tables.IsWanted(call);

        // A selector may start or stop to match an object: to this watch it then appears or disappears.
        public async Task SendAsync(StoreEvent change, CancellationToken cancellationToken)
        {
            var now = change.Type != StoreEventType.Deleted && selection.Matches(View(change.Value));
            var before = change.Previous is { } previous && selection.Matches(View(previous));
            var type = (now, before) switch
            {
                (true, false) => "ADDED",
                (true, true) => "MODIFIED",
                (false, true) => "DELETED",
                _ => null,
            };
            if (type is not null)
            {
                var item = View(change.Value);
                await WriteAsync(type, _asTable ? tables.Of(resource, [item], item.Text("metadata", "resourceVersion") ?? "", call) : item, cancellationToken);
            }
        }

        public Task BookmarkAsync(long revision, bool initialEnd, CancellationToken cancellationToken)
        {
            var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null };
            if (initialEnd)
            {
                metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
            }

            return WriteAsync("BOOKMARK", new() { ["kind"] = resource.Kind, ["apiVersion"] = resource.ApiVersion, ["metadata"] = metadata }, cancellationToken);
        }

        public async Task WriteAsync(string type, JsonObject item, CancellationToken cancellationToken)
        {
            var body = call.Http.Response.Body;
            var line = new JsonObject { ["type"] = type, ["object"] = item.Parent is null ? item.DeepClone() : item };
            await body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line), cancellationToken);
            await body.WriteAsync(s_newLine, cancellationToken);
            if (type is "BOOKMARK" or "ERROR")
            {
                await body.FlushAsync(cancellationToken);
            }
        }

        private JsonObject View(JsonObject item) => ObjectRegistry.View(resource, item);
    }
}
