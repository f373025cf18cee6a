namespace EksIngress.Emulator.LoadBalancer.Tls;

/// <summary>The handshake of a connection; a feature of it while it lasts.</summary>
/// <param name="start">Timestamp.</param>
internal sealed class Handshake(long start)
{
    public long Start => start;

    public bool IsDone { get; set; }
}
