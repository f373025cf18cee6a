using System.Diagnostics;
using System.Net;
using EksIngress.Alb.Matching;
using EksIngress.Emulator.LoadBalancer.Stickiness;
using Microsoft.AspNetCore.Http.Features;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>One request of a client, as rules look at it. An object serves all requests of a connection, one after the other.</summary>
internal sealed class ProxyRequest : IRuleRequest, IStickyRequest
{
    private DefaultHttpContext? _context;

    public ProxyRequest() => Transformer = new ForwardTransformer(this);

    public DefaultHttpContext Context => _context ?? throw new InvalidOperationException("There is no request.");

    public ForwardTransformer Transformer { get; }

    /// <summary>The program in force when the request came; it keeps it.</summary>
    public ListenerProgram Program { get; private set; } = null!;

    /// <summary>The server span; null when nobody listens.</summary>
    public Activity? Activity { get; set; }

    /// <summary>Target of the request line as it came.</summary>
    public string RawTarget { get; private set; } = "";

    public string Path { get; private set; } = "";

    public string Query { get; private set; } = "";

    public string Host { get; private set; } = "";

    public string Method => Context.Request.Method;

    /// <summary>For example <c>HTTP/1.1</c>.</summary>
    public string Protocol => Context.Request.Protocol;

    public IPAddress? Source { get; private set; }

    /// <summary>Authority of a request line in absolute form; null for the usual one.</summary>
    public string? TargetAuthority { get; private set; }

    /// <summary>Value of X-Amzn-Trace-Id that goes to the target; set once the request is forwarded.</summary>
    public string? TraceId { get; set; }

    /// <summary>When the connection had its first request, by the timestamps of the load balancer's clock; 0 before that.</summary>
    public long ConnectionStart { get; set; }

    public void Begin(IFeatureCollection features)
    {
        if (_context is null)
        {
            _context = new DefaultHttpContext(features);
        }
        else
        {
            _context.Initialize(features);
        }

        RawTarget = features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        TargetAuthority = null;
        TraceId = null;
        Activity = null;
    }

    /// <summary>Takes the request apart for the rules of a program.</summary>
    public void Read(ListenerProgram program)
    {
        Program = program;
        (Path, Query) = RequestTarget.Split(RawTarget);
        TargetAuthority = FindAuthority(RawTarget);
        var hosts = Context.Request.Headers.Host;
        Host = RequestTarget.HostWithoutPort(TargetAuthority ?? (hosts.Count > 0 ? hosts[0] ?? "" : ""));
        Source = Context.Connection.RemoteIpAddress;
    }

    public void End() => _context?.Uninitialize();

    public bool AnyHeaderValue(string name, Func<string, bool> passes)
    {
        foreach (var value in Context.Request.Headers[name])
        {
            if (value is not null && passes(value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Value of the first cookie of that name, in the order of the request; null when there is none.</summary>
    public string? FindCookie(string name)
    {
        foreach (var header in Context.Request.Headers.Cookie)
        {
            foreach (var range in header.AsSpan().Split(';'))
            {
                var pair = header.AsSpan(range).Trim();
                if (pair.Length > name.Length && pair[name.Length] == '=' && pair.StartsWith(name, StringComparison.Ordinal))
                {
                    return pair[(name.Length + 1)..].ToString();
                }
            }
        }

        return null;
    }

    /// <summary>Value of the first header of that name; null when there is none.</summary>
    public string? FindHeader(string name) => Context.Request.Headers[name] is [var first, ..] ? first : null;

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
