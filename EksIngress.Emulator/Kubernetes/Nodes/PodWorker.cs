using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Runs one pod: its files, its containers, their probes, and its status.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The sources may be cancelled twice, by the pod's end and by the kubelet's; the timer of the one that has one is taken off then.")]
internal sealed partial class PodWorker
{
    private readonly NodeServices _node;
    private readonly PodVolumes _volumes;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly DateTimeOffset _startedAt;
    private readonly List<(JsonObject Spec, ContainerState State)> _containers;
    private Task _running = Task.CompletedTask;
    private volatile JsonObject _pod;
    private string? _podIP;
    private bool _ownsAddress;

    private PodWorker(NodeServices node, JsonObject pod)
    {
        _node = node;
        _pod = pod;
        _startedAt = node.Time.GetUtcNow();
        _grace = new CancellationTokenSource(Timeout.InfiniteTimeSpan, node.Time);
        _volumes = new PodVolumes(node, pod);
        _containers = [.. pod.Items("spec", "containers").Select(container => (container, new ContainerState(container.Text("name")!, container.Text("image") ?? "")))];
    }

    public static PodWorker Start(NodeServices node, JsonObject pod)
    {
        var worker = new PodWorker(node, pod);
        worker._running = Task.Run(() => worker.RunAsync(worker._stopping.Token));
        return worker;
    }

