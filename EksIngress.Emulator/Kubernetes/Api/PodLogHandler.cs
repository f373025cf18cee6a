using System.Text;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>pods/log.</summary>
internal sealed class PodLogHandler(ObjectStore store, ResourceCatalog catalog, ContainerLogs logs, TimeProvider timeProvider)
{
    public async Task GetAsync(ApiCall call)
    {
        var pod = store.Find("pods", new(call.Request.Namespace, call.Request.Name)) ?? throw StatusException.NotFound(catalog.Get("pods"), call.Request.Name);
        var container = Container(call, pod);
        if (call.IsSet("previous"))
        {
            throw StatusException.BadRequest($"previous terminated container \"{container}\" in pod \"{pod.Name()}\" not found: logs of earlier runs are not kept apart");
        }

        if (logs.Find(pod.Uid(), container) is not { } log)
        {
            var waiting = pod.Items("status", "containerStatuses").FirstOrDefault(status => status.Text("name") == container)?.Text("state", "waiting", "reason");
            throw StatusException.BadRequest($"container \"{container}\" in pod \"{pod.Name()}\" is waiting to start: {waiting ?? "ContainerCreating"}");
        }

        var since = call.Number("sinceSeconds") is { } seconds ? timeProvider.GetUtcNow().AddSeconds(-seconds) : Timestamps.Parse(call.Query("sinceTime"));
        call.Http.Response.ContentType = "text/plain";
        await call.Http.Response.StartAsync(call.Aborted);
        var left = call.Number("limitBytes") ?? long.MaxValue;
        var timestamps = call.IsSet("timestamps");
        var lines = log.Read(since, call.Number("tailLines"));
        var position = lines.Position;
        foreach (var line in lines.Items)
        {
            left = await WriteAsync(call, line, timestamps, left);
        }

        await call.Http.Response.Body.FlushAsync(call.Aborted);
        while (call.IsSet("follow") && left > 0)
        {
            (var items, position, var ended) = await log.WaitAsync(position, call.Aborted);
            foreach (var line in items)
            {
                left = await WriteAsync(call, line, timestamps, left);
            }

            await call.Http.Response.Body.FlushAsync(call.Aborted);
            if (ended)
            {
                return;
            }
        }
    }

    private static string Container(ApiCall call, System.Text.Json.Nodes.JsonObject pod)
    {
        var names = pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers")).Select(container => container.Text("name") ?? "").ToList();
        if (call.Query("container") is { } wanted)
        {
            return names.Contains(wanted) ? wanted : throw StatusException.BadRequest($"container {wanted} is not valid for pod {pod.Name()}");
        }

        return names.Count == 1
            ? names[0]
            : throw StatusException.BadRequest($"a container name must be specified for pod {pod.Name()}, choose one of: [{string.Join(' ', names)}]");
    }

    private static async Task<long> WriteAsync(ApiCall call, ContainerLogLine line, bool timestamps, long left)
    {
        var text = timestamps ? $"{Timestamps.MicroTime(line.Time)} {line.Text}\n" : line.Text + "\n";
        var bytes = Encoding.UTF8.GetBytes(text);
        var count = (int)Math.Min(left, bytes.Length);
        await call.Http.Response.Body.WriteAsync(bytes.AsMemory(0, count), call.Aborted);
        return left - count;
    }
}
