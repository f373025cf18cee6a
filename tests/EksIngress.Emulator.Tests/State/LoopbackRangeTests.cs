using System.Net;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Tests.State;

/// <summary>
/// An environment that is kept has its range of addresses for good. While it stands still nobody holds that, so what others that start meanwhile
/// take by chance must lie elsewhere.
/// </summary>
public sealed class LoopbackRangeTests
{
    private const byte FirstPassing = 157;

    [Fact]
    public void Range_EnvironmentThatIsNotKept_IsNoneOfThoseThatAreKept()
    {
        using var network = new LoopbackNetwork();

        Assert.InRange(NumberOf(network), FirstPassing, (byte)249);
    }

    [Fact]
    public void Range_EnvironmentThatIsKept_IsOneOfThose()
    {
        using var directory = new JournalDirectory();
        using var opened = directory.Open();
        using var network = new LoopbackNetwork(
            new Guarded<EmulatorState>("emulator", EmulatorState.Empty, opened.Journal),
            new Guarded<KubernetesState>("kubernetes.clusters", KubernetesState.Empty, opened.Journal));

        Assert.InRange(NumberOf(network), (byte)64, (byte)(FirstPassing - 1));
    }

    // 127.N.0.0/17
    private static byte NumberOf(LoopbackNetwork network) => IPAddress.Parse(network.PodRange.Split('/')[0]).GetAddressBytes()[1];
}
