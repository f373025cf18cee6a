using System.Text.Json;
using System.Text.Json.Serialization;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.State.Converters;

/// <summary>A policy document as it was sent: what it means is read from it again, once, when the state is.</summary>
internal sealed class IamDocumentConverter : JsonConverter<IamDocument>
{
    public override IamDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var written = JsonSerializer.Deserialize<Written>(ref reader, options)!;
        try
        {
            // What an earlier emulator wrote is taken as it is: what was meant, beside the text.
            return new IamDocument(written.Json, written.Policy ?? PolicyDocumentParser.Parse(written.Json, written.Kind));
        }
        catch (PolicyFormatException exception)
        {
            throw new JsonException($"A policy document is none: {exception.Message}", exception);
        }
    }

    // A trust policy has principals, which no other may have.
    public override void Write(Utf8JsonWriter writer, IamDocument value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(nameof(Written.Json), value.Json);
        if (value.Policy.Statements[0].Principals is not null)
        {
            writer.WriteString(nameof(Written.Kind), nameof(PolicyKind.Trust));
        }

        writer.WriteEndObject();
    }

    /// <param name="Kind">Of identities when it was not written.</param>
    /// <param name="Policy">Written by earlier emulators alone.</param>
    private sealed record Written(string Json, PolicyKind Kind = PolicyKind.Identity, PolicyDocument? Policy = null);
}
