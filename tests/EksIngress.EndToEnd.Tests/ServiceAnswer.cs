using System.Text.Json.Serialization;

namespace EksIngress.EndToEnd.Tests;

/// <summary>What ServiceA and ServiceB answer; ServiceB leaves the last two out.</summary>
internal sealed record ServiceAnswer(
    [property: JsonPropertyName("service")] string Service,
    [property: JsonPropertyName("pod")] string Pod,
    [property: JsonPropertyName("node")] string Node,
    [property: JsonPropertyName("traceId")] string TraceId,
    [property: JsonPropertyName("awsIdentity")] string? AwsIdentity,
    [property: JsonPropertyName("upstream")] ServiceAnswer? Upstream);
