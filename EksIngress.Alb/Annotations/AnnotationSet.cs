using System.Text;
using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.Annotations;

/// <summary>
/// Annotations under one prefix, read as the value types the controller knows. A malformed value is the controller's own error;
/// an absent one is null.
/// </summary>
internal sealed class AnnotationSet(IReadOnlyDictionary<string, string> annotations, string prefix = IngressAnnotations.Prefix)
{
    public string? FindString(string suffix) => annotations.GetValueOrDefault(Key(suffix));

    /// <exception cref="AlbModelException">The value is not one that Go's ParseBool takes.</exception>
    public bool? FindBoolean(string suffix) => Find(suffix, "bool", GoNumber.ParseBool);

    /// <exception cref="AlbModelException">The value is not a base-10 number of 32 bits.</exception>
    public int? FindInt32(string suffix) => Find(suffix, "int32", raw => (int)GoNumber.ParseInt(raw, 32));

    /// <exception cref="AlbModelException">The value is not a base-10 number of 64 bits.</exception>
    public long? FindInt64(string suffix) => Find(suffix, "int64", raw => GoNumber.ParseInt(raw, 64));

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

    /// <param name="suffix">Key without the prefix.</param>
    /// <param name="decode">Takes the value apart.</param>
    /// <exception cref="AlbModelException">The value is not JSON of this shape.</exception>
    public T? FindJson<T>(string suffix, Func<GoJsonDecoder, GoJsonValue, T> decode)
        where T : class
    {
        if (FindString(suffix) is not { } raw)
        {
            return null;
        }

        T? result = null;
        try
        {
            GoJsonDecoder.Decode(raw, (decoder, value) => result = decode(decoder, value));
        }
        catch (AlbModelException exception)
        {
            throw exception.Within($"failed to parse json annotation, {Key(suffix)}: {raw}");
        }

        return result;
    }

    private string Key(string suffix) => $"{prefix}/{suffix}";

    private T? Find<T>(string suffix, string type, Func<string, T> parse)
        where T : struct
    {
        if (FindString(suffix) is not { } raw)
        {
            return null;
        }

        try
        {
            return parse(raw);
        }
        catch (AlbModelException exception)
        {
            throw exception.Within($"failed to parse {type} annotation, {Key(suffix)}: {raw}");
        }
    }

    // "a=1,b=2,3" is the surprising one: the comma before 3 separates nothing that has a key, so 3 becomes a part without "=".
    private static List<string> SplitPairs(string raw)
    {
        var pairs = new List<string>();
        var part = new StringBuilder();
        var lastEquals = raw.LastIndexOf('=');
        var end = raw.TrimEnd().Length;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '\\' && i + 1 < raw.Length)
            {
                part.Append(raw[++i]);
            }
            else if (raw[i] == ',' && i + 1 < end)
            {
                pairs.Add(part.ToString().Trim());
                part.Clear();
                if (lastEquals < i)
                {
                    pairs.Add(raw[(i + 1)..].Trim());
                    return pairs;
                }
            }
            else
            {
                part.Append(raw[i]);
            }
        }

        if (part.Length > 0)
        {
            pairs.Add(part.ToString().Trim());
        }

        return pairs;
    }
}
