using System.Net;
using System.Net.Sockets;

namespace EksIngress.Bench;

/// <summary>Ports of loopback.</summary>
internal static class Ports
{
    /// <summary>A port that was free a moment ago, for programs that must be told theirs.</summary>
    public static int FindFree()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
