using System.Text.Json;
using System.Text.Json.Serialization;
using EksIngress.Emulator.Aws.Ec2;

namespace EksIngress.Emulator.State.Converters;

/// <summary><c>10.0.0.0/16</c>.</summary>
internal sealed class Ipv4CidrConverter : JsonConverter<Ipv4Cidr>
{
    public override Ipv4Cidr Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Ipv4Cidr.TryParse(reader.GetString()!, out var cidr) ? cidr : throw new JsonException("No IPv4 block.");

    public override void Write(Utf8JsonWriter writer, Ipv4Cidr value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
