using System.Text;

namespace EksIngress.Alb.GoValues;

/// <summary>
/// Reads JSON as the controller's decoder does: strictly, with its words for every mistake, since users search for them. Nesting is kept on
/// a list of its own, so no input can exhaust the stack.
/// </summary>
/// <remarks>Source: https://pkg.go.dev/encoding/json</remarks>
internal sealed class GoJsonParser
{
    private const int MaximumDepth = 10_000;

    private readonly byte[] _text;
    private readonly Stack<Container> _open = new();
    private int _at;

    private GoJsonParser(string raw) => _text = Encoding.UTF8.GetBytes(raw);

    /// <exception cref="AlbModelException">The text is not JSON; the message is the decoder's.</exception>
    public static GoJsonValue Parse(string raw) => new GoJsonParser(raw).ParseDocument();

    private GoJsonValue ParseDocument()
    {
        while (true)
        {
            // Here a value begins, or the container that was just opened ends.
            var value = ParseValueOrOpen();
            while (value is not null)
            {
                if (_open.Count == 0)
                {
                    return TryNext(out var surplus) ? throw Invalid(surplus, "after top-level value") : value;
                }

                value = AddToContainer(value);
            }
        }
    }

    // Null when a container was opened or its next member is due.
    private GoJsonValue? ParseValueOrOpen()
    {
        var character = Next();
        switch (character)
        {
            case (byte)'{':
                Open(character, isMap: true);
                if (PeekIs('}'))
                {
                    return Close();
                }

                ParseKey();
                return null;
            case (byte)'[':
                Open(character, isMap: false);
                return PeekIs(']') ? Close() : null;
            case (byte)'"':
                return new GoJsonValue { Kind = GoJsonKind.Text, Text = ParseText() };
            case (byte)'t':
                return ParseWord("true", GoJsonKind.Boolean);
            case (byte)'f':
                return ParseWord("false", GoJsonKind.Boolean);
            case (byte)'n':
                return ParseWord("null", GoJsonKind.Null);
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                return ParseNumber(character);
            default:
                throw Invalid(character, "looking for beginning of value");
        }
    }

    // The container itself when the value was its last; null when another follows.
    private GoJsonValue? AddToContainer(GoJsonValue value)
    {
        var container = _open.Peek();
        container.Add(value);
        var character = Next();
        if (character == (container.IsMap ? (byte)'}' : (byte)']'))
        {
            return Close();
        }

        if (character != (byte)',')
        {
            throw Invalid(character, container.IsMap ? "after object key:value pair" : "after array element");
        }

        if (container.IsMap)
        {
            ParseKey();
        }

        return null;
    }

    private void Open(byte character, bool isMap)
    {
        if (_open.Count == MaximumDepth)
        {
            throw Invalid(character, "exceeded max depth");
        }

        _open.Push(new Container(isMap));
    }

    private GoJsonValue Close() => _open.Pop().ToValue();

    private void ParseKey()
    {
        var character = Next();
        if (character != (byte)'"')
        {
            throw Invalid(character, "looking for beginning of object key string");
        }

        _open.Peek().Key = ParseText();
        character = Next();
        if (character != (byte)':')
        {
            throw Invalid(character, "after object key");
        }
    }

    private GoJsonValue ParseWord(string word, GoJsonKind kind)
    {
        foreach (var expected in word.AsSpan(1))
        {
            var character = TakeOrBlank();
            if (character != expected)
            {
                throw Invalid(character, $"in literal {word} (expecting '{expected}')");
            }
        }

        return new GoJsonValue { Kind = kind, Text = word };
    }

    private GoJsonValue ParseNumber(byte first)
    {
        var start = _at - 1;
        var character = first;
        if (character == (byte)'-')
        {
            character = TakeOrBlank();
            RequireDigit(character, "in numeric literal");
        }

        if (character != (byte)'0')
        {
            SkipDigits();
        }

        if (CurrentIs('.'))
        {
            _at++;
            RequireDigit(TakeOrBlank(), "after decimal point in numeric literal");
            SkipDigits();
        }

        if (CurrentIs('e') || CurrentIs('E'))
        {
            _at++;
            character = TakeOrBlank();
            if (character is (byte)'+' or (byte)'-')
            {
                character = TakeOrBlank();
            }

            RequireDigit(character, "in exponent of numeric literal");
            SkipDigits();
        }

        return new GoJsonValue { Kind = GoJsonKind.Number, Text = Encoding.UTF8.GetString(_text, start, _at - start) };
    }

