using k8s;

namespace EksIngress.Emulator.LoadBalancerController.Cluster;

/// <summary>How to list and watch one kind.</summary>
/// <param name="List">All objects with the version of the list.</param>
/// <param name="Watch">Changes after a version, until the server ends the watch.</param>
internal sealed record ListWatch<T>(
    Func<CancellationToken, Task<(IEnumerable<T> Items, string Version)>> List,
    Func<string, CancellationToken, IAsyncEnumerable<(WatchEventType Type, T Item)>> Watch);
