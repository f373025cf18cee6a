namespace EksIngress.Alb.Endpoints;

/// <summary>A target as it is to be registered.</summary>
/// <param name="Id">Address or instance.</param>
/// <param name="Port">Its port.</param>
/// <param name="AvailabilityZone">
/// For an address outside the VPC: <c>all</c>, or the zone of its node. Null lets Elastic Load Balancing find the zone.
/// </param>
public sealed record TargetRegistration(string Id, int Port, string? AvailabilityZone = null)
{
    /// <summary>Server id of a target of QUIC; null for all others.</summary>
    public string? QuicServerId { get; init; }
}
