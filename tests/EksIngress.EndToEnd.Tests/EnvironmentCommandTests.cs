using Aspire.Hosting.ApplicationModel;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EksIngress.EndToEnd.Tests;

/// <summary>The commands of an environment: in a browser, and as the dashboard runs them.</summary>
public sealed class EnvironmentCommandTests(DashboardAppHost host) : IClassFixture<DashboardAppHost>
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
        var pods = await host.PodNamesAsync(Token);
        var destroyed = await RunAsync("destroy");
        var gone = Snapshot();
        await host.AssertNoLoadBalancerAsync(pods, Token);
        var built = await RunAsync("re-provision");
        var outputs = EnvironmentOutputs.Read(host.Folder);
        var answer = await RunningAppHost.GetAsync(client, new Uri(outputs.AlbUrl, "/a"), Token);
        // The provisioner's last lines may come after its end.
        await host.Application.ResourceNotifications.WaitForResourceAsync(
            "eks", change => change.Snapshot.Properties.Any(property => property.Name == "step.cluster" && $"{property.Value}".StartsWith("ready: ", StringComparison.Ordinal)), Token);

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
        Assert.Contains(Snapshot().Urls, url => url.Url == outputs.AlbUrl.ToString().TrimEnd('/'));
    }

    [Fact]
    public async Task Dashboard_OfAReadyEnvironment_ShowsItAndBreaksAndRestoresItsTrustPolicy()
    {
        await using var browser = await Browser.StartAsync();
        var outputs = EnvironmentOutputs.Read(host.Folder);
        var dashboard = new DashboardPage(await browser.OpenAsync(outputs.DashboardUrl!));
        await dashboard.DoAsync(() => BreakAndRestoreAsync(dashboard, outputs));
    }

    private static async Task BreakAndRestoreAsync(DashboardPage dashboard, EnvironmentOutputs outputs)
    {
        await Expect(dashboard.Environment).ToContainTextAsync("Running");
        await Expect(dashboard.Environment).ToContainTextAsync(outputs.AlbUrl.ToString().TrimEnd('/'));
        await dashboard.ShowDetailsAsync();
        await Expect(dashboard.Property("albUrl")).ToContainTextAsync(outputs.AlbUrl.ToString().TrimEnd('/'));
        await Expect(dashboard.Property("kubeconfig")).ToContainTextAsync(outputs.Kubeconfig);
        await Expect(dashboard.Property("step.cluster")).ToContainTextAsync("ready: eks is ACTIVE");
        await Expect(dashboard.Property("step.load-balancers")).ToContainTextAsync($"ready: {outputs.Albs.Single().Hostname}");
        await dashboard.OpenMenuAsync();
        await Expect(dashboard.Command("Re-provision")).ToBeEnabledAsync();
        await Expect(dashboard.Command("Break trust policy")).ToBeEnabledAsync();
        await Expect(dashboard.Command("Restore trust policy")).ToBeDisabledAsync();

        await dashboard.RunAndSayNoAsync("Destroy", "Remove the environment 'eks' from the emulated account?");
        await dashboard.RunAsync("Break trust policy", dashboard.Property("trustPolicy"));
        await Expect(dashboard.Property("trustPolicy")).ToContainTextAsync("sts:AssumeRoleWithWebIdentity");
        await dashboard.ExpectResultAsync("Break trust policy", "trusts another service account");
        await dashboard.OpenMenuAsync();
        await Expect(dashboard.Command("Break trust policy")).ToBeDisabledAsync();
        await Expect(dashboard.Command("Restore trust policy")).ToBeEnabledAsync();
        await dashboard.RunAsync("Restore trust policy", dashboard.Property("trustPolicy"), WaitForSelectorState.Hidden);
        await dashboard.ExpectResultAsync("Restore trust policy", "trusts the load balancer controller again");

        await Expect(dashboard.Environment).ToContainTextAsync("Running");
        await dashboard.OpenConsoleAsync();
        await Expect(dashboard.Line("trusts another service account")).ToBeVisibleAsync();
        await Expect(dashboard.Line("trusts the load balancer controller again")).ToBeVisibleAsync();
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
