namespace Aspire.Hosting.Backchannel;

internal sealed record GetResourcesResponse(ResourceSnapshot[] Resources);
