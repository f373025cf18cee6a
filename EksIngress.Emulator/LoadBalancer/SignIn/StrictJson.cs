using System.Text.Json;
using System.Text.Unicode;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>Reads JSON of strangers: whole, not deep, and such that two readers cannot understand it in two ways.</summary>
internal static class StrictJson
{
    private const int MaxDepth = 16;

    // Of two members with one name, different readers would believe different ones.
    private static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    /// <summary>Null for anything but a JSON object.</summary>
    public static JsonElement? FindObject(ReadOnlyMemory<byte> json)
    {
        try
        {
            if (!Utf8.IsValid(json.Span) || !HasWholeTexts(json.Span))
            {
                return null;
            }

            using var document = JsonDocument.Parse(json, DocumentOptions);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null when there is no such member, or it is no text.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    // An escape such as \ud800 alone passes for JSON, and is no text that anything could be compared with.
    private static bool HasWholeTexts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
            {
                continue;
            }

            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }

        return true;
    }
}
