using System.Collections.Concurrent;

namespace EksIngress.Emulator.LoadBalancer.Network;

/// <summary>The listeners of Application Load Balancers, as Network Load Balancers and their health checks look for them.</summary>
internal sealed class AlbListeners
{
    private readonly ConcurrentDictionary<(string LoadBalancerArn, int Port), ListenerServer> _servers = new();

    /// <summary>Null when the load balancer has no listener on the port.</summary>
    public ListenerServer? Find(string loadBalancerArn, int port) => _servers.GetValueOrDefault((loadBalancerArn, port));

    public void Set(string loadBalancerArn, int port, ListenerServer server) => _servers[(loadBalancerArn, port)] = server;

    public void Remove(ListenerServer server)
    {
        foreach (var entry in _servers.Where(pair => pair.Value == server))
        {
            _servers.TryRemove(entry);
        }
    }
}
