using System.Globalization;
using System.Text;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.LoadBalancer.SignIn;
using EksIngress.Emulator.LoadBalancer.Targets;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>What all connections of a listener share.</summary>
internal sealed class ListenerContext(
    TimeProvider time,
    DeadlineSweep sweep,
    IReadOnlyList<IExchangeObserver> observers,
    AuthenticationGate gate,
    ILogger logger)
{
    /// <summary>After as many requests a connection of HTTP/2 takes no more.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html</remarks>
    public const int MaxRequestsPerHttp2Connection = 10_000;

    private readonly IExchangeObserver[] _observers = [.. observers];

    // Null until the first rules are published, right after the port was bound.
    private volatile ListenerProgram? _program;
    private volatile DateText _date = new(-1, []);

    public TimeProvider Time => time;

    public DeadlineSweep Sweep => sweep;

    /// <summary>Executes what comes before a rule's action.</summary>
    public AuthenticationGate Gate => gate;

    public ILogger Logger => logger;

    public ListenerProgram? Program => _program;

    /// <summary>From the next request on, the new program is in force.</summary>
    public void Swap(ListenerProgram program) => _program = program;

    /// <summary>Timestamp of a later time.</summary>
    public long After(long timestamp, TimeSpan span) => timestamp + (long)(span.TotalSeconds * time.TimestampFrequency);

    public void Completed(in ExchangeRecord exchange)
    {
        foreach (var observer in _observers)
        {
            observer.OnCompleted(exchange);
        }
    }

    /// <summary>The time as a Date header has it.</summary>
    public ReadOnlySpan<byte> Date()
    {
        var now = time.GetUtcNow();
        var date = _date;
        if (date.Second != now.ToUnixTimeSeconds())
        {
            date = new DateText(now.ToUnixTimeSeconds(), Encoding.ASCII.GetBytes(now.ToString("r", CultureInfo.InvariantCulture)));
            _date = date;
        }

        return date.Text;
    }

    private sealed record DateText(long Second, byte[] Text);
}
