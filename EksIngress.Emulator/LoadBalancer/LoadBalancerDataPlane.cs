using System.Collections.Concurrent;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.LoadBalancer.Metrics;
using EksIngress.Emulator.LoadBalancer.SignIn;
using EksIngress.Emulator.LoadBalancer.Stickiness;
using EksIngress.Emulator.LoadBalancer.Targets;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>
/// What answers at the addresses of load balancers. It follows the snapshots of the ELBv2 store, and keeps what lives longer
/// than one: open ports, the health of targets, requests in flight.
/// </summary>
internal sealed class LoadBalancerDataPlane(
    IEnumerable<IExchangeObserver> observers,
    ListenerConnections connections,
    AuthenticationGate gate,
    TimeProvider time,
    IOptions<EmulatorOptions> options,
    ILoggerFactory loggerFactory) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ListenerServer> _listeners = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TargetGroupRuntime> _targetGroups = new(StringComparer.Ordinal);
    private readonly DeadlineSweep _sweep = new(time);
    private readonly ILogger _logger = loggerFactory.CreateLogger<LoadBalancerDataPlane>();
    private readonly TargetGroupServices _services = new(
        new HealthProbe(time, loggerFactory.CreateLogger<HealthProbe>()).CheckAsync,
        new StickyContext(StickinessCodec.Create(), time),
        time,
        options.Value.TimeScale,
        loggerFactory.CreateLogger<TargetGroupRuntime>());

    // Made with the first group: an initializer cannot refer to the groups.
    private HostMetrics? _hostMetrics;

    /// <summary>Binds a port for a listener that is about to be stored; its rules come with the next snapshot.</summary>
    /// <returns>The port on 127.0.0.1.</returns>
    /// <exception cref="IOException">No port is free.</exception>
    public Task<int> OpenListenerAsync(string listenerArn, int port, CancellationToken cancellationToken) =>
        OpenAsync(listenerArn, port, ListenerServer.LocalPorts(port), cancellationToken);

    /// <summary>As <see cref="OpenListenerAsync"/>, for a listener of an earlier run: the port it had then comes first.</summary>
    public Task<int> ReopenListenerAsync(Listener listener, CancellationToken cancellationToken) =>
        OpenAsync(listener.Arn, listener.Port, ListenerServer.LocalPorts(listener.Port).Prepend(listener.LocalPort), cancellationToken);

    /// <summary>
    /// Follows a change of one region. Requests that run keep the rules they started with; ports of deleted listeners are free when this returns.
    /// </summary>
    public async Task PublishAsync(ElbState previous, ElbState next)
    {
        var uses = UsesOf(next);
        foreach (var group in next.TargetGroups.Values)
        {
            GetTargetGroup(group.Arn).Apply(group, uses.GetValueOrDefault(group.Arn));
        }

        foreach (var listener in next.Listeners.Values)
        {
            var source = new ListenerSource(
                listener,
                next.LoadBalancers[listener.LoadBalancerArn],
                [.. next.RulesOf(listener.Arn)],
                [.. next.ListenersOf(listener.LoadBalancerArn)]);
            _listeners[listener.Arn].Apply(source, GetTargetGroup);
        }

        foreach (var arn in previous.TargetGroups.Keys.Where(arn => !next.TargetGroups.ContainsKey(arn)))
        {
            if (_targetGroups.TryRemove(arn, out var group))
            {
                group.Dispose();
            }
        }

        var closed = previous.Listeners.Keys.Where(arn => !next.Listeners.ContainsKey(arn)).ToList();
        await Task.WhenAll(closed.Select(CloseAsync));
    }

    /// <summary>By id and port; those that drain are among them.</summary>
    public IReadOnlyList<TargetHealth> DescribeTargetHealth(string targetGroupArn) => GetTargetGroup(targetGroupArn).Describe();

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_listeners.Keys.Select(CloseAsync));
        foreach (var group in _targetGroups.Values)
        {
            group.Dispose();
        }

        _hostMetrics?.Dispose();
        _sweep.Dispose();
    }

    private static Dictionary<string, TargetGroupUse> UsesOf(ElbState state)
    {
        var byBalancer = state.LoadBalancers.Values.ToDictionary(balancer => balancer.Arn, Use, StringComparer.Ordinal);
        var uses = new Dictionary<string, TargetGroupUse>(StringComparer.Ordinal);
        var listener = default(Listener);
        foreach (var rule in state.Rules.Values)
        {
            // In the order of their ARNs, the rules of a listener stand together.
            listener = listener?.Arn == rule.ListenerArn ? listener : state.Listeners[rule.ListenerArn];
            foreach (var arn in rule.TargetGroupArns)
            {
                uses[arn] = byBalancer[listener.LoadBalancerArn];
            }
        }

        return uses;
    }

    private static TargetGroupUse Use(Aws.ElbV2.LoadBalancer balancer) => new(
        ElbArns.Dimension(balancer.Arn),
        [.. balancer.Subnets.Select(subnet => subnet.AvailabilityZone).Order(StringComparer.Ordinal)]);

    private async Task<int> OpenAsync(string listenerArn, int port, IEnumerable<int> localPorts, CancellationToken cancellationToken)
    {
        var context = new ListenerContext(time, _sweep, [.. observers], gate, _logger);
        var server = await ListenerServer.StartAsync(port, localPorts, context, connections, loggerFactory, cancellationToken);
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
        return _targetGroups.GetOrAdd(arn, key => new TargetGroupRuntime(key, _services));
    }
}
