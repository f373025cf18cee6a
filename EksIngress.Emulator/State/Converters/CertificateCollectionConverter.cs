using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EksIngress.Emulator.State.Converters;

/// <summary>The certificates in their order.</summary>
internal sealed class CertificateCollectionConverter : JsonConverter<X509Certificate2Collection>
{
    public override X509Certificate2Collection Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        [.. JsonSerializer.Deserialize<X509Certificate2[]>(ref reader, options)!];

    public override void Write(Utf8JsonWriter writer, X509Certificate2Collection value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.ToArray(), options);
}
