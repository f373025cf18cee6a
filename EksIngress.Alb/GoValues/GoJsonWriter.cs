using System.Globalization;
using System.Text;

namespace EksIngress.Alb.GoValues;

/// <summary>Writes JSON with the escapes of the controller's encoder, so equal stacks are equal bytes.</summary>
/// <remarks>Source: https://pkg.go.dev/encoding/json#Marshal</remarks>
internal sealed class GoJsonWriter
{
    private readonly StringBuilder _json = new();
    private bool _needsComma;

    public void WriteStartObject() => Open('{');

    public void WriteStartObject(string name)
    {
        WritePropertyName(name);
        WriteStartObject();
    }

    public void WriteEndObject() => Close('}');

    public void WriteStartArray() => Open('[');

    public void WriteStartArray(string name)
    {
        WritePropertyName(name);
        WriteStartArray();
    }

    public void WriteEndArray() => Close(']');

    public void WritePropertyName(string name)
    {
        Separate();
        AppendText(name);
        _json.Append(':');
        _needsComma = false;
    }

    public void WriteString(string name, string value)
    {
        WritePropertyName(name);
        WriteStringValue(value);
    }

    public void WriteStringValue(string value)
    {
        Separate();
        AppendText(value);
        _needsComma = true;
    }

    public void WriteNumber(string name, long value)
    {
        WritePropertyName(name);
        _json.Append(value.ToString(CultureInfo.InvariantCulture));
        _needsComma = true;
    }

    public void WriteBoolean(string name, bool value)
    {
        WritePropertyName(name);
        _json.Append(value ? "true" : "false");
        _needsComma = true;
    }

    public void WriteNull(string name)
    {
        WritePropertyName(name);
        _json.Append("null");
        _needsComma = true;
    }

    public override string ToString() => _json.ToString();

    private void Open(char bracket)
    {
        Separate();
        _json.Append(bracket);
        _needsComma = false;
    }

    private void Close(char bracket)
    {
        _json.Append(bracket);
        _needsComma = true;
    }

    private void Separate()
    {
        if (_needsComma)
        {
            _json.Append(',');
        }
    }

    private void AppendText(string text)
    {
        _json.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            var escape = character switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\b' => @"\b",
                '\f' => @"\f",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                // The last two are line ends in JavaScript; the three before them matter inside HTML.
                < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' => $"\\u{(int)character:x4}",
                _ => null,
            };
            if (escape is not null)
            {
                _json.Append(escape);
            }
            else if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                _json.Append(character).Append(text[++i]);
            }
            else
            {
                _json.Append(char.IsSurrogate(character) ? "\\ufffd" : character.ToString());
            }
        }

        _json.Append('"');
    }
}
