using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using StandIns.Tests.Aws;

namespace EksIngress.Hosting.Tests;

/// <summary>What holds for every publish, whatever the model.</summary>
public sealed class PublishedOutputTests
{
    // Nothing of it is in a file name or a word of ours, and each encoding of it is another text.
    private const string Secret = "hunter2 \"+/ü>";

    [Fact]
    public async Task Publish_SameModelIntoTwoFolders_SameBytes()
    {
        using var first = new TemporaryDirectory();
        using var second = new TemporaryDirectory();

        await PublishAsync(first.Path, builder => builder.AddRichShop());
        await PublishAsync(second.Path, builder => builder.AddRichShop());
        var before = ReadBytes(first.Path);
        Assert.Equal(before, ReadBytes(second.Path));

        // Over itself, too.
        await PublishAsync(first.Path, builder => builder.AddRichShop());
        Assert.Equal(before, ReadBytes(first.Path));
    }

    [Theory]
    [InlineData("Secret")]
    [InlineData("ExternalSecret")]
    [InlineData("Aspirate's tree")]
    public async Task Publish_SecretValue_IsNowhereInTheOutputNorInTheLog(string way)
    {
        using var directory = new TemporaryDirectory();
        if (way == "Aspirate's tree")
        {
            WriteAspiratesTree(Path.Combine(directory.Path, "kubernetes", "base"));
        }

        var log = await PublishAsync(directory.Path, builder =>
        {
            builder.Configuration["Parameters:password"] = Secret;
            builder.Configuration["ConnectionStrings:database"] = $"Host=db;Password={Secret}";
            var password = builder.AddParameter("password", secret: true);
            var given = builder.AddParameter("given", Secret, secret: true);
            builder.AddProject<ServiceAProject>("service-a")
                .WithEnvironment("PASSWORD", password)
                .WithEnvironment("GIVEN", given)
                .WithEnvironment("URL", ReferenceExpression.Create($"https://user:{password}@example.org"))
                .WithReference(builder.AddConnectionString("database"));
            var environment = builder.AddEksEnvironment("shop").WithRegion();
            environment.AddNodeGroup("workers");
            _ = way switch
            {
                "ExternalSecret" => environment.WithExternalSecrets("store"),
                "Aspirate's tree" => environment.WithAspirateBase(),
                _ => environment,
            };
        });

        var files = Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText);
        Assert.Contains(files.Keys, file => file.EndsWith("environment.json", StringComparison.Ordinal));
        Assert.Contains("${parameters.password}", files[Path.Combine(directory.Path, "environment.json")], StringComparison.Ordinal);
        foreach (var (file, text) in files.Append(KeyValuePair.Create("the log", log)))
        {
            Assert.All(Encodings(Secret), encoded => Assert.False(text.Contains(encoded, StringComparison.OrdinalIgnoreCase), $"{file} has {encoded}:\n{text}"));
        }
    }

    // In a place that no Secret can serve, it is refused; and the refusal does not say it either.
    [Fact]
    public async Task Publish_SecretWhereNoSecretCanBe_IsRefusedWithoutSayingIt()
    {
        using var directory = new TemporaryDirectory();

        var log = await PublishAsync(directory.Path, builder =>
        {
            var password = builder.AddParameter("password", Secret, secret: true);
            var project = builder.AddProject<ServiceAProject>("service-a");
            var environment = builder.AddEksEnvironment("shop").WithRegion();
            environment.AddNodeGroup("workers");
            environment.AddIngress("public").WithPath("/", project)
                .WithIngressAnnotation("alb.ingress.kubernetes.io/tags", ReferenceExpression.Create($"password={password}"));
        });

        Assert.Contains("it refers to the secret parameter 'password', and only a secret environment variable may", log, StringComparison.Ordinal);
        Assert.All(Encodings(Secret), encoded => Assert.DoesNotContain(encoded, log, StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(directory.Path, "environment.json")));
        Assert.False(Directory.Exists(Path.Combine(directory.Path, "kubernetes")));
    }

    [Fact]
    public async Task Publish_ConfigurationChanges_OnlyThePodsOfItsWorkloadRoll()
    {
        using var directory = new TemporaryDirectory();
        await PublishAsync(directory.Path, builder => Add(builder, "hello"));
        var before = Templates(directory.Path);

        await PublishAsync(directory.Path, builder => Add(builder, "good day"));

        var after = Templates(directory.Path);
        Assert.NotEqual(before["service-a"], after["service-a"]);
        Assert.Equal(before["service-b"], after["service-b"]);
        await PublishAsync(directory.Path, builder => Add(builder, "hello"));
        Assert.Equal(before, Templates(directory.Path));

        static void Add(IDistributedApplicationBuilder builder, string greeting)
        {
            builder.AddProject<ServiceAProject>("service-a").WithEnvironment("GREETING", greeting);
            builder.AddProject<ServiceBProject>("service-b").WithEnvironment("OTHER", "same");
            builder.AddEksEnvironment("shop").WithRegion().AddNodeGroup("workers");
        }
    }

    // What the API server would refuse is refused before a file is touched: the folder is as it was.
    [Fact]
    public async Task Publish_ObjectOfAnUnknownKind_LeavesTheFolderAsItWas()
    {
        using var directory = new TemporaryDirectory();
        await PublishAsync(directory.Path, builder => builder.AddShop());
        var before = ReadBytes(directory.Path);

        var log = await PublishAsync(directory.Path, builder =>
        {
            builder.AddProject<ServiceAProject>("service-a").PublishAsEksService(service => service.AdditionalResources.Add(new Unknown { Metadata = new() { Name = "odd" } }));
            builder.AddEksEnvironment("shop").WithRegion().AddNodeGroup("workers");
        });

        Assert.Contains("nothing was written", log, StringComparison.Ordinal);
        Assert.Contains("example.org/v1 has no kind Unknown that is known here", log, StringComparison.Ordinal);
        Assert.Equal(before.Where(file => file.Key != "manifest.json"), ReadBytes(directory.Path).Where(file => file.Key != "manifest.json"));
    }

    [Fact]
    public async Task Publish_SeveralEnvironmentsWithSeveralIngresses_EachHasItsOwnFolderAndNothingOfTheOthers()
    {
        using var directory = new TemporaryDirectory();

        await PublishAsync(directory.Path, AddTwo);

        foreach (var (name, other) in new[] { ("one", "two"), ("two", "one") })
        {
            var folder = Path.Combine(directory.Path, name);
            var spec = EnvironmentDocument.Read("environment.json", await File.ReadAllBytesAsync(Path.Combine(folder, "environment.json"), TestContext.Current.CancellationToken));
            Assert.Equal(name, spec.Name);
            Assert.Equal([$"{name}-admin", $"{name}-public"], spec.Ingresses.Select(ingress => ingress.Name).Order(StringComparer.Ordinal));
            var objects = Render(folder);
            Assert.Equal([$"{name}-admin", $"{name}-public"], objects.Where(item => Text(item, "kind") == "Ingress").Select(item => item["metadata"]!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal));
            Assert.All(objects, item => Assert.Equal(name, item["metadata"]!["labels"]!["eksingress.dev/environment"]!.GetValue<string>()));
            Assert.All(ReadBytes(folder), file => Assert.DoesNotContain($"{other}-", Encoding.UTF8.GetString(Convert.FromHexString(file.Value)), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Publish_EnvironmentLeavesTheModel_ItsFolderStaysAndIsNamed()
    {
        using var directory = new TemporaryDirectory();
        await PublishAsync(directory.Path, AddTwo);

        var log = await PublishAsync(directory.Path, builder =>
        {
            builder.AddProject<ServiceAProject>("service-a");
            builder.AddEksEnvironment("one").WithRegion().AddNodeGroup("workers");
        });

        // The only one is beside the manifest.
        Assert.True(File.Exists(Path.Combine(directory.Path, "environment.json")));
        Assert.Contains($"{Path.Combine(directory.Path, "one")} holds an environment that an earlier publish wrote there", log, StringComparison.Ordinal);
        Assert.Contains($"{Path.Combine(directory.Path, "two")} holds an environment that an earlier publish wrote there", log, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(directory.Path, "two", "environment.json")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Publish_DelayIsAParameter_TheGracePeriodThatCannotFollowIsTold(bool says)
    {
        using var directory = new TemporaryDirectory();

        var log = await PublishAsync(directory.Path, builder =>
        {
            builder.AddShop();
            var project = builder.AddProject<ServiceBProject>("slow");
            project = says ? project.WithTerminationGracePeriod(TimeSpan.FromSeconds(200)) : project;
            builder.CreateResourceBuilder(builder.Resources.OfType<EksEnvironmentResource>().Single()).AddIngress("slow-requests")
                .WithPath("/slow", project)
                .WithIngressAnnotation("alb.ingress.kubernetes.io/target-group-attributes", ReferenceExpression.Create($"deregistration_delay.timeout_seconds={builder.AddParameter("delay").Resource}"));
        });

        Assert.Equal(!says, log.Contains("Pods of 'slow' are killed 50 seconds after they are told to end", StringComparison.Ordinal));
        Assert.Equal(!says, log.Contains(".WithTerminationGracePeriod(...)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publish_WhatIsNoProject_IsNamedWithTheWayOut()
    {
        using var directory = new TemporaryDirectory();

        var log = await PublishAsync(directory.Path, builder =>
        {
            builder.AddShop();
            builder.AddParameter("plain", "value");
            builder.AddConnectionString("database");
            builder.AddResource(new Container("cache"));
            builder.AddExecutable("frontend", "npm", ".", "start");
            builder.AddExecutable("tool", "make", ".").ExcludeFromManifest();
        });

        Assert.Equal(["cache", "frontend"], LeftOut(log));
        Assert.Contains("'cache' is not published to EKS environment 'shop', for only projects run there: run it elsewhere, or add its Kubernetes objects", log, StringComparison.Ordinal);
        Assert.Contains(".ExcludeFromManifest() on it says that this is meant", log, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(directory.Path, "environment.json")));
    }

    [Fact]
    public async Task Publish_WhatIsNoProjectInOneOfSeveralEnvironments_IsNamedOnceForThatOne()
    {
        using var directory = new TemporaryDirectory();

        var log = await PublishAsync(directory.Path, builder =>
        {
            AddTwo(builder);
            var two = builder.Resources.OfType<EksEnvironmentResource>().Single(environment => environment.Name == "two");
            builder.AddResource(new Container("cache")).WithComputeEnvironment(builder.CreateResourceBuilder(two));
        });

        Assert.Equal(["cache"], LeftOut(log));
        Assert.Contains("'cache' is not published to EKS environment 'two'", log, StringComparison.Ordinal);
    }

    // Aspirate reads containers and arguments from the manifest; what is in its base is its answer.
    [Fact]
    public async Task Publish_ContainersAndArgumentsOverAspiratesTree_AreLeftToAspirate()
    {
        using var directory = new TemporaryDirectory();
        WriteAspiratesTree(Path.Combine(directory.Path, "kubernetes", "base"));

        var log = await PublishAsync(directory.Path, builder =>
        {
            builder.AddProject<ServiceAProject>("service-a").WithArgs("--verbose");
            builder.AddResource(new Container("cache"));
            builder.AddEksEnvironment("shop").WithRegion().WithAspirateBase().AddNodeGroup("workers");
        });

        Assert.Empty(LeftOut(log));
        Assert.True(File.Exists(Path.Combine(directory.Path, "environment.json")), log);
    }

    private static IEnumerable<string> LeftOut(string log) => log.Split('\n')
        .Where(line => line.Contains("is not published to", StringComparison.Ordinal))
        .Select(line => line.Split('\'')[1])
        .Order(StringComparer.Ordinal);

    private static void AddTwo(IDistributedApplicationBuilder builder)
    {
        foreach (var name in new[] { "one", "two" })
        {
            var environment = builder.AddEksEnvironment(name).WithRegion();
            environment.AddNodeGroup($"{name}-workers");
            var project = builder.AddProject<ServiceAProject>($"{name}-service").WithComputeEnvironment(environment);
            environment.AddIngress($"{name}-public").WithPath("/", project);
            environment.AddIngress($"{name}-admin").WithPath("/admin", project);
        }
    }

    private static IEnumerable<string> Encodings(string secret) => new[]
    {
        secret, "hunter2", Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), JsonEncodedText.Encode(secret).ToString(),
        JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), Uri.EscapeDataString(secret), WebUtility.HtmlEncode(secret),
        Convert.ToHexString(Encoding.UTF8.GetBytes(secret)), Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..16],
    }.Distinct(StringComparer.OrdinalIgnoreCase);

    // What Aspirate leaves of a project: Deployment, Service and the ConfigMap with its variables.
    private static void WriteAspiratesTree(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "kustomization.yaml"), "resources:\n- all.yaml\n");
        File.WriteAllText(Path.Combine(folder, "all.yaml"), """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: service-a}
            spec: {selector: {matchLabels: {app: service-a}}, template: {metadata: {labels: {app: service-a}}, spec: {containers: [{name: service-a, image: a}]}}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: service-a}
            spec: {selector: {app: service-a}, ports: [{name: http, port: 8080, targetPort: 8080}]}
            """);
    }

    private static Dictionary<string, string> Templates(string folder) => Render(folder)
        .Where(item => Text(item, "kind") == "Deployment")
        .ToDictionary(item => item["metadata"]!["name"]!.GetValue<string>(), item => item["spec"]!["template"]!.ToJsonString());

    private static IReadOnlyList<JsonObject> Render(string folder)
    {
        var root = Path.Combine(folder, "kubernetes");
        return KustomizeReader.Render(Directory.GetFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText));
    }

    private static string? Text(JsonObject item, string name) => item[name]?.GetValue<string>();

    private static SortedDictionary<string, string> ReadBytes(string directory) => new(
        Directory.GetFiles(directory, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(directory, file).Replace('\\', '/'), file => Convert.ToHexString(File.ReadAllBytes(file))),
        StringComparer.Ordinal);

    /// <returns>All that was logged.</returns>
    private static async Task<string> PublishAsync(string directory, Action<IDistributedApplicationBuilder> model)
    {
        using var log = new LogRecorder();
        var builder = TestApplication.Publish(Path.Combine(directory, "manifest.json"));
        builder.Services.AddSingleton<ILoggerProvider>(log);
        model(builder);
        await using var application = builder.Build();
        await application.RunAsync(TestContext.Current.CancellationToken);
        return log.Text;
    }

    [KubernetesEntity(Group = "example.org", ApiVersion = "v1", Kind = "Unknown", PluralName = "unknowns")]
    private sealed class Unknown : IKubernetesObject<V1ObjectMeta>
    {
        public string ApiVersion { get; set; } = "example.org/v1";

        public string Kind { get; set; } = "Unknown";

        public V1ObjectMeta Metadata { get; set; } = new();
    }

    private sealed class Container(string name) : Resource(name), IComputeResource;

    private sealed class LogRecorder : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public string Text => string.Join('\n', _lines);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
            // There is nothing to let go of.
        }
    }
}
