using System.IO.Pipelines;

namespace EksIngress.Emulator.LoadBalancer.Http2;

/// <summary>What the web server's HTTP/2 reads from and writes to.</summary>
internal sealed class Http2Transport(IDuplexPipe connection) : IDuplexPipe
{
    public PipeReader Input => connection.Input;

    public PipeWriter Output { get; } = new Http2SettingsWriter(connection.Output);
}
