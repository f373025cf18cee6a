using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>Moves the state of one target by the outcomes of its health checks and the thresholds of its group. No clock, no lock.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html</remarks>
internal sealed class TargetHealthTracker
{
    private int _successes;
    private int _failures;
    private bool _isUnusable;

    public TargetHealthState State { get; private set; } = TargetHealthState.Unused;

    public string? Reason { get; private set; } = "Target.NotInUse";

    public string? Description { get; private set; } = "Target group is not configured to receive traffic from the load balancer";

    /// <summary>Registered, or its group began to be used: checks start anew.</summary>
    public void Begin() => Set(TargetHealthState.Initial, "Elb.RegistrationInProgress", "Target registration is in progress");

    /// <summary>No listener forwards to the group any more.</summary>
    public void Rest() => Set(TargetHealthState.Unused, "Target.NotInUse", "Target group is not configured to receive traffic from the load balancer");

    /// <summary>The load balancer has no subnet in the target's zone.</summary>
    public void RestInOtherZone() =>
        Set(TargetHealthState.Unused, "Target.NotInUse", "Target is in an Availability Zone that is not enabled for the load balancer");

    public void Drain() => Set(TargetHealthState.Draining, "Target.DeregistrationInProgress", "Target deregistration is in progress");

    /// <summary>Takes an outcome in.</summary>
    /// <returns>True if the state changed.</returns>
    public bool Record(ProbeOutcome outcome, HealthCheckSettings settings)
    {
        var before = State;
        if (outcome is ProbeOutcome.Unusable unusable)
        {
            if (before == TargetHealthState.Draining)
            {
                return false;
            }

            Set(TargetHealthState.Unused, unusable.Reason, unusable.Description);
            _isUnusable = true;
            return State != before;
        }

        if (_isUnusable)
        {
            Begin();
        }

        return Count(outcome, settings) || State != before;
    }

    private bool Count(ProbeOutcome outcome, HealthCheckSettings settings)
    {
        var before = State;
        if (before is not (TargetHealthState.Initial or TargetHealthState.Healthy or TargetHealthState.Unhealthy))
        {
            return false;
        }

        if (outcome is ProbeOutcome.Failure failure)
        {
            _successes = 0;
            _failures++;
            if (before == TargetHealthState.Unhealthy || _failures >= settings.UnhealthyThreshold)
            {
                (State, Reason, Description) = (TargetHealthState.Unhealthy, failure.Reason, failure.Description);
            }
            else if (before == TargetHealthState.Initial)
            {
                (Reason, Description) = ("Elb.InitialHealthChecking", "Initial health checks in progress");
            }
        }
        else
        {
            _failures = 0;
            _successes++;
            // A newly registered target needs one success, one that failed needs as many as the threshold says.
            if (before == TargetHealthState.Initial || _successes >= settings.HealthyThreshold)
            {
                (State, Reason, Description) = (TargetHealthState.Healthy, null, null);
            }
        }

        return State != before;
    }

    private void Set(TargetHealthState state, string reason, string description)
    {
        (State, Reason, Description) = (state, reason, description);
        _successes = 0;
        _failures = 0;
        _isUnusable = false;
    }
}
