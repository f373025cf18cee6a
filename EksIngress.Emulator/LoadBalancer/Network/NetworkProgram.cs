using System.Collections.Frozen;
using System.Globalization;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer.Metrics;

namespace EksIngress.Emulator.LoadBalancer.Network;

/// <summary>What a listener of a Network Load Balancer needs to know to pass a connection on. Immutable; new connections take the one in force.</summary>
internal sealed class NetworkProgram
{
    public NetworkProgram(ListenerSource source, Func<string, TargetGroupRuntime> targetGroups)
    {
        var arn = source.Rules[^1].TargetGroupArns.Single();
        TargetGroup = targetGroups(arn);
        IdleTimeout = source.Listener.Attributes.Seconds(AttributeTable.TcpIdleTimeout);
        Tags = new ExchangeTags(ElbArns.Dimension(source.LoadBalancer.Arn), null, null);
        LocalPorts = source.Siblings.ToFrozenDictionary(
            sibling => sibling.Port.ToString(CultureInfo.InvariantCulture),
            sibling => sibling.LocalPort.ToString(CultureInfo.InvariantCulture),
            StringComparer.Ordinal);
    }

    public TargetGroupRuntime TargetGroup { get; }

    /// <summary>How long a connection may be silent: 60 to 6,000 seconds.</summary>
    public TimeSpan IdleTimeout { get; }

    /// <summary>Dimensions of its metrics.</summary>
    public ExchangeTags Tags { get; }

    /// <summary>Bound port by listener port, for all listeners of the load balancer.</summary>
    public FrozenDictionary<string, string> LocalPorts { get; }
}
