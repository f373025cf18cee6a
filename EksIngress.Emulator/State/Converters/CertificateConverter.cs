using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EksIngress.Emulator.State.Converters;

/// <summary>A certificate with its private key as PKCS#12, one without as DER; the file encrypts both.</summary>
internal sealed class CertificateConverter : JsonConverter<X509Certificate2>
{
    public override X509Certificate2 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var written = JsonSerializer.Deserialize<Written>(ref reader, options)!;
        return written.HasKey ? X509CertificateLoader.LoadPkcs12(written.Bytes, password: null) : X509CertificateLoader.LoadCertificate(written.Bytes);
    }

    public override void Write(Utf8JsonWriter writer, X509Certificate2 value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Written(value.HasPrivateKey, value.HasPrivateKey ? value.Export(X509ContentType.Pkcs12) : value.RawData), options);

    private sealed record Written(bool HasKey, byte[] Bytes);
}
