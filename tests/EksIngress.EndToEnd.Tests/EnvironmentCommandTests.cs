using Aspire.Hosting.ApplicationModel;

namespace EksIngress.EndToEnd.Tests;

/// <summary>The commands of an environment, as the dashboard runs them.</summary>
public sealed class EnvironmentCommandTests(RunningAppHost host) : IClassFixture<RunningAppHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TrustPolicyBrokenAndRestored_ThenDestroyedAndBuiltAgain_SaysWhatBecameOfIt()
    {
        using var client = new HttpClient();

        var broken = await RunAsync("break-trust-policy");
        var whileBroken = Snapshot();
        await RunningAppHost.GetAsync(client, new Uri(host.Outputs.AlbUrl, "/a"), Token);
        var restored = await RunAsync("restore-trust-policy");
        var destroyed = await RunAsync("destroy");
        var gone = Snapshot();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(host.Outputs.AlbUrl, "/a"), Token));
        var built = await RunAsync("re-provision");
        var outputs = EnvironmentOutputs.Read(host.Folder);
        var answer = await RunningAppHost.GetAsync(client, new Uri(outputs.AlbUrl, "/a"), Token);

        Assert.Contains("sts:AssumeRoleWithWebIdentity", broken, StringComparison.Ordinal);
        Assert.Equal(broken, whileBroken.Properties.Single(property => property.Name == "trustPolicy").Value);
        Assert.Equal(ResourceCommandState.Disabled, whileBroken.Commands.Single(command => command.Name == "break-trust-policy").State);
        Assert.Equal(ResourceCommandState.Enabled, whileBroken.Commands.Single(command => command.Name == "restore-trust-policy").State);
        Assert.EndsWith("trusts the load balancer controller again.", restored, StringComparison.Ordinal);
        Assert.StartsWith("Environment eks is gone", destroyed, StringComparison.Ordinal);
        Assert.Equal("Destroyed", gone.State?.Text);
        Assert.Empty(gone.Urls);
        Assert.Equal("Environment eks is ready.", built);
        Assert.Equal("service-a", answer.Service);
        Assert.Contains(Snapshot().Properties, property => property.Name == "step.cluster" && $"{property.Value}".StartsWith("ready: ", StringComparison.Ordinal));
        Assert.Contains(Snapshot().Urls, url => url.Url == outputs.AlbUrl.ToString().TrimEnd('/'));
    }

    private async Task<string> RunAsync(string command)
    {
        var result = await host.Application.ResourceCommands.ExecuteCommandAsync("eks", command, Token);
        Assert.True(result.Success, $"{command}: {result.Message}");
        return result.Message!;
    }

    private CustomResourceSnapshot Snapshot()
    {
        Assert.True(host.Application.ResourceNotifications.TryGetCurrentState("eks", out var state));
        return state.Snapshot;
    }
}
