using System.Globalization;
using System.Text;

namespace EksIngress.Bench.Peers;

/// <summary>haproxy: a use_backend line for each rule, which it looks at one after the other.</summary>
internal static class HaproxyPeer
{
    public static async Task<Peer> StartAsync(string folder, int backend, int rules, CancellationToken cancellationToken)
    {
        var port = Ports.FindFree();
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"haproxy-{rules}.cfg"));
        await File.WriteAllTextAsync(path, Configuration(port, backend, rules), cancellationToken);
        return await Peer.StartProgramAsync("haproxy", "haproxy", ["-db", "-q", "-f", path], port, cancellationToken);
    }

    private static string Configuration(int port, int backend, int rules)
    {
        var lines = new StringBuilder();
        for (var rule = 0; rule < rules; rule++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"  use_backend app if {{ path_beg {BenchRules.Prefix(rule)} }}\n");
        }

        return string.Create(CultureInfo.InvariantCulture, $"""
            global
              nbthread {Environment.ProcessorCount}
              maxconn 8192
            defaults
              mode http
              timeout connect 10s
              timeout client 60s
              timeout server 60s
              option forwardfor
              http-reuse always
            frontend front
              bind 127.0.0.1:{port}
              http-request set-header X-Forwarded-Proto http
              http-request set-header X-Forwarded-Port {port}
            {lines}
              default_backend none
            backend app
              server target 127.0.0.1:{backend}
            backend none
              http-request deny deny_status 404

            """);
    }
}
