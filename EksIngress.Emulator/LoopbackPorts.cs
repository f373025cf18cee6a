using System.Net;
using System.Net.Sockets;

namespace EksIngress.Emulator;

/// <summary>Looks at ports of 127.0.0.1.</summary>
internal static class LoopbackPorts
{
    /// <summary>False as well for a port that this user may not bind.</summary>
    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
