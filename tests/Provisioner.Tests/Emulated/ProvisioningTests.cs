using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Faults;
using EksIngress.Emulator.Certificates;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Model.Environments;
using EksIngress.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>The whole program against an emulated account; the cluster's API is a stand-in, so there is no Ingress.</summary>
public sealed class ProvisioningTests : IAsyncLifetime
{
    private readonly ProvisionerRun _run = new();
    private readonly string _name = "t" + Guid.NewGuid().ToString("N")[..8];
    private RunningEmulator _emulator = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EnvironmentSpec Spec => Specs.Dev with { Name = _name, Ingresses = [] };

    private ConcurrentDictionary<string, JsonObject> Objects =>
        ((FakeKubernetesClusters)_emulator.Services.GetRequiredService<IKubernetesClusters>()).Objects;

    public async ValueTask InitializeAsync()
    {
        _emulator = await RunningEmulator.StartAsync(
            new RunningEmulatorOptions
            {
                ConfigureServices = services => services.AddSingleton<IKubernetesClusters>(provider => new FakeKubernetesClusters(
                    provider.GetRequiredService<IEksIdentities>, provider.GetRequiredService<CertificateAuthority>)),
            },
            Token);
        _run.Set("AWS_ENDPOINT_URL", _emulator.AwsEndpoint.AbsoluteUri)
            .Set("AWS_ACCESS_KEY_ID", _emulator.AccessKeyId)
            .Set("AWS_SECRET_ACCESS_KEY", _emulator.SecretAccessKey)
            .Publish(Spec);
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        _run.Dispose();
    }

    [Fact]
    public async Task Apply_Twice_TheSecondMakesNoWrite()
    {
        using var calls = new CallRecorder(_name);
        await RunAsync("apply");
        Assert.Contains("iam CreateRole", calls.Writes, StringComparer.OrdinalIgnoreCase);
        calls.Clear();

        await RunAsync("apply");

        Assert.NotEmpty(calls.Calls);
        Assert.Empty(calls.Writes);
    }

    [Fact]
    public async Task Destroy_AfterApply_LeavesTheAccountAsItWas()
    {
        using var aws = Account.Connect(_emulator);
        var before = await Account.ListAsync(aws, Token);
        await RunAsync("apply");
        Assert.True((await Account.ListAsync(aws, Token)).Count > before.Count + 15);

        await RunAsync("destroy");

        Assert.Equal(before, await Account.ListAsync(aws, Token));
    }

    [Fact]
    public async Task Apply_StoppedAfterEachWrite_GoesOnFromThereUntilDone()
    {
        using var calls = new CallRecorder(_name);

        var runs = await RunInPiecesAsync("apply", calls);

        Assert.InRange(runs, 10, 60);
        calls.Clear();
        await RunAsync("apply");
        Assert.Empty(calls.Writes);
    }

    [Fact]
    public async Task Destroy_StoppedAfterEachWrite_StillLeavesNothing()
    {
        using var aws = Account.Connect(_emulator);
        using var calls = new CallRecorder(_name);
        var before = await Account.ListAsync(aws, Token);
        await RunAsync("apply");

        await RunInPiecesAsync("destroy", calls);

        Assert.Equal(before, await Account.ListAsync(aws, Token));
    }

    [Fact]
    public async Task Destroy_ClusterGoesBetweenTwoCalls_HasNoNodeGroups()
    {
        using var aws = Account.Connect(_emulator);
        var before = await Account.ListAsync(aws, Token);
        await RunAsync("apply");
        foreach (var name in (await aws.Eks.ListNodegroupsAsync(new() { ClusterName = _name }, Token)).Nodegroups)
        {
            await aws.Eks.DeleteNodegroupAsync(new() { ClusterName = _name, NodegroupName = name }, Token);
        }

        _emulator.Services.GetRequiredService<FaultPlan>().FailNext("ListNodegroups", "ResourceNotFoundException", statusCode: 404);
        await RunAsync("destroy");

        Assert.Contains("the cluster is gone", _run.Output, StringComparison.Ordinal);
        Assert.Equal(before, await Account.ListAsync(aws, Token));
    }

    [Fact]
    public async Task Destroy_NothingThere_Succeeds() => await RunAsync("destroy");

    [Fact]
    public async Task Apply_ClusterOfSomeoneElse_IsNotTouched()
    {
        using var aws = Account.Connect(_emulator);
        await RunAsync("apply");
        var cluster = (await aws.Eks.DescribeClusterAsync(new() { Name = _name }, Token)).Cluster;
        await aws.Eks.UntagResourceAsync(new() { ResourceArn = cluster.Arn, TagKeys = ["eksingress.dev/environment"] }, Token);

        Assert.Equal(1, await _run.RunAsync("destroy", _run.Folder));

        Assert.Contains("does not belong to this environment", _run.Error, StringComparison.Ordinal);
        Assert.Equal("ACTIVE", (await aws.Eks.DescribeClusterAsync(new() { Name = _name }, Token)).Cluster.Status);
    }

