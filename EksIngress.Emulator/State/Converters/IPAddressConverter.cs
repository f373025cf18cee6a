using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EksIngress.Emulator.State.Converters;

/// <summary><c>10.0.1.2</c> or <c>2001:db8::1</c>.</summary>
internal sealed class IPAddressConverter : JsonConverter<IPAddress>
{
    public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IPAddress.TryParse(reader.GetString(), out var address) ? address : throw new JsonException("No IP address.");

    public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
