using System.Globalization;
using EksIngress.Alb.Kubernetes;

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

    // Milliseconds since 1970 of an object that a manifest has are those of Go's zero time.
    internal static string WithTimestamp(string identifier, ObjectMeta metadata)
    {
        const long zeroTime = -62_135_596_800_000;
        var milliseconds = metadata.CreationTimestamp is { } created
            ? DateTimeOffset.Parse(created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds()
            : zeroTime;
        return string.Create(CultureInfo.InvariantCulture, $"{identifier}:{milliseconds}");
    }

    internal static string IdentifierOf(string id, int port) => string.Create(CultureInfo.InvariantCulture, $"{id}:{port}");
}
