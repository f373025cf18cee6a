namespace EksIngress.Alb.Matching;

/// <summary>Takes host, path and query out of a request line and a Host header without changing a character of them.</summary>
internal static class RequestTarget
{
    /// <summary><c>/a/b?x=1</c> or the absolute form <c>http://host/a/b?x=1</c>; <c>*</c> has that path.</summary>
    public static (string Path, string Query) Split(string target)
    {
        var origin = target;
        if (!target.StartsWith('/') && target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            var slash = target.AsSpan(scheme + 3).IndexOfAny('/', '?');
            origin = slash < 0 ? "/" : target[(scheme + 3 + slash)..];
            origin = origin.StartsWith('?') ? "/" + origin : origin;
        }

        var question = origin.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? (origin, "") : (origin[..question], origin[(question + 1)..]);
    }

    /// <summary><c>a.example.com:8080</c> to <c>a.example.com</c>; <c>[::1]:80</c> to <c>[::1]</c>.</summary>
    public static string HostWithoutPort(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon < 0 || host.EndsWith(']') || colon < host.LastIndexOf(']') ? host : host[..colon];
    }
}
