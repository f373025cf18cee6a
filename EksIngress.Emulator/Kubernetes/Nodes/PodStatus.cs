using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Writes what a worker knows of its pod into the pod's status.</summary>
internal static class PodStatus
{
    public static void Apply(
        JsonObject pod, IReadOnlyList<ContainerState> containers, string? podIP, string? hostIP, DateTimeOffset startedAt, TimeProvider time)
    {
        var status = pod.Section("status");
        status["phase"] = Phase(pod, containers);
        status["startTime"] = Timestamps.Time(startedAt);
        if (hostIP is not null)
        {
            status["hostIP"] = hostIP;
            status["hostIPs"] = new JsonArray(new JsonObject { ["ip"] = hostIP });
        }

        if (podIP is null)
        {
            status.Remove("podIP");
            status.Remove("podIPs");
        }
        else
        {
            status["podIP"] = podIP;
            status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = podIP });
        }

        status["containerStatuses"] = new JsonArray([.. containers.Select(container => container.ToStatus(pod.Uid()))]);
        SetConditions(pod, containers, time);
    }

    private static void SetConditions(JsonObject pod, IReadOnlyList<ContainerState> containers, TimeProvider time)
    {
        pod.SetCondition(time, "PodScheduled", "True");
        pod.SetCondition(time, "Initialized", "True");
        pod.SetCondition(time, "PodReadyToStartContainers", "True");
        var unready = containers.Where(container => !container.IsReady).Select(container => container.Name).ToList();
        var (reason, message) = unready.Count == 0
            ? (null, null)
            : ("ContainersNotReady", (string?)$"containers with unready status: [{string.Join(' ', unready)}]");
        pod.SetCondition(time, "ContainersReady", unready.Count == 0 ? "True" : "False", reason, message);

        var gates = pod.Items("spec", "readinessGates").Select(gate => gate.Text("conditionType") ?? "").Where(gate => !pod.HasCondition(gate)).ToList();
        if (unready.Count == 0 && gates.Count > 0)
        {
            (reason, message) = ("ReadinessGatesNotReady", $"corresponding condition of pod readiness gate \"{gates[0]}\" does not exist or is not True.");
        }

        pod.SetCondition(time, "Ready", unready.Count == 0 && gates.Count == 0 ? "True" : "False", reason, message);
    }

    private static string Phase(JsonObject pod, IReadOnlyList<ContainerState> containers)
    {
        var ended = containers.Select(container => container.Current.Number("terminated", "exitCode")).ToList();
        if (ended.All(code => code is not null))
        {
            var succeeded = ended.All(code => code == 0);

            // One that will be started again is running, also in the moment before: who owns the pod would put another in its place.
            var restarts = !pod.IsTerminating() && pod.Text("spec", "restartPolicy") switch
            {
                "Never" => false,
                "OnFailure" => !succeeded,
                _ => true,
            };
            return restarts ? "Running" : succeeded ? "Succeeded" : "Failed";
        }

        // A container that runs, has run, or will run again makes the pod a running one.
        return containers.All(container => container.StartedAt is not null) ? "Running" : "Pending";
    }
}
