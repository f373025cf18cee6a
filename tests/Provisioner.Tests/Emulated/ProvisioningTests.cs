using EksIngress.Emulator.Aws;
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

    private async Task RunAsync(string command)
    {
        var exitCode = await _run.RunAsync(command, _run.Folder, "--timeout", "60");

        Assert.True(exitCode == 0, _run.Output + _run.Error);
    }
}
