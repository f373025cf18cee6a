using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using EksIngress.Hosting.Publishing;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;

namespace PublishBench;

/// <summary>A publish of many workloads: each with variables, probes and a role, and the first 100, which is what an Ingress takes, with a path.</summary>
[MemoryDiagnoser]
public class Publishing
{
    private string _folder = "";
    private EnvironmentSpec _spec = null!;

    /// <summary>Number of workloads.</summary>
    [Params(10, 100, 1000)]
    public int Workloads { get; set; }

    /// <summary>Makes the specification and an empty folder.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("publish-bench-").FullName;
        var names = Enumerable.Range(0, Workloads).Select(number => string.Create(CultureInfo.InvariantCulture, $"service-{number:D4}")).ToList();
        _spec = new EnvironmentSpec
        {
            Name = "bench",
            Region = "eu-west-1",
            NodeGroups = [new() { Name = "default" }],
            Workloads = [.. names.Select((name, index) => new WorkloadSpec
            {
                Name = name,
                Image = $"registry.example/bench/{name}:1.0.0",
                Readiness = new() { Path = "/health" },
                IamRole = new() { ManagedPolicyArns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] },
                Environment = [new() { Name = "FEATURE", Value = "on" }, new() { Name = "NEXT", Workload = names[(index + 1) % names.Count] }],
            })],
            Ingresses = [new() { Name = "public", Rules = [.. names.Take(100).Select(name => new IngressRuleSpec { Path = "/" + name, Workload = name })] }],
        };
    }

    /// <summary>Removes the folder.</summary>
    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    /// <summary>Everything that a publish writes, into a folder that an earlier one wrote.</summary>
    [Benchmark]
    public Task Publish() => EnvironmentFolder.WriteAsync(_folder, _spec, CancellationToken.None);

    /// <summary>The tree alone, in memory.</summary>
    [Benchmark]
    public int Build() => KustomizeTree.Build(_spec).Count;

    /// <summary>The tree built and rendered again, as the provisioner does from disk.</summary>
    [Benchmark]
    public int Render() => KustomizeReader.Render(
        KustomizeTree.Build(_spec).ToDictionary(file => file.Path, file => Encoding.UTF8.GetString(file.Content.Span), StringComparer.Ordinal)).Count;
}
