namespace Aspire.Hosting.Backchannel;

internal sealed record GetCapabilitiesResponse(string[] Capabilities);
