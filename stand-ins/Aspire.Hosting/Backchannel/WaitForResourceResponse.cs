namespace Aspire.Hosting.Backchannel;

internal sealed record WaitForResourceResponse(bool Success)
{
    public string? State { get; init; }

    public string? HealthStatus { get; init; }

    public bool ResourceNotFound { get; init; }

    public bool TimedOut { get; init; }

    public string? ErrorMessage { get; init; }
}
