using EksIngress.Emulator.LoadBalancer.Sockets;

namespace EksIngress.Emulator.Tests.LoadBalancer;

public sealed class ShortTurnsTests
{
    // What a thread of the pool does next must not find itself scheduled otherwise.
    [Fact]
    public void Begin_UntilDisposed_KeepsNiceValueAndPolicyOfTheThread()
    {
        var before = Scheduling();
        (string Nice, string RealTime, string Policy) within;

        using (ShortTurns.Begin())
        {
            within = Scheduling();
        }

        Assert.Equal(before, within);
        Assert.Equal(before, Scheduling());
    }

    // Fields 19, 40 and 41. The second, the name, may have spaces; it ends with the last parenthesis.
    // Source: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    private static (string Nice, string RealTime, string Policy) Scheduling()
    {
        var stat = File.ReadAllText("/proc/thread-self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (fields[19 - 3], fields[40 - 3], fields[41 - 3]);
    }
}
