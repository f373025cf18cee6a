using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Text.Json;
using StreamJsonRpc;

namespace Aspire.Hosting.Backchannel;

/// <summary>Speaks JSON-RPC with one client, as the Aspire CLI does: messages with headers, JSON in camel case.</summary>
internal static class BackchannelConnection
{
    /// <summary>Serves a client from now on; the caller disposes what it gets, or waits for its completion.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The connection owns its handler, which owns formatter and stream.")]
    public static JsonRpc Serve(Socket client, object target)
    {
        var stream = new NetworkStream(client, ownsSocket: true);
        var formatter = new SystemTextJsonFormatter { JsonSerializerOptions = new JsonSerializerOptions(JsonSerializerDefaults.Web) };
        var rpc = new JsonRpc(new HeaderDelimitedMessageHandler(stream, stream, formatter), target);
        rpc.StartListening();
        return rpc;
    }

    /// <summary>Listens at a path that only this user may connect to.</summary>
    public static Socket Listen(string path)
    {
        File.Delete(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            socket.Listen();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
