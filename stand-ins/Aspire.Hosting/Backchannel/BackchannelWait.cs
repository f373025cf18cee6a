namespace Aspire.Hosting.Backchannel;

/// <summary>Waits on behalf of <c>aspire wait</c>.</summary>
internal static class BackchannelWait
{
    public static async Task<WaitForResourceResponse> RunAsync(
        DistributedApplicationModel model,
        ResourceNotificationService notifications,
        WaitForResourceRequest request,
        CancellationToken cancellationToken)
    {
        if (!notifications.TryGetCurrentState(request.ResourceName, out _)
            && !model.Resources.Any(resource => string.Equals(resource.Name, request.ResourceName, StringComparison.OrdinalIgnoreCase)))
        {
            return new WaitForResourceResponse(false) { ResourceNotFound = true, ErrorMessage = $"There is no resource '{request.ResourceName}'." };
        }

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(TimeSpan.FromSeconds(Math.Clamp(request.TimeoutSeconds, 1, 86400)));
        try
        {
            var reached = await notifications.WaitForResourceAsync(
                request.ResourceName, change => IsOver(request.Status, change.Snapshot), limited.Token);
            var ended = IsEnded(reached.Snapshot);
            var succeeded = request.Status == "down" ? ended : !ended;
            return new WaitForResourceResponse(succeeded)
            {
                State = reached.Snapshot.State?.Text,
                HealthStatus = reached.Snapshot.HealthStatus?.ToString(),
                ErrorMessage = succeeded ? null : $"Resource '{request.ResourceName}' is {reached.Snapshot.State?.Text}.",
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WaitForResourceResponse(false) { TimedOut = true, ErrorMessage = $"Resource '{request.ResourceName}' took longer than {request.TimeoutSeconds} s." };
        }
    }

    private static bool IsOver(string status, CustomResourceSnapshot snapshot) =>
        IsEnded(snapshot) || status switch
        {
            "healthy" => snapshot.HealthStatus == Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy,
            "up" => snapshot.State?.Text == KnownResourceStates.Running,
            "down" => false,
            _ => throw new DistributedApplicationException($"There is no status '{status}' to wait for. Use healthy, up or down."),
        };

    private static bool IsEnded(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text is { } state && KnownResourceStates.TerminalStates.Contains(state);
}
