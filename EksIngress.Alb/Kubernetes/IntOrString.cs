using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.Kubernetes;

/// <summary>A port given by number or by name; <c>80</c> and <c>"80"</c> are different values, as in Kubernetes.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct IntOrString
{
    private readonly string? _text;

    private IntOrString(string? text, int number)
    {
        _text = text;
        Number = number;
    }

    /// <summary>The number; 0 when this is a name.</summary>
    public int Number { get; }

    /// <summary>False when this is a name.</summary>
    public bool IsNumber => _text is null;

    /// <summary>A number.</summary>
    public static IntOrString Of(int number) => new(null, number);

    /// <summary>A name, even if it is all digits.</summary>
    /// <exception cref="ArgumentNullException">There is no text.</exception>
    public static IntOrString Of(string text) => new(text ?? throw new ArgumentNullException(nameof(text)), 0);

    /// <summary>A number if the text is one, otherwise the text.</summary>
    /// <exception cref="ArgumentNullException">There is no text.</exception>
    public static IntOrString Parse(string text) =>
        GoNumber.FindInt32(text ?? throw new ArgumentNullException(nameof(text))) is { } number ? Of(number) : Of(text);

    /// <inheritdoc/>
    public override string ToString() => _text ?? Number.ToString(CultureInfo.InvariantCulture);

    private sealed class Converter : JsonConverter<IntOrString>
    {
        public override IntOrString Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType switch
            {
                JsonTokenType.Number => Of(reader.GetInt32()),
                JsonTokenType.String => Of(reader.GetString()!),
                _ => throw new JsonException("expected a number or a string"),
            };

        public override void Write(Utf8JsonWriter writer, IntOrString value, JsonSerializerOptions options)
        {
            if (value.IsNumber)
            {
                writer.WriteNumberValue(value.Number);
            }
            else
            {
                writer.WriteStringValue(value._text);
            }
        }
    }
}
