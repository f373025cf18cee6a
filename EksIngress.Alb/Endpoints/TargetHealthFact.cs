namespace EksIngress.Alb.Endpoints;

/// <summary>Health of a target, as Elastic Load Balancing tells it.</summary>
/// <param name="State">For example <c>initial</c>, <c>healthy</c>, <c>unhealthy</c>, <c>unused</c>, <c>draining</c> or <c>unhealthy.draining</c>.</param>
/// <param name="Reason">Empty when healthy.</param>
/// <param name="Description">Empty when healthy.</param>
public sealed record TargetHealthFact(string State, string Reason = "", string Description = "")
{
    /// <summary>What is said of a target that was registered a moment ago.</summary>
    public static TargetHealthFact Registering { get; } =
        new("initial", "Elb.RegistrationInProgress", "Target registration is in progress");
}
