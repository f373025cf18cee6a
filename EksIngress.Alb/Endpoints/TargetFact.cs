using System.Globalization;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Endpoints;

/// <summary>A target that is registered.</summary>
/// <param name="Id">Address or instance.</param>
/// <param name="Port">Its port.</param>
/// <param name="Health">Null when AWS does not tell.</param>
public sealed record TargetFact(string Id, int Port, TargetHealthFact? Health)
{
    /// <summary>Server id of a target of QUIC; null for all others.</summary>
    public string? QuicServerId { get; init; }

    /// <summary>Zone of the target, or <c>all</c>, as AWS tells it; null when it does not. The target is taken out with it.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary><c>ID:PORT</c>, or <c>ID:PORT:SERVER_ID</c>.</summary>
    public string Identifier => IdentifierOf(Id, Port, QuicServerId);

    /// <summary>Whether it is healthy; not when AWS does not tell.</summary>
    public bool IsHealthy => Health?.State == "healthy";

    /// <summary>Whether its first health checks have not been answered yet.</summary>
    public bool IsInitial => Health?.State == "initial";

    /// <summary>Whether it is gone: AWS describes what it is asked for by name, even if it is not registered.</summary>
    public bool IsNotRegistered => Health is { State: "unused", Reason: "Target.NotRegistered" };

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

    internal static string IdentifierOf(string id, int port, string? quicServerId = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{id}:{port}{(quicServerId is null ? "" : ":")}{quicServerId}");
}
