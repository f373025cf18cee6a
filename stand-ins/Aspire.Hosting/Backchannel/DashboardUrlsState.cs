namespace Aspire.Hosting.Backchannel;

/// <summary>Where a browser gets to the dashboard.</summary>
internal sealed record DashboardUrlsState(bool DashboardHealthy, string? BaseUrlWithLoginToken);
