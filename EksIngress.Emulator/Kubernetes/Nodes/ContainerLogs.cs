using System.Collections.Concurrent;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The logs of all containers of a cluster; a pod's go with the pod.</summary>
internal sealed class ContainerLogs
{
    private readonly ConcurrentDictionary<(string PodUid, string Container), ContainerLog> _logs = new();

    public ContainerLog? Find(string podUid, string container) => _logs.GetValueOrDefault((podUid, container));

    public ContainerLog Open(string podUid, string container) => _logs.GetOrAdd((podUid, container), _ => new());

    public void Remove(string podUid)
    {
        foreach (var key in _logs.Keys.Where(key => key.PodUid == podUid))
        {
            if (_logs.TryRemove(key, out var log))
            {
                log.End();
            }
        }
    }
}