    /// <summary>The object changed; a readiness gate may have.</summary>
    public void Update(JsonObject pod)
    {
        var gatesBefore = Gates(_pod);
        _pod = pod;
        if (Gates(pod) != gatesBefore)
        {
            WriteStatus();
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_pod.Items("spec", "initContainers").FirstOrDefault() is { } init)
            {
                Refuse("InitContainersNotEmulated", $"init container {init.Text("name")}: the emulator runs no init containers");
                return;
            }

            await PrepareFilesAsync(cancellationToken);
            var tasks = _containers.Select(container => RunContainerAsync(container.Spec, container.State, cancellationToken)).ToList();
            tasks.Add(RefreshFilesAsync(cancellationToken));
            await Task.WhenAll(tasks);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The pod ends.
        }
#pragma warning disable CA1031 // The boundary of a pod: its fault is its own, logged, and shown as its state.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogPodFailed(_node.Logger, _pod.Key(), exception);
            Refuse("RunContainerError", exception.Message);
        }
    }

    /// <summary>Secrets and ConfigMaps may come after the pod; a kubelet tries again until they do.</summary>
    private async Task PrepareFilesAsync(CancellationToken cancellationToken)
    {
        for (var delay = TimeSpan.FromMilliseconds(200); ; delay = TimeSpan.FromSeconds(Math.Min(10, delay.TotalSeconds * 2)))
        {
            try
            {
                _volumes.Write();
                return;
            }
            catch (StatusException exception)
            {
                Warn("FailedMount", exception.Message);
                SetAll(state => state.Wait("ContainerCreating", exception.Message));
            }

            await Task.Delay(delay, _node.Time, cancellationToken);
        }
    }

    private async Task RefreshFilesAsync(CancellationToken cancellationToken)
    {
        while (_volumes.RefreshAfter is { } after)
        {
            await Task.Delay(after, _node.Time, cancellationToken);
            _volumes.Write();
        }
    }

    private async Task RunContainerAsync(JsonObject container, ContainerState state, CancellationToken cancellationToken)
    {
        WarnOfHooks(container);
        var program = _node.Programs.FirstOrDefault(program => program.Runs(state.Image));
        while (true)
        {
            var exit = program is null
                ? await RunAttachedAsync(container, state, cancellationToken)
                : await RunProgramAsync(program, container, state, cancellationToken);
            lock (_gate)
            {
                state.Terminate(exit.Code, exit.Code == 0 ? "Completed" : "Error", exit.Message, _node.Time.GetUtcNow());
            }

            WriteStatus();
            if (IsEnding)
            {
                return;
            }

            var policy = _pod.Text("spec", "restartPolicy") ?? "Always";
            if (policy == "Never" || (policy == "OnFailure" && exit.Code == 0))
            {
                return;
            }

            var delay = RestartDelay(state.RestartCount);
            lock (_gate)
            {
                state.PrepareRestart();
            }

            // An attached process comes back when somebody starts it; a program is started again, ever more slowly.
            if (program is not null && delay > TimeSpan.Zero)
            {
                Warn("BackOff", $"Back-off restarting failed container {state.Name} in pod {_pod.Name()}");
                Wait(state, "CrashLoopBackOff", $"back-off {delay.TotalSeconds:0}s restarting failed container={state.Name} pod={_pod.Name()}");
                await Task.Delay(delay, _node.Time, cancellationToken);
            }
        }
    }

    /// <summary>Kubernetes' own: at once, then 10 s doubling up to 5 min.</summary>
    private static TimeSpan RestartDelay(int restarts) =>
        restarts == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(300, 10 * Math.Pow(2, Math.Min(restarts - 1, 8))));

    private async Task<ContainerExit> RunProgramAsync(IPodProgram program, JsonObject container, ContainerState state, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_podIP is null)
            {
                _podIP = _node.Network.AllocatePodAddress(_pod.Key().ToString()).ToString();
                _ownsAddress = true;
            }
        }

        IReadOnlyDictionary<string, string> environment;
        try
        {
            environment = ContainerEnvironment.Build(_node, _pod, container, _podIP);
        }
        catch (StatusException exception)
        {
            Wait(state, "CreateContainerConfigError", exception.Message);
            return new(128, exception.Message);
        }

        var log = _node.Cluster.Logs.Open(_pod.Uid(), state.Name);
        var context = new PodContext
        {
            Name = _pod.Name(),
            Namespace = _pod.Namespace(),
            NodeName = _pod.Text("spec", "nodeName")!,
            PodIP = IPAddress.Parse(_podIP),
            Args = [.. container.Texts("command"), .. container.Texts("args")],
            Environment = environment,
            ApiServer = _node.Cluster.Info.Endpoint,
            CertificateAuthorityPem = _node.Cluster.Info.CertificateAuthorityPem,
            ResolvePath = path => _volumes.Resolve(container, path),
            Log = line => log.Write(_node.Time.GetUtcNow(), line),
            SetReady = ready => SetReady(state, ready),
        };
        Started(state);
        try
        {
            await program.RunAsync(context, cancellationToken);
            return new(0, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The boundary of a container: its exception is its exit, logged where kubectl logs shows it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            WriteLines(log, exception.ToString());
            return new(1, exception.Message);
        }
    }

    private void Started(ContainerState state)
    {
        lock (_gate)
        {
            state.Run(_node.Time.GetUtcNow());
            state.IsReady = false;
        }

        Tell("Pulled", $"Container image \"{state.Image}\" already present on machine");
        Tell("Created", $"Created container: {state.Name}");
        Tell("Started", $"Started container {state.Name}");
        WriteStatus();
    }

    private void SetReady(ContainerState state, bool ready)
    {
        lock (_gate)
        {
            state.IsReady = ready && state.IsRunning;
        }

        WriteStatus();
    }

    private void Wait(ContainerState state, string reason, string message)
    {
        lock (_gate)
        {
            state.Wait(reason, message);
        }

        WriteStatus();
    }

    /// <summary>What this node cannot run: shown as the state of every container.</summary>
    private void Refuse(string reason, string message)
    {
        Warn("Failed", message);
        SetAll(state => state.Wait(reason, message));
    }

    private void SetAll(Action<ContainerState> change)
    {
        lock (_gate)
        {
            _containers.ForEach(container => change(container.State));
        }

        WriteStatus();
    }

    private void WriteStatus()
    {
        _node.Objects.Change(
            "pods",
            _pod.Key(),
            item =>
            {
                if (item.Uid() != _pod.Uid())
                {
                    return;
                }

                lock (_gate)
                {
                    PodStatus.Apply(item, [.. _containers.Select(container => container.State)], _podIP, ContainerEnvironment.HostIP(_node, item), _startedAt, _node.Time);
                }
            },
            WriteOptions.KubeletStatus);
    }

    private void Tell(string reason, string message) => _node.Cluster.Events.Normal(_pod, "kubelet", reason, message);

    private void Warn(string reason, string message) => _node.Cluster.Events.Warning(_pod, "kubelet", reason, message);

    private static string Gates(JsonObject pod) => string.Join(
        ',', pod.Items("spec", "readinessGates").Select(gate => pod.HasCondition(gate.Text("conditionType") ?? "")));

    [LoggerMessage(Level = LogLevel.Error, Message = "Pod {Pod} failed", EventName = "PodFailed")]
    private static partial void LogPodFailed(ILogger logger, NamespacedName pod, Exception exception);

    private void WriteLines(ContainerLog log, string text)
    {
        foreach (var line in text.Split('\n'))
        {
            log.Write(_node.Time.GetUtcNow(), line.TrimEnd('\r'));
        }
    }

    private readonly record struct ContainerExit(int Code, string? Message);
}
