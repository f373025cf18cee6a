namespace EksIngress.Emulator.Kubernetes;

/// <summary>What pods have beside what every resource has.</summary>
internal sealed record PodHandlers(PodLogHandler Logs, EvictionHandler Evictions);