    [Fact]
    public async Task Apply_TrustPolicyWasChanged_IsCorrected()
    {
        using var aws = Account.Connect(_emulator);
        await RunAsync("apply");
        var role = $"{_name}-eu-west-1-aws-load-balancer-controller";
        var wanted = (await aws.Iam.GetRoleAsync(new() { RoleName = role }, Token)).Role.AssumeRolePolicyDocument;
        await aws.Iam.UpdateAssumeRolePolicyAsync(
            new() { RoleName = role, PolicyDocument = Uri.UnescapeDataString(wanted).Replace("kube-system", "other", StringComparison.Ordinal) }, Token);

        await RunAsync("apply");

        Assert.Equal(wanted, (await aws.Iam.GetRoleAsync(new() { RoleName = role }, Token)).Role.AssumeRolePolicyDocument);
    }

    [Fact]
    public async Task Apply_Done_WritesOutputsAndKubeconfigForItsOwnerOnly()
    {
        var (outputs, kubeconfig) = (Path.Combine(_run.Folder, "out", "outputs.json"), Path.Combine(_run.Folder, "out", "kubeconfig"));

        Assert.Equal(0, await _run.RunAsync("apply", _run.Folder, "--outputs", outputs, "--kubeconfig", kubeconfig));

        var document = JsonNode.Parse(await File.ReadAllTextAsync(outputs, Token))!;
        Assert.Equal(_name, document["environment"]!.GetValue<string>());
        Assert.Equal(_emulator.AccountId, document["accountId"]!.GetValue<string>());
        Assert.Equal(_emulator.AwsEndpoint, new Uri(document["awsEndpointUrl"]!.GetValue<string>()));
        Assert.Equal(kubeconfig, document["kubeconfig"]!.GetValue<string>());
        Assert.Contains("token", await File.ReadAllTextAsync(kubeconfig, Token), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(outputs));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kubeconfig));
        }
    }

    [Fact]
    public async Task Status_BeforeAndAfterApply_TellsWhatIsThereAndChangesNothing()
    {
        using var calls = new CallRecorder(_name);
        await RunAsync("plan");
        Assert.Contains("next: VPC", _run.Output, StringComparison.Ordinal);
        await RunAsync("apply");

        await RunAsync("status");

        Assert.Contains("Nothing to do.", _run.Output, StringComparison.Ordinal);
        Assert.Contains("is ACTIVE at https://127.0.0.1:", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_Run_IsOneTraceWithASpanPerStepAndTheCallsBelow()
    {
        using var calls = new CallRecorder(_name);

        await RunAsync("apply");

        var spans = calls.Spans;
        var root = Assert.Single(spans, span => span.OperationName == "provision");
        Assert.Equal(default, root.ParentSpanId);
        Assert.All(spans, span => Assert.Equal(root.TraceId, span.TraceId));
        var step = Assert.Single(spans, span => span.OperationName == "cluster");
        Assert.Equal(root.SpanId, step.ParentSpanId);
        Assert.Contains(spans, span => span.Source.Name == "System.Net.Http" && span.ParentSpanId == step.SpanId);
        Assert.Contains("eks CreateCluster", calls.Calls, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Apply_ControllerRefusesTheIngress_EndsWithTheIngressesOwnEvent()
    {
        await RunAsync("apply");
        _run.Publish(Spec with { Ingresses = Specs.Dev.Ingresses });
        Objects["api/v1/namespaces/default/events/web.1"] = JsonNode.Parse("""
            {"metadata":{"name":"web.1"},"involvedObject":{"kind":"Ingress","namespace":"default","name":"web"},"type":"Warning",
             "reason":"FailedBuildModel","message":"Failed build model due to no certificate found","lastTimestamp":"2026-11-24T10:00:00Z"}
            """)!.AsObject();

        Assert.Equal(1, await _run.RunAsync("apply", _run.Folder, "--timeout", "2"));

        Assert.Contains(
            "load-balancers: Ingress default/web has no ALB: FailedBuildModel: Failed build model due to no certificate found", _run.Error, StringComparison.Ordinal);
        Assert.Contains("waits: Ingress default/web has no ALB", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_AlbIsHealthy_OutputsLeadToItAndDestroyRemovesWhatTheControllerLeft()
    {
        using var aws = Account.Connect(_emulator);
        var before = await Account.ListAsync(aws, Token);
        await RunAsync("apply");
        await using var alb = await HandMadeAlb.CreateAsync(aws, _name, Token);
        var frontend = await alb.AddFrontendAsync(aws, _name, Token);
        Objects["apis/networking.k8s.io/v1/namespaces/default/ingresses/web"] = new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["loadBalancer"] = new JsonObject
                {
                    ["ingress"] = new JsonArray(new JsonObject { ["hostname"] = alb.Hostname.ToLowerInvariant() }, new JsonObject { ["hostname"] = frontend }),
                },
            },
        };
        _run.Publish(Spec with { Ingresses = Specs.Dev.Ingresses });
        var outputs = Path.Combine(_run.Folder, "outputs.json");

        Assert.True(await _run.RunAsync("apply", _run.Folder, "--timeout", "60", "--outputs", outputs) == 0, _run.Output + _run.Error);

        var document = JsonNode.Parse(await File.ReadAllTextAsync(outputs, Token))!;
        using var client = new HttpClient();
        Assert.Equal("here", await client.GetStringAsync(new Uri(document["albUrl"]!.GetValue<string>()), Token));
        var listed = Assert.Single(document["albs"]!.AsArray())!;
        Assert.Equal(alb.Hostname, listed["hostname"]!.GetValue<string>());
        Assert.Equal("default/web", listed["ingresses"]![0]!.GetValue<string>());
        Assert.Equal(80, listed["listeners"]![0]!["port"]!.GetValue<int>());
        var network = listed["frontendNlb"]!;
        Assert.Equal(frontend, network["hostname"]!.GetValue<string>());
        Assert.Equal("TCP", network["listeners"]![0]!["protocol"]!.GetValue<string>());
        Assert.Equal("here", await client.GetStringAsync(new Uri($"http://127.0.0.1:{network["listeners"]![0]!["localPort"]}"), Token));

        await RunAsync("destroy");
        Assert.Equal(before, await Account.ListAsync(aws, Token));
    }

    [Fact]
    public async Task Apply_Objects_CarryTheTraceOfTheRunThatChangedThem()
    {
        using var calls = new CallRecorder(_name);
        await RunAsync("apply");
        var first = Traceparent();
        Assert.Contains(Assert.Single(calls.Spans, span => span.OperationName == "provision").TraceId.ToHexString(), first, StringComparison.Ordinal);

        await RunAsync("apply");

        Assert.Equal(first, Traceparent());
        string Traceparent() => Objects["apis/apps/v1/namespaces/default/deployments/service-a"]["metadata"]!["annotations"]!["eksingress.dev/traceparent"]!.GetValue<string>();
    }

    [Fact]
    public async Task Apply_ServiceAccount_GetsTheArnOfTheRoleItNames()
    {
        await RunAsync("apply");

        var annotations = Objects["api/v1/namespaces/default/serviceaccounts/service-a"]["metadata"]!["annotations"]!;
        Assert.Equal($"arn:aws:iam::{_emulator.AccountId}:role/{_name}-eu-west-1-workload-service-a", annotations["eks.amazonaws.com/role-arn"]!.GetValue<string>());
    }

    [Fact]
    public async Task Apply_KeyIsWrong_SaysWhoRefusedIt()
    {
        _run.Set("AWS_SECRET_ACCESS_KEY", "wrong");

        Assert.Equal(1, await _run.RunAsync("apply", _run.Folder));

        Assert.Contains("does not accept the caller", _run.Error, StringComparison.Ordinal);
        Assert.Contains("SignatureDoesNotMatch", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_NobodyThere_SaysSoAndNotThatTheCallerWasRefused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        _run.Set("AWS_ENDPOINT_URL", $"http://127.0.0.1:{port}");

        Assert.Equal(1, await _run.RunAsync("apply", _run.Folder));

        Assert.Contains($"The emulator at http://127.0.0.1:{port}/ does not answer: ", _run.Error, StringComparison.Ordinal);
        Assert.Contains("Start it, or set AWS_ENDPOINT_URL", _run.Error, StringComparison.Ordinal);
    }

    // Stops each run at its first write, whatever that is, as a user or a crash would.
    private async Task<int> RunInPiecesAsync(string command, CallRecorder calls)
    {
        for (var runs = 1; ; runs++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            calls.OnWrite = stop.Cancel;
            var exitCode = await _run.RunUntilAsync(stop, command, _run.Folder, "--timeout", "60");
            if (exitCode == 0)
            {
                return runs;
            }

            Assert.True(stop.IsCancellationRequested && runs < 200, _run.Output + _run.Error);
        }
    }

    private async Task RunAsync(string command)
    {
        var exitCode = await _run.RunAsync([command, _run.Folder, .. command is "apply" or "destroy" ? ["--timeout", "60"] : Array.Empty<string>()]);

        Assert.True(exitCode == 0, _run.Output + _run.Error);
    }
}
