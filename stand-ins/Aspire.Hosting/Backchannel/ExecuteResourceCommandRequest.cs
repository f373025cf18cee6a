namespace Aspire.Hosting.Backchannel;

internal sealed record ExecuteResourceCommandRequest(string ResourceName, string CommandName);
