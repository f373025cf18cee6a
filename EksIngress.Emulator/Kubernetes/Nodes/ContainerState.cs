using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>What a pod's status says about one container.</summary>
internal sealed class ContainerState(string name, string image)
{
    public string Name { get; } = name;

    public string Image { get; } = image;

    /// <summary><c>{"waiting":{…}}</c>, <c>{"running":{…}}</c> or <c>{"terminated":{…}}</c>.</summary>
    public JsonObject Current { get; private set; } = Waiting("ContainerCreating", null);

    public JsonObject? Last { get; private set; }

    public int RestartCount { get; private set; }

    public bool IsRunning => Current["running"] is not null;

    public bool IsReady { get; set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public void Wait(string reason, string message) => Current = Waiting(reason, message);

    public void Run(DateTimeOffset now)
    {
        StartedAt = now;
        Current = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = Timestamps.Time(now) } };
    }

    public void Terminate(int exitCode, string reason, string? message, DateTimeOffset now)
    {
        var terminated = new JsonObject
        {
            ["exitCode"] = exitCode,
            ["reason"] = reason,
            ["startedAt"] = StartedAt is { } started ? Timestamps.Time(started) : null,
            ["finishedAt"] = Timestamps.Time(now),
        };
        if (message is not null)
        {
            terminated["message"] = message;
        }

        IsReady = false;
        Current = new JsonObject { ["terminated"] = terminated };
    }

    /// <summary>The ended container becomes the last one; the next start counts as a restart.</summary>
    public void PrepareRestart()
    {
        Last = Current.Clone();
        RestartCount++;
    }

    public JsonObject ToStatus(string podUid)
    {
        var status = new JsonObject
        {
            ["name"] = Name,
            ["image"] = Image,
            ["imageID"] = Image,
            ["containerID"] = StartedAt is null ? "" : $"emulator://{podUid}-{Name}-{RestartCount}",
            ["ready"] = IsReady,
            ["started"] = IsRunning,
            ["restartCount"] = RestartCount,
            ["state"] = Current.Clone(),
            ["lastState"] = Last?.Clone() ?? [],
        };
        return status;
    }

    private static JsonObject Waiting(string reason, string? message)
    {
        var waiting = new JsonObject { ["reason"] = reason };
        if (message is not null)
        {
            waiting["message"] = message;
        }

        return new JsonObject { ["waiting"] = waiting };
    }
}
