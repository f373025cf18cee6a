namespace Aspire.Hosting.Dcp.Model;

internal sealed record DcpOwnerReference(string Kind, string Name);
