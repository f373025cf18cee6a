using System.Text.Json.Serialization;

namespace EksIngress.ServiceDefaults.Pods;

/// <summary>Answer of the emulator's service look-up.</summary>
internal sealed record ClusterService([property: JsonPropertyName("clusterIP")] string ClusterIP, IReadOnlyList<ClusterServicePort> Ports);

internal sealed record ClusterServicePort(string? Name, int Port);
