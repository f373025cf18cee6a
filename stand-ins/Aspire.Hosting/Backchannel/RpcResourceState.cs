namespace Aspire.Hosting.Backchannel;

/// <summary>State of a resource, for the table of <c>aspire run</c>.</summary>
internal sealed record RpcResourceState(string Resource, string Type, string State, string[] Endpoints, string? Health);
