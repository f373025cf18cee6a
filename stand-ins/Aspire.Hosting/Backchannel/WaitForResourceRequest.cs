namespace Aspire.Hosting.Backchannel;

/// <param name="ResourceName">A resource, or an instance of one.</param>
/// <param name="Status"><c>healthy</c>, <c>up</c> or <c>down</c>.</param>
/// <param name="TimeoutSeconds">How long to wait.</param>
internal sealed record WaitForResourceRequest(string ResourceName, string Status, int TimeoutSeconds = 120);
