namespace EksIngress.Emulator.LoadBalancer;

/// <summary>States of a target, as DescribeTargetHealth names them.</summary>
internal enum TargetHealthState
{
    /// <summary>Registered; no health check has decided yet.</summary>
    Initial,

    Healthy,

    Unhealthy,

    /// <summary>Not registered, or no listener forwards to its group: not checked, no traffic.</summary>
    Unused,

    /// <summary>Deregistered; requests that it has may still end.</summary>
    Draining,
}
