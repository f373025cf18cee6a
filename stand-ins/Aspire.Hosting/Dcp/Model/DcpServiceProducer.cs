namespace Aspire.Hosting.Dcp.Model;

/// <summary>Entry of the annotation by which a process says which services it serves.</summary>
/// <param name="Port">Port it is known to listen on; null lets the orchestrator choose one.</param>
internal sealed record DcpServiceProducer(string ServiceName, string Address, int? Port);
