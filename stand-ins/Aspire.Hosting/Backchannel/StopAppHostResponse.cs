namespace Aspire.Hosting.Backchannel;

internal sealed record StopAppHostResponse;
