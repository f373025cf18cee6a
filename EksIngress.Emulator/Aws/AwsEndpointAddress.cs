using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EksIngress.Emulator.Aws;

/// <summary>Where the AWS endpoint listens; known once the server has started.</summary>
internal sealed class AwsEndpointAddress(IServer server)
{
    /// <summary>For example <c>http://127.0.0.1:4566/</c>.</summary>
    /// <exception cref="InvalidOperationException">The server has not started yet.</exception>
    public Uri Uri => Find() ?? throw new InvalidOperationException("The AWS endpoint does not listen yet.");

    public Uri? Find()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses
            .FirstOrDefault(address => address.StartsWith("http://", StringComparison.Ordinal));
        return address is null ? null : new Uri(address);
    }
}
