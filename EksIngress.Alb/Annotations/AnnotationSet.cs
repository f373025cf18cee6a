using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EksIngress.Alb.Annotations;

/// <summary>
/// Annotations under one prefix, read as the value types the controller knows. A malformed value is the controller's own error;
/// an absent one is null.
/// </summary>
internal sealed class AnnotationSet(IReadOnlyDictionary<string, string> annotations, string prefix = IngressAnnotations.Prefix)
{
    // The controller's decoder does not mind the case of member names.
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
    };

    public string? FindString(string suffix) => annotations.GetValueOrDefault(Key(suffix));

    /// <exception cref="AlbModelException">The value is not one that Go's ParseBool takes.</exception>
    public bool? FindBoolean(string suffix) => FindString(suffix) switch
    {
        null => null,
        "1" or "t" or "T" or "TRUE" or "true" or "True" => true,
        "0" or "f" or "F" or "FALSE" or "false" or "False" => false,
        var raw => throw new AlbModelException(
            $"failed to parse bool annotation, {Key(suffix)}: {raw}: strconv.ParseBool: parsing \"{raw}\": invalid syntax"),
    };

    /// <exception cref="AlbModelException">The value is not a base-10 number of 32 bits.</exception>
    public int? FindInt32(string suffix) => (int?)FindInteger(suffix, "int32", int.MinValue, int.MaxValue);

    /// <exception cref="AlbModelException">The value is not a base-10 number of 64 bits.</exception>
    public long? FindInt64(string suffix) => FindInteger(suffix, "int64", long.MinValue, long.MaxValue);

    /// <summary>Split on commas, trimmed, empty parts dropped.</summary>
    public IReadOnlyList<string>? FindStrings(string suffix) =>
        FindString(suffix)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary><c>k=v,k=v</c>; a backslash takes the next character literally.</summary>
    /// <exception cref="AlbModelException">A part has no <c>=</c> or no key.</exception>
    public IReadOnlyDictionary<string, string>? FindMap(string suffix)
    {
        if (FindString(suffix) is not { } raw)
        {
            return null;
        }

        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in SplitPairs(raw))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? "" : pair[..equals].Trim();
            if (key.Length == 0)
            {
                throw new AlbModelException($"failed to parse stringMap annotation, {Key(suffix)}: {raw}");
            }

            map[key] = pair[(equals + 1)..].Trim();
        }

        return map;
    }

    /// <exception cref="AlbModelException">The value is not JSON of this shape.</exception>
    public T? FindJson<T>(string suffix)
        where T : class
    {
        if (FindString(suffix) is not { } raw)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(raw, JsonOptions)
                ?? throw new AlbModelException($"failed to parse json annotation, {Key(suffix)}: {raw}: null");
        }
        catch (JsonException exception)
        {
            throw new AlbModelException($"failed to parse json annotation, {Key(suffix)}: {raw}: {exception.Message}");
        }
    }

    private string Key(string suffix) => $"{prefix}/{suffix}";

    private long? FindInteger(string suffix, string type, long minimum, long maximum)
    {
        if (FindString(suffix) is not { } raw)
        {
            return null;
        }

        var digits = raw.StartsWith('-') || raw.StartsWith('+') ? raw.AsSpan(1) : raw.AsSpan();
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
        {
            throw NotANumber("invalid syntax");
        }

        return long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) &&
            value >= minimum && value <= maximum
            ? value
            : throw NotANumber("value out of range");

        AlbModelException NotANumber(string why) =>
            new($"failed to parse {type} annotation, {Key(suffix)}: {raw}: strconv.ParseInt: parsing \"{raw}\": {why}");
    }

    // "a=1,b=2,3" is the surprising one: the comma before 3 separates nothing that has a key, so 3 becomes a part without "=".
    private static List<string> SplitPairs(string raw)
    {
        var pairs = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '\\' && i + 1 < raw.Length)
            {
                part.Append(raw[++i]);
                continue;
            }

            var rest = raw[i] == ',' ? raw[(i + 1)..].Trim() : "";
            if (rest.Length == 0)
            {
                part.Append(raw[i]);
                continue;
            }

            pairs.Add(part.ToString().Trim());
            part.Clear();
            if (!rest.Contains('=', StringComparison.Ordinal))
            {
                pairs.Add(rest);
                return pairs;
            }
        }

        if (part.Length > 0)
        {
            pairs.Add(part.ToString().Trim());
        }

        return pairs;
    }
}
