using System.Buffers;
using System.Collections.Concurrent;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer.AccessLogs;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.LoadBalancer.Metrics;
using EksIngress.Emulator.LoadBalancer.Network;
using EksIngress.Emulator.LoadBalancer.SignIn;
using EksIngress.Emulator.LoadBalancer.Targets;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>
/// What answers at the addresses of load balancers. It follows the snapshots of the ELBv2 store, and keeps what lives longer
/// than one: open ports, the health of targets, requests in flight.
/// </summary>
internal sealed class LoadBalancerDataPlane(
    IEnumerable<IExchangeObserver> observers,
    ListenerConnections connections,
    AuthenticationGate gate,
    TargetGroupServices targetGroupServices,
    TimeProvider time,
    ILoggerFactory loggerFactory) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, IListenerServer> _listeners = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TargetGroupRuntime> _targetGroups = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<IListenerServer> _left = new();
    private readonly ConcurrentDictionary<IListenerServer, Task> _leaving = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly DeadlineSweep _sweep = new(time);
    private readonly ILogger _logger = loggerFactory.CreateLogger<LoadBalancerDataPlane>();

    // Made with the first group: an initializer cannot refer to the groups.
    private HostMetrics? _hostMetrics;

    /// <summary>Binds a port for a listener that is about to be stored; its rules come with the next snapshot.</summary>
    /// <returns>The port on 127.0.0.1.</returns>
    /// <exception cref="IOException">No port is free.</exception>
    public Task<int> OpenListenerAsync(string listenerArn, int port, CancellationToken cancellationToken) =>
        OpenAsync(listenerArn, port, ListenerServer.LocalPorts(port), cancellationToken);

    /// <summary>
    /// As <see cref="OpenListenerAsync"/>, for a listener that gets another port: requests come in at the one that it had until the next snapshot is
    /// published, and those that run then may end, however long they take.
    /// </summary>
    public async Task<int> MoveListenerAsync(string listenerArn, int port, CancellationToken cancellationToken)
    {
        var before = _listeners[listenerArn];
        var localPort = await OpenListenerAsync(listenerArn, port, cancellationToken);
        _left.Enqueue(before);
        return localPort;
    }

    /// <summary>As <see cref="OpenListenerAsync"/>, for a listener of an earlier run: the port it had then comes first.</summary>
    public Task<int> ReopenListenerAsync(Listener listener, CancellationToken cancellationToken) =>
        OpenAsync(listener.Arn, listener.Port, ListenerServer.LocalPorts(listener.Port).Prepend(listener.LocalPort), cancellationToken);

    /// <summary>
    /// Follows a change of one region. Requests that run keep the rules they started with; ports of deleted listeners are free when this returns.
    /// </summary>
    public async Task PublishAsync(ElbState previous, ElbState next)
    {
        Apply(next);
        foreach (var arn in previous.TargetGroups.Keys.Where(arn => !next.TargetGroups.ContainsKey(arn)))
        {
            if (_targetGroups.TryRemove(arn, out var group))
            {
                group.Dispose();
            }
        }

        while (_left.TryDequeue(out var server))
        {
            // The port is free when this is back; the rest is not waited for.
            _leaving[server] = server.LeaveAsync(_stop.Token);
        }

        foreach (var (server, _) in _leaving.Where(pair => pair.Value.IsCompletedSuccessfully))
        {
            _leaving.TryRemove(server, out _);
        }

        await Task.WhenAll(previous.Listeners.Keys.Where(arn => !next.Listeners.ContainsKey(arn)).ToList().Select(CloseAsync));
    }

    /// <summary>By id and port; those that drain are among them.</summary>
    public IReadOnlyList<TargetHealth> DescribeTargetHealth(string targetGroupArn) => GetTargetGroup(targetGroupArn).Describe();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_listeners.Keys.Select(CloseAsync).Concat(_leaving.Values).Concat(_left.Select(server => server.DisposeAsync().AsTask())));
        foreach (var group in _targetGroups.Values)
        {
            group.Dispose();
        }

        _hostMetrics?.Dispose();
        _sweep.Dispose();
        _stop.Dispose();
    }

    // Requests go by the old rules until it is done.
    private void Apply(ElbState next)
    {
        var rules = RulesOf(next);
        var uses = UsesOf(next, rules);
        foreach (var group in next.TargetGroups.Values)
        {
            GetTargetGroup(group.Arn).Apply(group, uses.GetValueOrDefault(group.Arn));
        }

        foreach (var listener in next.Listeners.Values)
        {
            var source = new ListenerSource(
                listener,
                next.LoadBalancers[listener.LoadBalancerArn],
                rules[listener.Arn],
                [.. next.ListenersOf(listener.LoadBalancerArn)]);
            _listeners[listener.Arn].Apply(source, GetTargetGroup);
        }
    }

    // Of each listener, in evaluation order, the default rule last. One pass over the rules, which may be many.
    private static Dictionary<string, ArraySegment<ListenerRule>> RulesOf(ElbState state)
    {
        var rules = new Dictionary<string, ArraySegment<ListenerRule>>(state.Listeners.Count, StringComparer.Ordinal);
        var all = new ListenerRule[state.Rules.Count];
        var order = ArrayPool<int>.Shared.Rent(all.Length);
        var (first, count) = (0, 0);
        foreach (var (_, rule) in state.Rules)
        {
            // In the order of their ARNs, the rules of a listener stand together.
            if (count > first && all[first].ListenerArn != rule.ListenerArn)
            {
                Close();
            }

            order[count] = rule.Priority ?? int.MaxValue;
            all[count++] = rule;
        }

        Close();
        ArrayPool<int>.Shared.Return(order);
        return rules;

        void Close()
        {
            if (count > first)
            {
                order.AsSpan(first..count).Sort(all.AsSpan(first..count));
                rules.Add(all[first].ListenerArn, new ArraySegment<ListenerRule>(all, first, count - first));
                first = count;
            }
        }
    }

    private static Dictionary<string, TargetGroupUse> UsesOf(ElbState state, Dictionary<string, ArraySegment<ListenerRule>> rules)
    {
        var byBalancer = state.LoadBalancers.Values.ToDictionary(balancer => balancer.Arn, Use, StringComparer.Ordinal);
        var uses = new Dictionary<string, TargetGroupUse>(StringComparer.Ordinal);
        foreach (var listener in state.Listeners.Values)
        {
            var use = byBalancer[listener.LoadBalancerArn];
            var last = "";
            foreach (var rule in rules[listener.Arn])
            {
                // By index, as many rules make many enumerators. Only the last action forwards.
                if (rule.Actions[^1] is not RuleAction.Forward { TargetGroups: var groups })
                {
                    continue;
                }

                for (var i = 0; i < groups.Count; i++)
                {
                    // Neighbours often forward to the same group.
                    if (groups[i].TargetGroupArn is var arn && arn != last)
                    {
                        uses[last = arn] = use;
                    }
                }
            }
        }

        return uses;
    }

    private static TargetGroupUse Use(Aws.ElbV2.LoadBalancer balancer) => new(
        ElbArns.Dimension(balancer.Arn),
        [.. balancer.Subnets.Select(subnet => subnet.AvailabilityZone).Order(StringComparer.Ordinal)],
        AccessLogTarget.OfHealthChecks(balancer));

    private async Task<int> OpenAsync(string listenerArn, int port, IEnumerable<int> localPorts, CancellationToken cancellationToken)
    {
        var context = new ListenerContext(time, _sweep, [.. observers], gate, _logger);
        IListenerServer server = ElbTypes.IsNetwork(listenerArn)
            ? NetworkListenerServer.Start(port, localPorts, context, connections.Albs)
            : await ListenerServer.StartAsync(port, localPorts, context, connections, loggerFactory, cancellationToken);
        _listeners[listenerArn] = server;
        LoadBalancerLog.ListenerOpened(_logger, listenerArn, port, server.LocalPort);
        return server.LocalPort;
    }

    private async Task CloseAsync(string listenerArn)
    {
        if (_listeners.TryRemove(listenerArn, out var server))
        {
            await server.DisposeAsync();
            LoadBalancerLog.ListenerClosed(_logger, listenerArn, server.LocalPort);
        }
    }

    private TargetGroupRuntime GetTargetGroup(string arn)
    {
        _hostMetrics ??= new HostMetrics(() => _targetGroups.Values);
        return _targetGroups.GetOrAdd(arn, static (key, services) => new TargetGroupRuntime(key, services), targetGroupServices);
    }
}
