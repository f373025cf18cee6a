using System.Globalization;
using System.Net;
using EksIngress.Alb.Matching;

namespace EksIngress.Alb.Explain;

/// <summary>A request as a client would send it. Path and query are as they were written: nothing is decoded or normalized.</summary>
public sealed record RequestToExplain
{
    private const int MaxLength = 65_536;

    private RequestToExplain()
    {
    }

    /// <summary>For example <c>GET</c>; case matters.</summary>
    public required string Method { get; init; }

    /// <summary>True for <c>https</c>.</summary>
    public required bool IsHttps { get; init; }

    /// <summary>Host of the URL: the name that the client resolves and, with TLS, asks for (SNI). In brackets for IPv6.</summary>
    public required string UrlHost { get; init; }

    /// <summary>Port of the URL; 80 or 443 when it names none.</summary>
    public required int Port { get; init; }

    /// <summary>Begins with a slash; without the query.</summary>
    public required string Path { get; init; }

    /// <summary>Without the question mark; empty when there is none.</summary>
    public required string Query { get; init; }

    /// <summary>In the order in which they are sent; <c>Host</c> is always among them.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>Address of the client; null when it is not known.</summary>
    public IPAddress? SourceIp { get; init; }

    /// <summary>First Host header, as rules see it: without a port.</summary>
    public string Host => RequestTarget.HostWithoutPort(Headers.First(header => IsHost(header.Key)).Value);

    /// <summary>The URL as it was given, with a slash for an empty path.</summary>
    public string Url => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsHttps ? "https" : "http")}://{UrlHost}{(Port == (IsHttps ? 443 : 80) ? "" : $":{Port}")}{Target}");

    /// <summary>Path and query as the request line has them.</summary>
    public string Target => Query.Length == 0 ? Path : $"{Path}?{Query}";

    /// <summary>Reads what a user would give to curl.</summary>
    /// <param name="method">Method, for example <c>GET</c>.</param>
    /// <param name="url"><c>http://</c> or <c>https://</c>, host, optional port, path and query; a fragment is never sent.</param>
    /// <param name="headers">Lines like <c>Accept: text/html</c>. A <c>Host</c> among them takes the place of the URL's.</param>
    /// <param name="sourceIp">Address of the client; null when it is not known.</param>
    /// <exception cref="FormatException">One of them cannot be sent; the message says which.</exception>
    public static RequestToExplain Parse(string method, string url, IEnumerable<string> headers, string? sourceIp)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(headers);
        if (method.Length is 0 or > 40 || !method.All(IsTokenCharacter))
        {
            throw new FormatException($"'{method}' is no HTTP method.");
        }

        var (isHttps, authority, target) = SplitUrl(url);
        var (host, port) = SplitAuthority(url, authority, isHttps);
        var (path, query) = RequestTarget.Split(target);
        var list = headers.Select(ParseHeader).ToList();
        if (!list.Exists(header => IsHost(header.Key)))
        {
            list.Insert(0, KeyValuePair.Create("Host", authority));
        }

        return new RequestToExplain
        {
            Method = method,
            IsHttps = isHttps,
            UrlHost = host,
            Port = port,
            Path = path,
            Query = query,
            Headers = list,
            SourceIp = sourceIp is null ? null
                : IPAddress.TryParse(sourceIp, out var address) ? address
                : throw new FormatException($"'{sourceIp}' is no IP address."),
        };
    }

    /// <summary>Values of a header, without regard to the case of its name.</summary>
    internal IEnumerable<string> ValuesOf(string name) =>
        Headers.Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);

    private static (bool IsHttps, string Authority, string Target) SplitUrl(string url)
    {
        var isHttps = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        if (url.Length > MaxLength || !(isHttps || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
        {
            throw new FormatException($"'{url[..Math.Min(url.Length, 200)]}' is no URL that starts with http:// or https://.");
        }

        if (url.Any(character => character is <= ' ' or > '~'))
        {
            throw new FormatException($"'{url}' holds a character that a URL cannot have; write it percent-encoded.");
        }

        var rest = url[(isHttps ? 8 : 7)..];
        var fragment = rest.IndexOf('#', StringComparison.Ordinal);
        rest = fragment < 0 ? rest : rest[..fragment];
        var end = rest.AsSpan().IndexOfAny('/', '?');
        var target = end < 0 ? "/" : rest[end..];
        return (isHttps, end < 0 ? rest : rest[..end], target.StartsWith('?') ? $"/{target}" : target);
    }

    private static (string Host, int Port) SplitAuthority(string url, string authority, bool isHttps)
    {
        var host = RequestTarget.HostWithoutPort(authority);
        if (host.Length == 0 || authority.Contains('@', StringComparison.Ordinal))
        {
            throw new FormatException($"'{url}' names no host, or a user, which is never part of a request.");
        }

        if (host.Length == authority.Length)
        {
            return (host, isHttps ? 443 : 80);
        }

        return int.TryParse(authority.AsSpan(host.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? (host, port)
            : throw new FormatException($"'{url}' names no port from 1 to 65535.");
    }

    private static KeyValuePair<string, string> ParseHeader(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? "" : line[..colon];
        return name.Length != 0 && name.All(IsTokenCharacter) && !line.AsSpan().ContainsAny("\r\n\0")
            ? KeyValuePair.Create(name, line[(colon + 1)..].Trim())
            : throw new FormatException($"'{line}' is no header; write 'Name: value'.");
    }

    private static bool IsHost(string name) => string.Equals(name, "Host", StringComparison.OrdinalIgnoreCase);

    private static bool IsTokenCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal);
}
