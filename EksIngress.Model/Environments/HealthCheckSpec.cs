namespace EksIngress.Model.Environments;

/// <summary>How an ALB asks the targets of an Ingress for their state. What is null is left to the load balancer controller.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html</remarks>
public sealed record HealthCheckSpec
{
    /// <summary>Path that is asked; null for each workload's own readiness path.</summary>
    public string? Path { get; init; }

    /// <summary>Seconds between two checks of a target, 5 to 300. The controller sends 15.</summary>
    public int? IntervalSeconds { get; init; }

    /// <summary>Seconds after which a check has failed, 2 to 120, less than the interval. The controller sends 5.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>Good answers in a row that make a target healthy, 2 to 10. The controller sends 2.</summary>
    public int? HealthyThreshold { get; init; }

    /// <summary>Bad answers in a row that make a target unhealthy, 2 to 10. The controller sends 2.</summary>
    public int? UnhealthyThreshold { get; init; }

    /// <summary>HTTP statuses that are good, from 200 to 499: <c>200</c>, <c>200,202</c> or <c>200-299</c>. The controller sends 200.</summary>
    public string? SuccessCodes { get; init; }
}
