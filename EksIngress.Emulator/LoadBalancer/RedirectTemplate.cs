using System.Collections.Frozen;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>Makes the Location of a redirect out of a request.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html</remarks>
internal sealed class RedirectTemplate
{
    private readonly string _protocol;
    private readonly string _host;
    private readonly string _port;
    private readonly string _path;
    private readonly string _query;

    private RedirectTemplate(RuleAction.Redirect redirect)
    {
        _protocol = redirect.Protocol;
        _host = redirect.Host;
        _port = redirect.Port;
        _path = redirect.Path;
        _query = redirect.Query;
    }

    public static RedirectTemplate Parse(RuleAction.Redirect redirect) => new(redirect);

    /// <summary>
    /// The port is always part of it. If the load balancer has a listener on that port and the host stays, it is the port bound
    /// for that listener, so that the redirect can be followed on this machine.
    /// </summary>
    /// <param name="localPorts">Bound port by listener port, of the load balancer that the client speaks to.</param>
    public string Expand(ListenerProgram program, FrozenDictionary<string, string> localPorts, string host, string path, string query)
    {
        var protocol = _protocol == "#{protocol}" ? program.Scheme : _protocol.ToLowerInvariant();
        var port = _port == "#{port}" ? program.PortText : _port;
        var expanded = new Values(protocol, host, port, path.StartsWith('/') ? path[1..] : path, query);
        var newQuery = Fill(_query, expanded);
        var newPort = _host == "#{host}" && localPorts.TryGetValue(port, out var localPort) ? localPort : port;
        return $"{protocol}://{Fill(_host, expanded)}:{newPort}{Fill(_path, expanded)}{(newQuery.Length == 0 ? "" : "?")}{newQuery}";
    }

    // One pass, so that what a request says is never taken for a placeholder.
    private static string Fill(string template, in Values values)
    {
        var filled = new System.Text.StringBuilder(template.Length + values.Path.Length);
        var rest = template.AsSpan();
        while (rest.IndexOf("#{") is >= 0 and var start)
        {
            filled.Append(rest[..start]);
            rest = rest[start..];
            var end = rest.IndexOf('}');
            var value = end < 0 ? null : rest[2..end] switch
            {
                "protocol" => values.Protocol,
                "host" => values.Host,
                "port" => values.Port,
                "path" => values.Path,
                "query" => values.Query,
                _ => null,
            };
            filled.Append(value ?? "#{");
            rest = value is null ? rest[2..] : rest[(end + 1)..];
        }

        return filled.Append(rest).ToString();
    }

    private readonly record struct Values(string Protocol, string Host, string Port, string Path, string Query);
}
