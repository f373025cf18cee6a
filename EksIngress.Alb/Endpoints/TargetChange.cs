namespace EksIngress.Alb.Endpoints;

/// <summary>What brings a target group in line with the endpoints of its Service.</summary>
/// <typeparam name="TEndpoint"><see cref="PodEndpoint"/> or <see cref="NodePortEndpoint"/>.</typeparam>
/// <param name="Matched">Endpoints that are targets already, by identifier.</param>
/// <param name="Register">Targets to register, by identifier.</param>
/// <param name="Deregister">Targets to deregister, by identifier.</param>
public sealed record TargetChange<TEndpoint>(
    IReadOnlyList<(TEndpoint Endpoint, TargetFact Target)> Matched,
    IReadOnlyList<(TEndpoint Endpoint, TargetRegistration Target)> Register,
    IReadOnlyList<TargetFact> Deregister);
