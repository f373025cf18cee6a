using System.Text.Json.Nodes;
using Amazon.Runtime;
using EksIngress.Emulator.Aws.Faults;
using EksIngress.Model.Environments;
using EksIngress.Provisioner.Aws;
using EksIngress.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>
/// <c>--target aws</c>, the endpoints of the services led to the emulator by the variables that the SDK has for it, with the temporary credentials of
/// a role as a person who signed in has them.
/// </summary>
public sealed class AwsTargetTests : IAsyncLifetime
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);

    private readonly ProvisionerRun _run = new();
    private readonly ShortWaits _time = new();
    private readonly string _name = "a" + Guid.NewGuid().ToString("N")[..8];
    private RunningEmulator _emulator = null!;
    private AwsClients _aws = null!;
    private string _secret = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EnvironmentSpec Spec => Specs.Dev with
    {
        Name = _name,
        Workloads = [.. Specs.Dev.Workloads.Select(workload => workload with { Replicas = 0 })],
        Ingresses = [.. Specs.Dev.Ingresses, new() { Name = "answers", Https = new() { Requests = [new() { DomainName = "shop.example" }] }, Rules = [new() { FixedResponse = new() { StatusCode = 200 } }] }],
    };

    public async ValueTask InitializeAsync()
    {
        _emulator = await RunningEmulator.StartAsync(null, Token);
        _aws = Account.Connect(_emulator);
        var role = (await _aws.Iam.CreateRoleAsync(
            new()
            {
                RoleName = "deployers",
                AssumeRolePolicyDocument = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{_emulator.AccountId}}:root"},"Action":"sts:AssumeRole"}]}""",
            },
            Token)).Role;
        await _aws.Iam.AttachRolePolicyAsync(new() { RoleName = "deployers", PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" }, Token);
        var session = (await _aws.Sts.AssumeRoleAsync(new() { RoleArn = role.Arn, RoleSessionName = "someone" }, Token)).Credentials;
        _secret = session.SecretAccessKey;
        _run.FindCredentials = () => new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken);
        _run.Time = _time;
        foreach (var id in AwsClients.ServiceIds)
        {
            _run.Set(EndpointOverrides.VariableOf(id), _emulator.AwsEndpoint.AbsoluteUri);
        }

        _run.Set("AWS_PROFILE", "shop").Publish(Spec);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _emulator.DisposeAsync();
        _run.Dispose();
    }

    [Fact]
    public async Task ApplyTwiceAndDestroy_OnAws_WaitsAsAwsWantsItAndLeavesNothing()
    {
        var before = await Account.ListAsync(_aws, Token);
        var (outputs, kubeconfig) = (Path.Combine(_run.Folder, "outputs.json"), Path.Combine(_run.Folder, "kubeconfig"));
        _emulator.Services.GetRequiredService<FaultPlan>().Replace([new FaultRule { Kind = FaultKind.RolePropagation, Seconds = 0.5 }], 0);

        await RunAsync("apply", "--outputs", outputs, "--kubeconfig", kubeconfig);

        Assert.Contains($"on AWS, account {_emulator.AccountId}, as arn:aws:sts::{_emulator.AccountId}:assumed-role/deployers/someone", _run.Output, StringComparison.Ordinal);
        Assert.Contains($"EKS is called at {_emulator.AwsEndpoint}", _run.Output, StringComparison.Ordinal);
        Assert.Contains($"cluster            waits: EKS cannot use role {_name}-eu-west-1-cluster yet", _run.Output, StringComparison.Ordinal);
        Assert.Contains(Poll, _time.Waits);
        Assert.DoesNotContain(_time.Waits, wait => wait < TimeSpan.FromSeconds(0.5));

        // Nothing of the caller is written down: the name of the profile is enough to sign in again.
        var written = await File.ReadAllTextAsync(outputs, Token) + await File.ReadAllTextAsync(kubeconfig, Token);
        Assert.DoesNotContain(_secret, written, StringComparison.Ordinal);
        Assert.Contains("AWS_PROFILE", written, StringComparison.Ordinal);
        var document = JsonNode.Parse(await File.ReadAllTextAsync(outputs, Token))!;
        Assert.Null(document["awsEndpointUrl"]);
        Assert.Null(document["secretAccessKey"]);
        Assert.Equal(2, document["albs"]!.AsArray().Count);

        using (var calls = new CallRecorder(_name))
        {
            await RunAsync("apply");
            Assert.NotEmpty(calls.Calls);
            Assert.Empty(calls.Writes);
        }

        Assert.Equal(0, await _run.RunAsync("status", _run.Folder, "--target", "aws"));
        Assert.Contains("Nothing to do.", _run.Output, StringComparison.Ordinal);
        await RunAsync("destroy");
        Assert.Equal(before, await Account.ListAsync(_aws, Token));
        Assert.Empty((await _aws.Certificates.ListCertificatesAsync(new(), Token)).CertificateSummaryList ?? []);
    }

    [Theory]
    [InlineData(null, "Nobody is there to be asked")]
    [InlineData("another", "Not confirmed; nothing was touched.")]
    public async Task Apply_NotConfirmed_TouchesNothing(string? answer, string expected)
    {
        _run.Answer = answer;
        using var calls = new CallRecorder(_name);

        Assert.Equal(2, await _run.RunAsync("apply", _run.Folder, "--target", "aws"));

        Assert.Contains(expected, _run.Error, StringComparison.Ordinal);
        Assert.Empty((await _aws.Eks.ListClustersAsync(new(), Token)).Clusters ?? []);
        Assert.Empty(calls.Writes);
    }

    [Fact]
    public async Task Apply_RoleOfSomeoneElse_FailsWithTheReason()
    {
        await _aws.Iam.CreateRoleAsync(
            new()
            {
                RoleName = $"{_name}-eu-west-1-cluster",
                AssumeRolePolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
            },
            Token);

        Assert.Equal(1, await _run.RunAsync("apply", _run.Folder, "--target", "aws", "--yes", "--timeout", "900"));

        Assert.Contains($"IAM role {_name}-eu-west-1-cluster exists and does not belong to this environment", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrustPolicy_OnAws_IsRefused()
    {
        Assert.Equal(2, await _run.RunAsync("trust-policy", "break", _run.Folder, "--target", "aws"));

        Assert.Contains("on an emulator only", _run.Error, StringComparison.Ordinal);
    }

    private async Task RunAsync(string command, params string[] more)
    {
        // Two hours, of which a fiftieth passes at most.
        var exitCode = await _run.RunAsync([command, _run.Folder, "--target", "aws", "--yes", "--timeout", "7200", .. more]);

        Assert.True(exitCode == 0, _run.Output + _run.Error);
    }
}
