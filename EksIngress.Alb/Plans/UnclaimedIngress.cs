namespace EksIngress.Alb.Plans;

/// <summary>An Ingress that the controller builds nothing for.</summary>
/// <param name="Ingress"><c>namespace/name</c></param>
/// <param name="Reason">Why; the controller's own text when it reports it.</param>
/// <param name="IsReported">
/// True when the controller reports it (event <c>FailedLoadGroupID</c>); false when it says nothing, because the Ingress is meant for someone else.
/// </param>
public sealed record UnclaimedIngress(string Ingress, string Reason, bool IsReported);