    // The opening quote has been taken.
    private string ParseText()
    {
        var text = new StringBuilder();
        var start = _at;
        while (true)
        {
            if (_at == _text.Length)
            {
                throw Unfinished();
            }

            var character = _text[_at++];
            switch (character)
            {
                case (byte)'"':
                    text.Append(Encoding.UTF8.GetString(_text, start, _at - 1 - start));
                    return WithoutLoneSurrogates(text);
                case (byte)'\\':
                    text.Append(Encoding.UTF8.GetString(_text, start, _at - 1 - start));
                    text.Append(ParseEscape());
                    start = _at;
                    break;
                case < 0x20:
                    throw Invalid(character, "in string literal");
                default:
                    break;
            }
        }
    }

    private char ParseEscape()
    {
        var character = TakeOrBlank();
        switch (character)
        {
            case (byte)'"' or (byte)'\\' or (byte)'/':
                return (char)character;
            case (byte)'b':
                return '\b';
            case (byte)'f':
                return '\f';
            case (byte)'n':
                return '\n';
            case (byte)'r':
                return '\r';
            case (byte)'t':
                return '\t';
            case (byte)'u':
                var code = 0;
                for (var i = 0; i < 4; i++)
                {
                    var digit = TakeOrBlank();
                    code = char.IsAsciiHexDigit((char)digit)
                        ? (code * 16) + Convert.ToInt32(((char)digit).ToString(), 16)
                        : throw Invalid(digit, "in \\u hexadecimal character escape");
                }

                return (char)code;
            default:
                throw Invalid(character, "in string escape code");
        }
    }

    private static string WithoutLoneSurrogates(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text[i] = '\uFFFD';
            }
        }

        return text.ToString();
    }

    private static void RequireDigit(byte character, string where)
    {
        if (character is < (byte)'0' or > (byte)'9')
        {
            throw Invalid(character, where);
        }
    }

    private void SkipDigits()
    {
        while (_at < _text.Length && _text[_at] is >= (byte)'0' and <= (byte)'9')
        {
            _at++;
        }
    }

    private bool CurrentIs(char character) => _at < _text.Length && _text[_at] == character;

    private bool PeekIs(char character)
    {
        SkipBlanks();
        if (!CurrentIs(character))
        {
            return false;
        }

        _at++;
        return true;
    }

    // In the middle of a word, number or escape the decoder takes the end of its input for a blank, and names that.
    private byte TakeOrBlank() => _at < _text.Length ? _text[_at++] : (byte)' ';

    private byte Next() => TryNext(out var character) ? character : throw Unfinished();

    private bool TryNext(out byte character)
    {
        SkipBlanks();
        var found = _at < _text.Length;
        character = found ? _text[_at++] : default;
        return found;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _at++;
        }
    }

    private static AlbModelException Unfinished() => new("unexpected end of JSON input");

    private static AlbModelException Invalid(byte character, string where) => new($"invalid character {Quoted(character)} {where}");

    private static string Quoted(byte character) => character switch
    {
        (byte)'\'' => @"'\''",
        (byte)'"' => "'\"'",
        _ => $"'{GoQuote.Quote(((char)character).ToString())[1..^1]}'",
    };

    private sealed class Container(bool isMap)
    {
        private readonly List<GoJsonValue> _items = [];
        private readonly List<KeyValuePair<string, GoJsonValue>> _members = [];

        public bool IsMap => isMap;

        public string Key { get; set; } = "";

        public void Add(GoJsonValue value)
        {
            if (isMap)
            {
                _members.Add(KeyValuePair.Create(Key, value));
            }
            else
            {
                _items.Add(value);
            }
        }

        public GoJsonValue ToValue() => new()
        {
            Kind = isMap ? GoJsonKind.Map : GoJsonKind.List,
            Items = _items,
            Members = _members,
        };
    }
}
