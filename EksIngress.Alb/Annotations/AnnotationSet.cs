using System.Text;
using System.Text.Json;
using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.Annotations;

/// <summary>
/// Annotations under one prefix, read as the value types the controller knows. A malformed value is the controller's own error;
/// an absent one is null.
/// </summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/</remarks>
public sealed class AnnotationSet
{
    private readonly IReadOnlyDictionary<string, string> _annotations;
    private readonly IReadOnlyList<string> _prefixes;

    /// <param name="annotations">All annotations of an object.</param>
    /// <param name="prefix">What stands before the slash, <c>alb.ingress.kubernetes.io</c> by default. Empty: a suffix is the whole key.</param>
    /// <param name="alternativePrefixes">Looked under in order when there is nothing under the first.</param>
    public AnnotationSet(
        IReadOnlyDictionary<string, string> annotations, string prefix = IngressAnnotations.Prefix, params IReadOnlyList<string> alternativePrefixes)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(alternativePrefixes);
        _annotations = annotations;
        _prefixes = [prefix, .. alternativePrefixes];
    }

    /// <summary>As it is.</summary>
    /// <param name="suffix">Key without the prefix.</param>
    public string? FindString(string suffix) => _annotations.GetValueOrDefault(Key(suffix));

    /// <summary><c>1 t T TRUE true True 0 f F FALSE false False</c></summary>
    /// <param name="suffix">Key without the prefix.</param>
    /// <exception cref="AlbModelException">The value is not one that Go's ParseBool takes.</exception>
    public bool? FindBoolean(string suffix) => Find(suffix, "bool", GoNumber.ParseBool);

    /// <summary>A whole number.</summary>
    /// <param name="suffix">Key without the prefix.</param>
    /// <exception cref="AlbModelException">The value is not a base-10 number of 32 bits.</exception>
    public int? FindInt32(string suffix) => Find(suffix, "int32", raw => (int)GoNumber.ParseInt(raw, 32));

    /// <summary>A whole number.</summary>
    /// <param name="suffix">Key without the prefix.</param>
    /// <exception cref="AlbModelException">The value is not a base-10 number of 64 bits.</exception>
    public long? FindInt64(string suffix) => Find(suffix, "int64", raw => GoNumber.ParseInt(raw, 64));

    /// <summary>Split on commas, trimmed, empty parts dropped.</summary>
    /// <param name="suffix">Key without the prefix.</param>
    public IReadOnlyList<string>? FindStrings(string suffix) =>
        FindString(suffix)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary><c>k=v,k=v</c>; a backslash takes the next character literally.</summary>
    /// <param name="suffix">Key without the prefix.</param>
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

    /// <summary>JSON of any shape.</summary>
    /// <param name="suffix">Key without the prefix.</param>
    /// <exception cref="AlbModelException">The value is no JSON; the fault is worded as Go's decoder words it.</exception>
    public JsonElement? FindJson(string suffix)
    {
        if (FindJson<object>(suffix, (_, _) => suffix) is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(FindString(suffix)!, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        return document.RootElement.Clone();
    }

    /// <param name="suffix">Key without the prefix.</param>
    /// <param name="decode">Takes the value apart.</param>
    /// <exception cref="AlbModelException">The value is not JSON of this shape.</exception>
    internal T? FindJson<T>(string suffix, Func<GoJsonDecoder, GoJsonValue, T> decode)
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

    // The first key that is there, else the first of all.
    private string Key(string suffix)
    {
        string? first = null;
        foreach (var prefix in _prefixes)
        {
            var key = prefix.Length == 0 ? suffix : $"{prefix}/{suffix}";
            if (_annotations.ContainsKey(key))
            {
                return key;
            }

            first ??= key;
        }

        return first!;
    }

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
