namespace EksIngress.Emulator.LoadBalancer.Metrics;

/// <summary>Counts the connections of clients. CloudWatch's counts have those to targets in them as well; these do not.</summary>
internal static class ConnectionMetrics
{
    /// <summary>Counts a connection while it is served.</summary>
    public static async Task CountAsync(ListenerContext listener, Func<Task> serve)
    {
        // Those of one listener all have the same name; it is there from the first publication on.
        var tags = ElbMetrics.Tags(listener.Program?.LoadBalancerDimension, null, null);
        ElbMetrics.NewConnectionCount.Add(1, tags);
        ElbMetrics.ActiveConnectionCount.Add(1, tags);
        try
        {
            await serve();
        }
        finally
        {
            ElbMetrics.ActiveConnectionCount.Add(-1, tags);
        }
    }
}
