using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace StandIns.Tests.Aspire;

public sealed class ValidationTests
{
    [Theory]
    [InlineData("service_a", "contains '_'")]
    [InlineData("1st", "does not start with a letter")]
    [InlineData("a--b", "two hyphens in a row")]
    [InlineData("a-", "ends with a hyphen")]
    [InlineData("über", "contains 'ü'")]
    public void AddExecutable_BadName_SaysWhatIsWrong(string name, string fault)
    {
        var exception = Assert.Throws<ArgumentException>(() => Builder().AddExecutable(name, "x", "."));

        Assert.Contains($"'{name}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddExecutable_NameInAnotherCase_IsADuplicate()
    {
        var builder = Builder();
        builder.AddExecutable("worker", "x", ".");

        var exception = Assert.Throws<DistributedApplicationException>(() => builder.AddExecutable("Worker", "x", "."));

        Assert.Contains("'Worker'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddProject_UnknownLaunchProfile_NamesProfileAndFile()
    {
        var exception = Assert.Throws<DistributedApplicationException>(
            () => Builder().AddProject("web", Path.Combine("Web", "Web.csproj"), "nope"));

        Assert.Contains("'nope'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("launchSettings.json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WaitFor_Itself_IsRefused()
    {
        var worker = Builder().AddExecutable("worker", "x", ".");

        Assert.Throws<DistributedApplicationException>(() => worker.WaitFor(worker));
    }

    [Fact]
    public void WithHttpEndpoint_SecondOfTheSameName_IsRefused()
    {
        var worker = Builder().AddExecutable("worker", "x", ".").WithHttpEndpoint();

        Assert.Throws<DistributedApplicationException>(() => worker.WithHttpEndpoint());
    }

    [Fact]
    public void Plan_ProxyOnTheTargetPort_IsRefused() =>
        Assert.Contains("target port 4711", Fault(Builder().AddExecutable("worker", "x", ".").WithHttpEndpoint(4711, 4711)), StringComparison.Ordinal);

    [Fact]
    public void Plan_ReplicasWithATargetPort_IsRefused() =>
        Assert.Contains(
            "2 replicas",
            Fault(Builder().AddProject("web", "Web.csproj").WithHttpEndpoint(targetPort: 4711).WithReplicas(2)),
            StringComparison.Ordinal);

    [Fact]
    public void Plan_PortInUse_NamesPortEndpointAndResource()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var fault = Fault(Builder().AddExecutable("worker", "x", ".").WithHttpEndpoint(port));

        Assert.Contains($"Port {port} of endpoint 'http' of resource 'worker' is in use", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_OrchestratorMissing_NamesPathAndSetting()
    {
        var configuration = Configuration(("DcpPublisher:CliPath", "/nowhere/dcp"));

        var exception = Assert.Throws<DistributedApplicationException>(() => DcpBinaries.Find(configuration, null, dashboard: true));

        Assert.Contains("'/nowhere/dcp'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ASPIRE_DCP_PATH", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PlainHttpNotAllowed_NamesAddressAndSetting()
    {
        var configuration = Configuration(("ASPNETCORE_URLS", "http://localhost:15080"));

        var exception = Assert.Throws<DistributedApplicationException>(
            () => DashboardSettings.Read(configuration, new DistributedApplicationOptions()));

        Assert.Contains("http://localhost:15080", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ASPIRE_ALLOW_UNSECURED_TRANSPORT", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddParameter_NoValue_IsShownAsMissingAndFailsWhatNeedsIt()
    {
        await using var builder = TestApplications.Create();
        var parameter = builder.AddParameter("absent");
        builder.AddExecutable("needs-it", "sleep", ".", "600").WithEnvironment("VALUE", parameter);
        await using var application = await builder.BuildAsync(TestContext.Current.CancellationToken);

        await application.StartAsync(TestContext.Current.CancellationToken);

        await application.ResourceNotifications.WaitForResourceAsync(
            "absent", KnownResourceStates.ValueMissing, TestContext.Current.CancellationToken);
        await application.ResourceNotifications.WaitForResourceAsync(
            "needs-it", KnownResourceStates.FailedToStart, TestContext.Current.CancellationToken);
        var lines = await application.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(
            application.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(r => r.Name == "needs-it"))
            .FirstAsync(TestContext.Current.CancellationToken);
        Assert.Contains(lines, line => line.Content.Contains("'Parameters:absent'", StringComparison.Ordinal));
        await application.StopAsync(TestContext.Current.CancellationToken);
    }

    private static IDistributedApplicationBuilder Builder() =>
        DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value))
            .Build();

    private static string Fault<T>(IResourceBuilder<T> resource)
        where T : IResource =>
        Assert.Throws<DistributedApplicationException>(
            () => new DcpServices(Configuration(), TimeProvider.System, NullLogger<DcpServices>.Instance).Plan([resource.Resource])).Message;
}
