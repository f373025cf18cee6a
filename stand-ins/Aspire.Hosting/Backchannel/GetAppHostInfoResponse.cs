namespace Aspire.Hosting.Backchannel;

internal sealed record GetAppHostInfoResponse(
    string Pid, string AspireHostVersion, string AppHostPath, int? CliProcessId, DateTimeOffset? StartedAt, string? CliLogFilePath);
