using System.Globalization;

namespace EksIngress.Alb.Endpoints;

/// <summary>A target that is registered.</summary>
/// <param name="Id">Address or instance.</param>
/// <param name="Port">Its port.</param>
/// <param name="Health">Null when AWS does not tell.</param>
public sealed record TargetFact(string Id, int Port, TargetHealthFact? Health)
{
    /// <summary><c>ID:PORT</c></summary>
    public string Identifier => IdentifierOf(Id, Port);

    /// <summary>Whether it is on its way out; such a target is none that an endpoint could match.</summary>
    public bool IsDraining => Health?.State is "draining" or "unhealthy.draining";

    internal static string IdentifierOf(string id, int port) => string.Create(CultureInfo.InvariantCulture, $"{id}:{port}");
}
