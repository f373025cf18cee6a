using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using k8s;
using k8s.Models;

namespace EksIngress.Bench.IngressLatency;

/// <summary>
/// Milliseconds from the creation of an Ingress through the Kubernetes API to the first request that its ALB passes on, in an environment
/// that runs: <c>dotnet run -c Release --project bench/IngressLatency -- .eks/eks/outputs.json [COUNT] [SERVICE] [PORT]</c>. Each Ingress is a
/// group of its own, so each gets an ALB of its own; one after the other. All are deleted at the end.
/// </summary>
internal static class Program
{
    private const string Namespace = "default";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(2);

    public static async Task<int> Main(string[] args)
    {
        if (args.Length == 0)
        {
            await Console.Error.WriteLineAsync("usage: IngressLatency OUTPUTS.JSON [COUNT] [SERVICE] [PORT]");
            return 2;
        }

        var outputs = JsonDocument.Parse(await File.ReadAllTextAsync(args[0])).RootElement;
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20;
        var service = args.Length > 2 ? args[2] : "service-a";
        var port = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 8080;
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(outputs.GetProperty("kubeconfig").GetString()));
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };

        var (addressed, routed) = (new List<double>(), new List<double>());
        for (var number = 0; number <= count; number++)
        {
            var (status, first) = await MeasureAsync(client, http, $"bench-{number}", service, port);

            // The first one pays for what is compiled and connected once.
            if (number > 0)
            {
                addressed.Add(status.TotalMilliseconds);
                routed.Add(first.TotalMilliseconds);
            }
        }

        for (var number = 0; number <= count; number++)
        {
            await client.NetworkingV1.DeleteNamespacedIngressAsync($"bench-{number}", Namespace);
        }

        Print("address in status", addressed);
        Print("first routed request", routed);
        return 0;
    }

    private static async Task<(TimeSpan Addressed, TimeSpan Routed)> MeasureAsync(Kubernetes client, HttpClient http, string name, string service, int port)
    {
        var clock = Stopwatch.StartNew();
        var created = await client.NetworkingV1.CreateNamespacedIngressAsync(Ingress(name, service, port), Namespace);
        var local = await AddressAsync(client, created);
        var addressed = clock.Elapsed;
        await UntilAsync(clock, () => IsRoutedAsync(http, new Uri($"http://127.0.0.1:{local}/a")));
        return (addressed, clock.Elapsed);
    }

    // Told by a watch, as `kubectl get -w` is: asking again and again would take the time of what is measured.
    private static async Task<int> AddressAsync(Kubernetes client, V1Ingress created)
    {
        using var patience = new CancellationTokenSource(s_patience);
        await foreach (var (_, ingress) in client.NetworkingV1.WatchListNamespacedIngressAsync(
            Namespace, fieldSelector: $"metadata.name={created.Metadata.Name}", resourceVersion: created.Metadata.ResourceVersion, cancellationToken: patience.Token))
        {
            if (ingress.Status?.LoadBalancer?.Ingress?.FirstOrDefault()?.Ports?.FirstOrDefault()?.Port is { } found)
            {
                return found;
            }
        }

        throw new TimeoutException("The Ingress got no address in a minute; kubectl describe ingress says why.");
    }

    // What the ALB answers by itself carries its name.
    private static async Task<bool> IsRoutedAsync(HttpClient http, Uri address)
    {
        try
        {
            using var response = await http.GetAsync(address);
            return !response.Headers.Server.ToString().Contains("awselb", StringComparison.Ordinal) && (int)response.StatusCode < 500;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Stopwatch clock, Func<Task<bool>> holds)
    {
        using var timer = new PeriodicTimer(s_interval);
        while (clock.Elapsed < s_patience)
        {
            if (await holds())
            {
                return;
            }

            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException("The Ingress got no answer in a minute; kubectl describe ingress says why.");
    }

    private static V1Ingress Ingress(string name, string service, int port) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            Annotations = new Dictionary<string, string>
            {
                ["alb.ingress.kubernetes.io/scheme"] = "internet-facing",
                ["alb.ingress.kubernetes.io/target-type"] = "ip",
            },
        },
        Spec = new V1IngressSpec
        {
            IngressClassName = "alb",
            Rules =
            [
                new V1IngressRule
                {
                    Http = new V1HTTPIngressRuleValue
                    {
                        Paths =
                        [
                            new V1HTTPIngressPath
                            {
                                Path = "/",
                                PathType = "Prefix",
                                Backend = new V1IngressBackend { Service = new V1IngressServiceBackend { Name = service, Port = new V1ServiceBackendPort { Number = port } } },
                            },
                        ],
                    },
                },
            ],
        },
    };

    private static void Print(string what, List<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: n={sorted.Count} p50={At(0.5):0} ms p90={At(0.9):0} ms p99={At(0.99):0} ms max={sorted[^1]:0} ms"));

        double At(double share) => sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(share * sorted.Count) - 1)];
    }
}
