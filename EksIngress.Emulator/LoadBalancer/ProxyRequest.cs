using System.Diagnostics;
using System.Net;
using System.Text;
using EksIngress.Alb.Matching;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.LoadBalancer.Http1;
using EksIngress.Emulator.LoadBalancer.Stickiness;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>One request of a client, as rules look at it. An object serves all requests of a connection, one after the other.</summary>
internal sealed class ProxyRequest(ClientInfo client) : IRuleRequest, IStickyRequest
{
    // Clients repeat themselves: the strings of the request before are used again when the bytes are the same.
    private string _target = "";
    private string _host = "";
    private string _hostHeader = "";
    private string? _traceId;

    public RequestHead Head { get; } = new();

    public ClientInfo Client => client;

    /// <summary>The program in force when the request came; it keeps it.</summary>
    public ListenerProgram Program { get; private set; } = null!;

    /// <summary>The server span; null when nobody listens.</summary>
    public Activity? Activity { get; set; }

    /// <summary>Target of the request line as it came.</summary>
    public string RawTarget => _target;

    public string Path { get; private set; } = "";

    public string Query { get; private set; } = "";

    public string Host => _host;

    /// <summary>First Host header as it came; empty without one.</summary>
    public string HostHeader => _hostHeader;

    public string Method { get; private set; } = "";

    /// <summary>For example <c>HTTP/1.1</c>.</summary>
    public string Protocol => Head.MajorVersion == 2 ? "HTTP/2.0" : Head.MinorVersion == 0 ? "HTTP/1.0" : "HTTP/1.1";

    /// <summary>A request of HTTP/2 whose content is gRPC.</summary>
    public bool IsGrpc { get; private set; }

    public IPAddress? Source => client.Address.Address;

    /// <summary>Authority of a request line in absolute form; null for the usual one.</summary>
    public string? TargetAuthority { get; private set; }

    /// <summary>Host for the target by a transform of the rule; null when none changed it.</summary>
    public string? TransformedHost { get; private set; }

    /// <summary>Path and query for the target by a transform of the rule; null when none changed them.</summary>
    public string? TransformedUrl { get; private set; }

    /// <summary>How the transforms of the rule went, as access logs say it; null when it has none.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html</remarks>
    public string? TransformStatus { get; private set; }

    /// <summary>The rule signs users in: what a client says of its user is not passed on.</summary>
    public bool IsAuthenticated { get; set; }

    /// <summary>What the target is told of the user; empty when nobody is signed in.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> IdentityHeaders { get; set; } = [];

    /// <summary>X-Amzn-Trace-Id as it went to the target; empty before that.</summary>
    public HeadWriter TraceIdBytes { get; } = new();

    /// <inheritdoc cref="TraceIdBytes"/>
    public string TraceId => _traceId ??= Encoding.Latin1.GetString(TraceIdBytes.Span);

    /// <summary>Takes the request apart for the rules of a program; the head is there and has no fault.</summary>
    public void Read(ListenerProgram program)
    {
        Program = program;
        TransformedHost = TransformedUrl = TransformStatus = null;
        IsAuthenticated = false;
        IdentityHeaders = [];
        Activity = null;
        TraceIdBytes.Clear();
        _traceId = null;
        Method = KnownMethod(Head.Method) ?? Encoding.Latin1.GetString(Head.Method);
        var isSameHost = true;
        if (!IsText(Head.Target, _target))
        {
            isSameHost = false;
            _target = Encoding.Latin1.GetString(Head.Target);
            (Path, Query) = RequestTarget.Split(_target);
            TargetAuthority = FindAuthority(_target);
        }

        IsGrpc = Head.MajorVersion == 2 && FindHeader("Content-Type")?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
        var host = FindHeader(HeaderKind.Host);
        if (!IsText(host, _hostHeader))
        {
            isSameHost = false;
            _hostHeader = Encoding.Latin1.GetString(host);
        }

        if (!isSameHost)
        {
            _host = RequestTarget.HostWithoutPort(TargetAuthority ?? _hostHeader);
        }
    }

