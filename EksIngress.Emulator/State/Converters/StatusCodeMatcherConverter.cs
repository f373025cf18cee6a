using System.Text.Json;
using System.Text.Json.Serialization;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.State.Converters;

/// <summary>The text that was sent: <c>200-299</c>, or gRPC codes.</summary>
internal sealed class StatusCodeMatcherConverter : JsonConverter<StatusCodeMatcher>
{
    // No text is both: HTTP codes begin at 200, gRPC's end at 99.
    public override StatusCodeMatcher Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text && (StatusCodeMatcher.TryParseNetwork(text, out var matcher) || StatusCodeMatcher.TryParseGrpc(text, out matcher))
            ? matcher
            : throw new JsonException("No status codes.");

    public override void Write(Utf8JsonWriter writer, StatusCodeMatcher value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
