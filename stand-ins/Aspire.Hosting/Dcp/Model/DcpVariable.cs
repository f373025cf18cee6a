namespace Aspire.Hosting.Dcp.Model;

internal sealed record DcpVariable(string Name, string? Value);
