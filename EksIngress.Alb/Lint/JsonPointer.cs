namespace EksIngress.Alb.Lint;

/// <summary>JSON pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    public const string Annotations = "/metadata/annotations";

    public static string Of(params object[] parts) => string.Concat(parts.Select(part => "/" + Escape(part.ToString()!)));

    public static string Annotation(string key) => $"{Annotations}/{Escape(key)}";

    /// <summary><c>$.spec.rules[0].host</c> of a JSON reader's message to <c>/spec/rules/0/host</c>.</summary>
    public static string FromPath(string? path)
    {
        var parts = new List<string>();
        var rest = (path ?? "$").AsSpan().TrimStart('$');
        while (!rest.IsEmpty)
        {
            var quoted = rest.StartsWith("['", StringComparison.Ordinal);
            var start = quoted ? 2 : 1;
            var end = quoted ? rest.IndexOf("']", StringComparison.Ordinal)
                : rest[0] == '[' ? rest.IndexOf(']')
                : rest[1..].IndexOfAny('.', '[') is >= 0 and var next ? next + 1 : rest.Length;
            if (end < start)
            {
                break;
            }

            parts.Add(rest[start..end].ToString());
            rest = rest[end..].TrimStart("']");
        }

        return Of([.. parts]);
    }

    public static IEnumerable<string> Split(string pointer) => pointer.Split('/').Skip(1)
        .Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));

    private static string Escape(string part) =>
        part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
