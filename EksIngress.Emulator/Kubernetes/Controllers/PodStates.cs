using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>What controllers ask about pods.</summary>
internal static class PodStates
{
    public static bool IsReady(this JsonObject pod) => pod.HasCondition("Ready");

    /// <summary>True unless it has ended or is being deleted.</summary>
    public static bool IsActive(this JsonObject pod) =>
        !pod.IsTerminating() && pod.Text("status", "phase") is not ("Succeeded" or "Failed");

    /// <summary>Null when the pod is available; otherwise how long it still has to be ready, or forever when it is not.</summary>
    public static TimeSpan? UntilAvailable(this JsonObject pod, long minReadySeconds, DateTimeOffset now)
    {
        var ready = pod.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "Ready");
        if (ready.Text("status") != "True")
        {
            return Timeout.InfiniteTimeSpan;
        }

        if (minReadySeconds == 0)
        {
            return null;
        }

        var left = (Timestamps.Parse(ready.Text("lastTransitionTime")) ?? now).AddSeconds(minReadySeconds) - now;
        return left > TimeSpan.Zero ? left : null;
    }
}
