namespace Aspire.Hosting.Backchannel;

internal sealed record WaitForAppHostReadyResponse(bool IsReady);
