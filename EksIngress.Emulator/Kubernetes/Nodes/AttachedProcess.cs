using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>A process that Aspire runs and that stands for a container, for as long as its socket is open.</summary>
/// <param name="containerPort">Port that it listens on at <see cref="PodIP"/>.</param>
/// <param name="tokenFile">Where its AWS SDK reads the web identity token; null when it has none.</param>
internal sealed class AttachedProcess(
    string workload, string inNamespace, IPAddress podIP, int containerPort, int processId, string? tokenFile, TimeProvider time)
{
    // Lines written before a pod took the process; its log begins with them.
    private const int EarlyLines = 200;

    private readonly Lock _gate = new();
    private readonly Queue<ContainerLogLine> _early = new();
    private readonly List<ProcessHolder> _holders = [];
    private readonly HashSet<string> _leaving = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ContainerLog? _log;

    public string Workload { get; } = workload;

    public string Namespace { get; } = inNamespace;

    public IPAddress PodIP { get; } = podIP;

    public int ContainerPort { get; } = containerPort;

    public int ProcessId { get; } = processId;

    public string? TokenFile { get; } = tokenFile;

    /// <summary>Messages on their way to the process.</summary>
    public Channel<JsonObject> Outgoing { get; } = Channel.CreateBounded<JsonObject>(64);

    /// <summary>Completes when the socket is closed: the container has ended.</summary>
    public Task Ended => _ended.Task;

    public void End() => _ended.TrySetResult();

    /// <summary>The pods that have it, the one it speaks for last. More than one only while one takes the place of another.</summary>
    public IReadOnlyList<ProcessHolder> Holders
    {
        get
        {
            lock (_gate)
            {
                return [.. _holders];
            }
        }
    }

    /// <summary>Those of <see cref="Holders"/> that are not about to end.</summary>
    public IReadOnlyList<ProcessHolder> StayingHolders
    {
        get
        {
            lock (_gate)
            {
                return [.. _holders.Where(holder => !_leaving.Contains(holder.Uid))];
            }
        }
    }

    /// <summary>A pod that has it is about to end.</summary>
    /// <returns>False when the pod does not have it.</returns>
    public bool Leave(string podUid)
    {
        lock (_gate)
        {
            return _holders.Exists(holder => holder.Uid == podUid) && _leaving.Add(podUid);
        }
    }

    public void Hold(ProcessHolder holder)
    {
        lock (_gate)
        {
            _holders.Add(holder);
        }
    }

    /// <returns>True when nobody has it any more.</returns>
    public bool Release(string podUid)
    {
        lock (_gate)
        {
            _holders.RemoveAll(holder => holder.Uid == podUid);
            _leaving.Remove(podUid);
            return _holders.Count == 0;
        }
    }

    public void Bind(JsonObject pod, ContainerLog log)
    {
        lock (_gate)
        {
            _log = log;
            while (_early.TryDequeue(out var line))
            {
                log.Write(line.Time, line.Text);
            }
        }

        Outgoing.Writer.TryWrite(new JsonObject
        {
            ["type"] = "bound",
            ["pod"] = pod.Name(),
            ["namespace"] = pod.Namespace(),
            ["node"] = pod.Text("spec", "nodeName"),
            ["serviceAccount"] = pod.Text("spec", "serviceAccountName"),
        });
    }

    public void Unbind()
    {
        lock (_gate)
        {
            _log = null;
        }

        Outgoing.Writer.TryWrite(new JsonObject { ["type"] = "unbound" });
    }

    /// <summary>Tells the process that its container is killed, and why; it ends then.</summary>
    public void Kill(string reason) =>
        Outgoing.Writer.TryWrite(new JsonObject { ["type"] = "error", ["message"] = reason });

    /// <summary>The process wrote a line.</summary>
    public void Append(string line)
    {
        lock (_gate)
        {
            if (_log is not null)
            {
                _log.Write(time.GetUtcNow(), line);
                return;
            }

            _early.Enqueue(new(time.GetUtcNow(), line));
            if (_early.Count > EarlyLines)
            {
                _early.Dequeue();
            }
        }
    }
}
