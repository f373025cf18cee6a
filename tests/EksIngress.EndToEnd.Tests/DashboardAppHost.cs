namespace EksIngress.EndToEnd.Tests;

/// <summary>The product's own AppHost with its dashboard.</summary>
public sealed class DashboardAppHost : RunningAppHost
{
    protected override bool HasDashboard => true;
}
