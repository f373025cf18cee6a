namespace Aspire.Hosting.Backchannel;

/// <summary>The dashboard and its API, whose key is for the same user who started the application.</summary>
internal sealed record GetDashboardInfoResponse(string? ApiBaseUrl, string? ApiToken, string[] DashboardUrls, bool IsHealthy)
{
    // A record prints its members; a key is not for printing.
    public override string ToString() => $"{ApiBaseUrl}";
}
