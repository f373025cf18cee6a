using System.Text;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <content>Containers that a process run by Aspire stands for: its token, its probes, its end.</content>
internal sealed partial class PodWorker
{
    // Of a role by annotation, or by a pod identity association; the webhook gives a container one of them.
    private static readonly string[] s_tokenVariables = ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"];

    private async Task<ContainerExit> RunAttachedAsync(JsonObject container, ContainerState state, CancellationToken cancellationToken)
    {
        var holder = ProcessHolder.Of(_pod, _node.Objects.Store);
        var process = _node.Processes.TryTake(state.Name, holder);
        if (process is null)
        {
            Wait(state, "WaitingForProcess", $"no free process is attached as {_pod.Namespace()}/{state.Name}: it is one of the AppHost's replicas, "
                + $"or a program that attaches itself (image {state.Image} is not run by the emulator)");
            process = await _node.Processes.TakeAsync(state.Name, holder, cancellationToken);
        }

        var tokenHeld = DeliverToken(process, container);
        lock (_gate)
        {
            _podIP = process.PodIP.ToString();
        }

        process.Bind(_pod, _node.Cluster.Logs.Open(_pod.Uid(), state.Name));
        Started(state);
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = new List<Task> { ProbeAsync(process, container, state, running.Token) };
        if (tokenHeld)
        {
            work.Add(RenewTokenAsync(process, container, running.Token));
        }

        try
        {
            await process.Ended.WaitAsync(cancellationToken);
            return new(137, "The process ended, or its connection to the emulator did.");
        }
        finally
        {
            await running.CancelAsync();
            await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (process.TokenFile is { } file && tokenHeld)
            {
                _node.Processes.ReleaseTokenFile(file, held: true);
            }

            var speaks = process.Holders is [.., { } last] && last.Uid == holder.Uid;
            _node.Processes.Return(process, holder);
            if (speaks && process.Holders is [.., { } left] && !process.Ended.IsCompleted)
            {
                // The older pod has it to itself again: the rollout was taken back before it was over.
                process.Bind(left.Pod, _node.Cluster.Logs.Open(left.Uid, state.Name));
            }
        }
    }

    /// <summary>Puts the token of the pod's IAM role where the process reads it.</summary>
    /// <returns>True when there is one.</returns>
    private bool DeliverToken(AttachedProcess process, JsonObject container)
    {
        var path = FindTokenPath(container);
        var token = path is null ? null : _volumes.FindToken(container, path);
        if (process.TokenFile is not { } file)
        {
            if (token is not null)
            {
                Warn("TokenNotDelivered", $"process {process.ProcessId} has no {string.Join(" or ", s_tokenVariables)} in its environment; it runs without its IAM role");
            }

            return false;
        }

        if (token is null)
        {
            _node.Processes.ReleaseTokenFile(file, held: false);
            return false;
        }

        // Counted before it is written: a pod that lets go of the file in this moment must not delete it.
        _node.Processes.HoldTokenFile(file);
        SecretFile.Write(file, Encoding.UTF8.GetBytes(token));
        return true;
    }

    private static string? FindTokenPath(JsonObject container) =>
        container.Items("env").FirstOrDefault(variable => s_tokenVariables.Contains(variable.Text("name"))).Text("value");

    private async Task RenewTokenAsync(AttachedProcess process, JsonObject container, CancellationToken cancellationToken)
    {
        var path = FindTokenPath(container)!;
        while (_volumes.RefreshAfter is { } after)
        {
            await Task.Delay(after, _node.Time, cancellationToken);
            SecretFile.Write(process.TokenFile!, Encoding.UTF8.GetBytes(_volumes.FindToken(container, path)!));
        }
    }

    private async Task ProbeAsync(AttachedProcess process, JsonObject container, ContainerState state, CancellationToken cancellationToken)
    {
        var podIP = process.PodIP.ToString();
        if (container.Map("startupProbe") is { } startup)
        {
            var passed = new TaskCompletionSource();
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var probing = new Prober(startup, container, podIP, _node.Time).RunAsync(
                initially: false, (success, _) => passed.TrySetResult(), failure => Warn("Unhealthy", $"Startup probe failed: {failure}"), waiting.Token);
            await passed.Task.WaitAsync(cancellationToken);
            await waiting.CancelAsync();
            await probing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var probes = new List<Task>();
        if (container.Map("readinessProbe") is { } readiness)
        {
            probes.Add(new Prober(readiness, container, podIP, _node.Time).RunAsync(
                initially: false,
                (success, _) => SetReady(state, success),
                failure => Warn("Unhealthy", $"Readiness probe failed: {failure}"),
                cancellationToken));
        }
        else
        {
            SetReady(state, true);
        }

        if (container.Map("livenessProbe") is { } liveness)
        {
            probes.Add(new Prober(liveness, container, podIP, _node.Time).RunAsync(
                initially: true,
                (success, failure) => OnLiveness(process, state, success, failure),
                failure => Warn("Unhealthy", $"Liveness probe failed: {failure}"),
                cancellationToken));
        }

        await Task.WhenAll(probes);
    }

    private void OnLiveness(AttachedProcess process, ContainerState state, bool success, string failure)
    {
        // A pod that ends is not started again.
        if (!success && !IsEnding)
        {
            Tell("Killing", $"Container {state.Name} failed liveness probe, will be restarted");
            process.Kill($"the liveness probe failed: {failure}");
        }
    }
}
