using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using EksIngress.Provisioner.Aws;
using EksIngress.Testing;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>An environment that was built once; each test breaks one link of its controller's chain and mends it again.</summary>
public sealed class DoctorFixture : IAsyncLifetime
{
    private readonly ProvisionerRun _run = new();
    private readonly HttpClient _http = new();
    private RunningEmulator _emulator = null!;

    /// <summary>How the emulator runs; null as in a plain run.</summary>
    public RunningEmulatorOptions? Options { get; init; }

    public string Name { get; } = "d" + Guid.NewGuid().ToString("N")[..8];

    public string ControllerRole => $"{Name}-eu-west-1-aws-load-balancer-controller";

    internal RunningEmulator Emulator => _emulator;

    internal string Folder => _run.Folder;

    internal string CaFile => Path.Combine(_emulator.Directory, "ca.pem");

    internal AwsClients Aws { get; private set; } = null!;

    internal k8s.Kubernetes Kubernetes { get; private set; } = null!;

    internal string Issuer { get; private set; } = "";

    /// <summary>The policy as it was attached.</summary>
    internal string PolicyDocument { get; private set; } = "";

    private string PolicyArn { get; set; } = "";

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        _emulator = await RunningEmulator.StartAsync(Options, token);
        _run.SetAccount(_emulator).Publish(Specs.Dev with { Name = Name, Workloads = [], Ingresses = [] });
        Aws = Account.Connect(_emulator);
        Assert.True(await _run.RunAsync("apply", _run.Folder) == 0, _run.Output + _run.Error);
        Issuer = (await Aws.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = Name }, token)).Cluster.Identity.Oidc.Issuer;
        Kubernetes = await EmulatedCluster.ConnectAsync(_run, Aws, Name, token);
        PolicyArn = Assert.Single((await Aws.Iam.ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = ControllerRole }, token)).AttachedPolicies).PolicyArn;
        var version = await Aws.Iam.GetPolicyVersionAsync(new GetPolicyVersionRequest { PolicyArn = PolicyArn, VersionId = "v1" }, token);
        PolicyDocument = Uri.UnescapeDataString(version.PolicyVersion.Document);
    }

    public async ValueTask DisposeAsync()
    {
        Kubernetes?.Dispose();
        Aws?.Dispose();
        await _emulator.DisposeAsync();
        _http.Dispose();
        _run.Dispose();
    }

    /// <summary>
    /// Runs doctor; the exit code says whether the chain holds. The emulator's own explanation, which shares no code with it, must come to
    /// the same verdict.
    /// </summary>
    public async Task<(int Code, JsonNode Answer)> DoctorAsync(params string[] more)
    {
        var code = await _run.RunAsync(["doctor", .. ForCluster(more), "-o", "json"]);
        var answer = JsonNode.Parse(_run.Output.Length > 0 ? _run.Output : throw new InvalidOperationException(_run.Error))!;
        AssertSameVerdict(answer, await ExplainAsync(more));
        return (code, answer);
    }

    /// <summary>What the emulator says, asked for the same subject.</summary>
    public async Task<JsonNode> ExplainAsync(params string[] more)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--cluster-name"] = "cluster",
            ["--namespace"] = "namespace",
            ["--service-account"] = "serviceAccount",
            ["--action"] = "action",
            ["--identity"] = "identity",
        };
        var query = string.Join('&', ForCluster(more).Chunk(2).Select(pair => $"{names[pair[0]]}={Uri.EscapeDataString(pair[1])}"));
        return await GetAsync($"/_emulator/explain/trust?{query}");
    }

    /// <summary>The last denied calls, oldest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> DenialsAsync() => [.. (await GetAsync("/_emulator/explain/denials"))["denials"]!.AsArray().Select(denial => denial!)];

    private async Task<JsonNode> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_emulator.AwsEndpoint, path));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{_emulator.AccessKeyId}:{_emulator.SecretAccessKey}")));
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static void AssertSameVerdict(JsonNode doctor, JsonNode explained)
    {
        foreach (var member in (string[])["cluster", "subject", "identity", "verdict", "brokenLink"])
        {
            Assert.True(JsonNode.DeepEquals(doctor[member], explained[member]), $"{member}: doctor says {doctor.ToJsonString()}, explain says {explained.ToJsonString()}");
        }

        var (last, explainedLast) = (doctor["links"]!.AsArray()[^1]!, explained["links"]!.AsArray()[^1]!);
        if (doctor["brokenLink"] is not null)
        {
            Assert.NotEmpty(explainedLast["fix"]!.GetValue<string>());
            // Of the calls that are denied both name the same as the first.
            var (expected, explainedExpected) = (last["expected"]!.GetValue<string>(), explainedLast["expected"]!.GetValue<string>());
            if (expected.StartsWith("role ", StringComparison.Ordinal) && expected.Contains(" may ", StringComparison.Ordinal))
            {
                Assert.Equal(expected.Split(' ')[..4], explainedExpected.Split(' ')[..4]);
            }
        }
    }

    public async Task<(int Code, string Text)> DoctorTextAsync(params string[] more) =>
        (await _run.RunAsync(["doctor", .. ForCluster(more)]), _run.Output);

    private string[] ForCluster(string[] arguments) =>
        arguments.Contains("--cluster-name") ? arguments : ["--cluster-name", Name, .. arguments];

    /// <summary>Gives the controller this policy alone; there is no moment in which it has none.</summary>
    /// <param name="document">The policy.</param>
    /// <param name="name">By which what it decides is told from what others decide.</param>
    public async Task UsePolicyAsync(string document, string name = "mutated")
    {
        await Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = ControllerRole, PolicyName = name, PolicyDocument = document });
        await Aws.Iam.DetachRolePolicyAsync(new DetachRolePolicyRequest { RoleName = ControllerRole, PolicyArn = PolicyArn });
    }

    public async Task RestorePolicyAsync(string name = "mutated")
    {
        await Aws.Iam.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = ControllerRole, PolicyArn = PolicyArn });
        await Aws.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = ControllerRole, PolicyName = name });
    }
}
