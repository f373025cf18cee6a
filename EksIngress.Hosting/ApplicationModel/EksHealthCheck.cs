namespace Aspire.Hosting.ApplicationModel;

/// <summary>How the load balancer asks targets for their state. What is null is its default.</summary>
internal sealed record EksHealthCheck(string? Path, TimeSpan? Interval, TimeSpan? Timeout, int? HealthyThreshold, int? UnhealthyThreshold, string? SuccessCodes);
