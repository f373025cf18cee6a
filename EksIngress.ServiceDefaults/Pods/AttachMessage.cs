using System.Text.Json.Serialization;

namespace EksIngress.ServiceDefaults.Pods;

/// <summary>
/// One message of the attachment socket, either way; docs/decisions/0001 lists them. For example
/// <c>{"type":"bound","pod":"service-a-5d7f-x2x","namespace":"default","node":"ip-192-168-1-2","serviceAccount":"service-a"}</c>.
/// </summary>
internal sealed record AttachMessage(string Type)
{
    public string? Workload { get; init; }

    public string? Namespace { get; init; }

    public int? ContainerPort { get; init; }

    public int? ProcessId { get; init; }

    public string? TokenFile { get; init; }

    [JsonPropertyName("podIP")]
    public string? PodIP { get; init; }

    public string? Pod { get; init; }

    public string? Node { get; init; }

    public string? ServiceAccount { get; init; }

    public string? Stream { get; init; }

    public string? Line { get; init; }

    public string? Message { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AttachMessage))]
[JsonSerializable(typeof(ClusterService))]
internal sealed partial class AttachJson : JsonSerializerContext;
