namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>The body of a request did not come as announced.</summary>
/// <param name="statusCode">What the client gets: 400, or 408 for a body that stopped coming.</param>
internal sealed class ClientBodyException(int statusCode, string message) : IOException(message)
{
    public int StatusCode => statusCode;
}