    /// <summary>Without a head that could be read.</summary>
    public void ReadNothing(ListenerProgram program)
    {
        Program = program;
        TransformedHost = TransformedUrl = TransformStatus = null;
        IsAuthenticated = false;
        IdentityHeaders = [];
        Activity = null;
        TraceIdBytes.Clear();
        _traceId = null;
        _target = Path = Query = _host = _hostHeader = Method = "";
        TargetAuthority = null;
    }

    /// <summary>False when a transform makes something that is no host or no path.</summary>
    public bool TryTransform(CompiledTransforms transforms)
    {
        var url = Query.Length == 0 ? Path : $"{Path}?{Query}";
        var (host, rewritten) = (transforms.RewriteHost(Host), transforms.RewriteUrl(url));
        TransformStatus = host is null ? "TransformInvalidHost" : rewritten is null ? "TransformInvalidPath" : "TransformSuccess";
        TransformedHost = ReferenceEquals(host, Host) ? null : host;
        TransformedUrl = ReferenceEquals(rewritten, url) ? null : rewritten;
        return host is not null && rewritten is not null;
    }

    public bool AnyHeaderValue(string name, Func<string, bool> passes)
    {
        foreach (ref readonly var field in Head.Fields)
        {
            if (Ascii.EqualsIgnoreCase(Head.Name(field), name) && passes(Encoding.Latin1.GetString(Head.Value(field))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Value of the first header of that name; null when there is none.</summary>
    public string? FindHeader(string name)
    {
        foreach (ref readonly var field in Head.Fields)
        {
            if (Ascii.EqualsIgnoreCase(Head.Name(field), name))
            {
                return Encoding.Latin1.GetString(Head.Value(field));
            }
        }

        return null;
    }

    /// <summary>Value of the first header of a kind; empty when there is none.</summary>
    public ReadOnlySpan<byte> FindHeader(HeaderKind kind)
    {
        foreach (ref readonly var field in Head.Fields)
        {
            if (field.Kind == kind)
            {
                return Head.Value(field);
            }
        }

        return [];
    }

    /// <summary>Value of the first cookie of that name, in the order of the request; null when there is none.</summary>
    public string? FindCookie(string name)
    {
        foreach (ref readonly var field in Head.Fields)
        {
            if (field.Kind != HeaderKind.Cookie)
            {
                continue;
            }

            var cookies = Head.Value(field);
            foreach (var range in cookies.Split((byte)';'))
            {
                var pair = HttpCharacters.TrimSpace(cookies[range]);
                if (pair.Length > name.Length && pair[name.Length] == '=' && Ascii.Equals(pair[..name.Length], name))
                {
                    return Encoding.Latin1.GetString(pair[(name.Length + 1)..]);
                }
            }
        }

        return null;
    }

    // False for anything but ASCII, which then is a new string each time.
    private static bool IsText(ReadOnlySpan<byte> bytes, string text) => Ascii.Equals(bytes, text);

    private static string? KnownMethod(ReadOnlySpan<byte> method) => method.Length switch
    {
        3 => method.SequenceEqual("GET"u8) ? "GET" : method.SequenceEqual("PUT"u8) ? "PUT" : null,
        4 => method.SequenceEqual("POST"u8) ? "POST" : method.SequenceEqual("HEAD"u8) ? "HEAD" : null,
        5 => method.SequenceEqual("PATCH"u8) ? "PATCH" : null,
        6 => method.SequenceEqual("DELETE"u8) ? "DELETE" : null,
        7 => method.SequenceEqual("OPTIONS"u8) ? "OPTIONS" : null,
        _ => null,
    };

    private static string? FindAuthority(string rawTarget)
    {
        if (rawTarget.StartsWith('/') || rawTarget.IndexOf("://", StringComparison.Ordinal) is not (> 0 and var scheme))
        {
            return null;
        }

        var rest = rawTarget.AsSpan(scheme + 3);
        var end = rest.IndexOfAny('/', '?');
        return (end < 0 ? rest : rest[..end]).ToString();
    }
}
