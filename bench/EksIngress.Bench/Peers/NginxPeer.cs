using System.Globalization;
using System.Text;

namespace EksIngress.Bench.Peers;

/// <summary>nginx: a location for each rule, connections to the backend kept.</summary>
internal static class NginxPeer
{
    public static async Task<Peer> StartAsync(string folder, int backend, int rules, CancellationToken cancellationToken)
    {
        var port = Ports.FindFree();
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"nginx-{rules}.conf"));
        await File.WriteAllTextAsync(path, Configuration(folder, port, backend, rules), cancellationToken);
        return await Peer.StartProgramAsync("nginx", "nginx", ["-c", path, "-p", folder, "-e", Path.Combine(folder, "nginx-error.log")], port, cancellationToken);
    }

    private static string Configuration(string folder, int port, int backend, int rules)
    {
        var locations = new StringBuilder();
        for (var rule = 0; rule < rules; rule++)
        {
            locations.Append(CultureInfo.InvariantCulture, $"    location {BenchRules.Prefix(rule)} {{ proxy_pass http://backend; }}\n");
        }

        return string.Create(CultureInfo.InvariantCulture, $$"""
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            daemon off;
            worker_processes {{Environment.ProcessorCount}};
            pid {{folder}}/nginx.pid;
            events { worker_connections 4096; }
            http {
              access_log off;
              client_body_temp_path {{folder}}/body;
              proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi;
              scgi_temp_path {{folder}}/scgi;
              keepalive_requests 1000000;
              upstream backend { server 127.0.0.1:{{backend}}; keepalive 128; keepalive_requests 1000000; }
              server {
                listen 127.0.0.1:{{port}};
                proxy_http_version 1.1;
                proxy_set_header Connection "";
                proxy_set_header Host $http_host;
                proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                proxy_set_header X-Forwarded-Proto $scheme;
                proxy_set_header X-Forwarded-Port $server_port;
                location / { return 404; }
            {{locations}}
              }
            }
            """);
    }
}
