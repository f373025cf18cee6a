using System.Text.Json;
using EksIngress.Hosting.Local;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StandIns.Tests.Aws;

namespace EksIngress.Hosting.Tests;

public sealed class LocalEnvironmentMonitorTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly TemporaryDirectory _directory = new();
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private LocalEnvironmentMonitor? _monitor;

    private string Folder => Path.Combine(_directory.Path, "shop");

    [Fact]
    public async Task ProvisionerEndsWell_PublishesTheAddressesAndWritesTheOutputs()
    {
        await using var shop = await StartAsync();

        await ProvisionerIsAsync(shop, KnownResourceStates.Running);
        await WaitForStateAsync(shop, "shop", "Provisioning");
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "provisioner.json"),
            """{"region":"eu-west-1","accountId":"000000000000","albUrl":"http://k8s-shop.elb.localhost:8080","albs":[{"name":"k8s-shop","url":"http://k8s-shop.elb.localhost:8080"}],"provisionTraceId":"4bf9"}""",
            _deadline.Token);
        await ProvisionerIsAsync(shop, KnownResourceStates.Finished, exitCode: 0);
        var ready = await WaitForStateAsync(shop, "shop", KnownResourceStates.Running);
        var ingress = await WaitForStateAsync(shop, "public", KnownResourceStates.Running);

        Assert.Equal("http://k8s-shop.elb.localhost:8080", Assert.Single(ready.Urls).Url);
        Assert.Equal(Path.Combine(Folder, "kubeconfig"), ready.Properties.Single(property => property.Name == "kubeconfig").Value);
        Assert.Equal(
            ["http://k8s-shop.elb.localhost:8080/a", "http://k8s-shop.elb.localhost:8080/b"], ingress.Urls.Select(url => url.Url));
        using var outputs = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "outputs.json"), _deadline.Token));
        Assert.Equal(shop.EndpointUrl, outputs.RootElement.GetProperty("awsEndpointUrl").GetString());
        Assert.Equal(Path.Combine(Folder, "ca.pem"), outputs.RootElement.GetProperty("caFile").GetString());
        Assert.Equal(
            (await shop.VariablesAsync("shop-provisioner"))["AWS_SECRET_ACCESS_KEY"], outputs.RootElement.GetProperty("secretAccessKey").GetString());
    }

    [Theory]
    [InlineData(1, "exit code 1")]
    [InlineData(null, "did not start")]
    public async Task ProvisionerFails_ShowsWhyAndWritesNoOutputs(int? exitCode, string expected)
    {
        await using var shop = await StartAsync();

        await ProvisionerIsAsync(shop, exitCode is null ? KnownResourceStates.FailedToStart : KnownResourceStates.Finished, exitCode);
        var failed = await WaitForStateAsync(shop, "shop", KnownResourceStates.FailedToStart);

        Assert.Contains(expected, failed.Properties.Single(property => property.Name == "reason").Value!.ToString()!, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, "outputs.json")));
    }

    [Fact]
    public async Task ProvisionerRuns_ShowsItsStepsAndItsLastWords()
    {
        await using var shop = await StartAsync();
        await ProvisionerIsAsync(shop, KnownResourceStates.Running);
        var console = shop.Services.GetRequiredService<ResourceLoggerService>().GetLogger("shop-provisioner");

        Say(console, LogLevel.Information, "    12.3 s  cluster            waits: shop is CREATING");
        var step = await shop.Services.GetRequiredService<ResourceNotificationService>().WaitForResourceAsync(
            "shop", change => change.Snapshot.Properties.Any(property => property.Name == "step"), _deadline.Token);
        Say(console, LogLevel.Error, "Cluster shop is FAILED, wanted ACTIVE. Delete it, or give another name.");
        await ProvisionerIsAsync(shop, KnownResourceStates.Finished, exitCode: 1);
        var failed = await WaitForStateAsync(shop, "shop", KnownResourceStates.FailedToStart);

        Assert.Equal(
            [("step", "12.3 s cluster waits: shop is CREATING"), ("step.cluster", "waits: shop is CREATING")],
            step.Snapshot.Properties.Select(property => (property.Name, property.Value)));
        Assert.Equal(["reason", "step.cluster"], failed.Properties.Select(property => property.Name));
        Assert.Contains("Delete it, or give another name.", failed.Properties[0].Value!.ToString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProvisionerEndsWellWithoutOutputs_IsAFailure()
    {
        await using var shop = await StartAsync();

        await ProvisionerIsAsync(shop, KnownResourceStates.Finished, exitCode: 0);
        var failed = await WaitForStateAsync(shop, "shop", KnownResourceStates.FailedToStart);

        Assert.Contains("wrote no outputs", failed.Properties.Single(property => property.Name == "reason").Value!.ToString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProvisionerRunsAgain_TakesTheOutputsAwayUntilItEnds()
    {
        await using var shop = await StartAsync();
        await File.WriteAllTextAsync(Path.Combine(Folder, "provisioner.json"), """{"albUrl":"http://one"}""", _deadline.Token);
        await ProvisionerIsAsync(shop, KnownResourceStates.Finished, exitCode: 0);
        await WaitForStateAsync(shop, "shop", KnownResourceStates.Running);

        await ProvisionerIsAsync(shop, KnownResourceStates.Running);
        await WaitForStateAsync(shop, "shop", "Provisioning");

        Assert.False(File.Exists(Path.Combine(Folder, "outputs.json")));
    }

    [Fact]
    public async Task ProvisionerRunsAgainAndOnlyItsEndIsSeen_TheOutputsAreThoseOfTheSecondRun()
    {
        await using var shop = await StartAsync();
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await File.WriteAllTextAsync(Path.Combine(Folder, "provisioner.json"), """{"albUrl":"http://one"}""", _deadline.Token);
        await ProvisionerIsAsync(shop, KnownResourceStates.Finished, exitCode: 0, start);
        await WaitForStateAsync(shop, "shop", KnownResourceStates.Running);

        await File.WriteAllTextAsync(Path.Combine(Folder, "provisioner.json"), """{"albUrl":"http://two"}""", _deadline.Token);
        await ProvisionerIsAsync(shop, KnownResourceStates.Finished, exitCode: 0, start.AddMinutes(1));

        await WaitForAsync(shop, snapshot => snapshot.Properties.Any(property => property is { Name: "albUrl", Value: "http://two" }));
    }

    [Fact]
    public async Task ProvisionerDoesNotStartTwice_IsAFailureEachTime()
    {
        await using var shop = await StartAsync();
        await ProvisionerIsAsync(shop, KnownResourceStates.FailedToStart);
        await WaitForStateAsync(shop, "shop", KnownResourceStates.FailedToStart);

        await shop.Services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(
            shop.Resource("shop"), snapshot => snapshot with { State = LocalEnvironmentMonitor.Provisioning });
        await ProvisionerIsAsync(shop, KnownResourceStates.Starting);
        await ProvisionerIsAsync(shop, KnownResourceStates.FailedToStart);

        await WaitForStateAsync(shop, "shop", KnownResourceStates.FailedToStart);
    }

    [Fact]
    public async Task StepIsSaidAfterTheEndWasSeen_IsShownAllTheSame()
    {
        await using var shop = await StartAsync();
        await ProvisionerIsAsync(shop, KnownResourceStates.Running);
        await File.WriteAllTextAsync(Path.Combine(Folder, "provisioner.json"), """{"albUrl":"http://one"}""", _deadline.Token);
        await ProvisionerIsAsync(shop, KnownResourceStates.Finished, exitCode: 0);
        await WaitForStateAsync(shop, "shop", KnownResourceStates.Running);

        Say(shop.Services.GetRequiredService<ResourceLoggerService>().GetLogger("shop-provisioner"), LogLevel.Information, "    12.3 s  cluster            ready: shop is ACTIVE (9.8 s)");
        var ready = await WaitForAsync(shop, snapshot => snapshot.Properties.Any(property => property.Name == "step.cluster"));

        Assert.Equal("ready: shop is ACTIVE (9.8 s)", ready.Properties.Single(property => property.Name == "step.cluster").Value);
        Assert.DoesNotContain(ready.Properties, property => property.Name == "step");
    }

    public async ValueTask DisposeAsync()
    {
        if (_monitor is not null)
        {
            await _monitor.StopAsync(CancellationToken.None);
            _monitor.Dispose();
        }

        _deadline.Dispose();
        _directory.Dispose();
    }

    private async Task<StartedShop> StartAsync()
    {
        _deadline.CancelAfter(Deadline);
        var shop = await StartedShop.CreateAsync(_directory.Path);
        _monitor = shop.Services.GetServices<IHostedService>().OfType<LocalEnvironmentMonitor>().Single();
        await _monitor.StartAsync(_deadline.Token);
        return shop;
    }

    private static void Say(ILogger console, LogLevel level, string line) => console.Log(level, default, line, null, (text, _) => text);

    private static Task ProvisionerIsAsync(StartedShop shop, string state, int? exitCode = null, DateTime? start = null) =>
        shop.Services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(
            shop.Resource("shop-provisioner"), snapshot => snapshot with { State = state, ExitCode = exitCode, StartTimeStamp = start });

    private async Task<CustomResourceSnapshot> WaitForAsync(StartedShop shop, Func<CustomResourceSnapshot, bool> isAsWanted) =>
        (await shop.Services.GetRequiredService<ResourceNotificationService>().WaitForResourceAsync(
            "shop", change => isAsWanted(change.Snapshot), _deadline.Token)).Snapshot;

    private async Task<CustomResourceSnapshot> WaitForStateAsync(StartedShop shop, string resource, string state) =>
        (await shop.Services.GetRequiredService<ResourceNotificationService>().WaitForResourceAsync(
            resource, change => change.Snapshot.State?.Text == state, _deadline.Token)).Snapshot;
}
