using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dashboard.Protos;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Client = Aspire.Hosting.Dashboard.Protos.DashboardService.DashboardServiceClient;

namespace StandIns.Tests.Aspire;

public sealed class DashboardServiceTests : IAsyncLifetime
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private readonly DistributedApplication _application;
    private readonly IResource _worker;
    private readonly DashboardServiceHost _host;
    private GrpcChannel? _channel;

    public DashboardServiceTests()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            DashboardApplicationName = "Sample",
            AllowUnsecuredTransport = true,
            Args = ["--ASPIRE_DASHBOARD_RESOURCESERVICE_APIKEY", Key],
        });
        _worker = builder.AddExecutable("worker", "x", ".")
            .WithCommand("greet", "Greet", _ => Task.FromResult(CommandResults.Success("hello")))
            .Resource;
        _application = builder.Build();
        _host = _application.Services.GetRequiredService<DashboardServiceHost>();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ResourceNotificationService Notifications => _application.ResourceNotifications;

    public async ValueTask InitializeAsync()
    {
        var settings = DashboardSettings.Read(
            _application.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>(),
            _application.Services.GetRequiredService<DistributedApplicationOptions>());
        await _host.StartAsync(settings, Token);
        _channel = GrpcChannel.ForAddress(_host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        await _host.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task GetApplicationInformation_WithoutTheKey_IsRefused()
    {
        var exception = await Assert.ThrowsAsync<RpcException>(
            async () => await new Client(_channel).GetApplicationInformationAsync(new ApplicationInformationRequest(), cancellationToken: Token));

        Assert.Equal(StatusCode.Unauthenticated, exception.StatusCode);
    }

    [Fact]
    public async Task GetApplicationInformation_WithTheKey_NamesTheApplication()
    {
        var answer = await new Client(_channel).GetApplicationInformationAsync(new ApplicationInformationRequest(), Headers(), cancellationToken: Token);

        Assert.Equal("Sample", answer.ApplicationName);
    }

    [Fact]
    public async Task WatchResources_StateChanges_SendsAllAtFirstThenTheChange()
    {
        await Notifications.PublishUpdateAsync(_worker, s => s with { State = KnownResourceStates.Starting });
        using var call = new Client(_channel).WatchResources(new WatchResourcesRequest(), Headers(), cancellationToken: Token);

        Assert.True(await call.ResponseStream.MoveNext(Token));
        var initial = Assert.Single(call.ResponseStream.Current.InitialData.Resources);
        await Notifications.PublishUpdateAsync(_worker, s => s with
        {
            State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
            Properties = [new("executable.pid", 42)],
            Urls = [new UrlSnapshot(null, "http://localhost:1", false)],
        });
        Assert.True(await call.ResponseStream.MoveNext(Token));
        var changed = Assert.Single(call.ResponseStream.Current.Changes.Value).Upsert;

        Assert.Equal(("worker", "Executable", "Starting"), (initial.Name, initial.ResourceType, initial.State));
        Assert.Equal("greet", Assert.Single(initial.Commands).Name);
        // The dashboard takes no resource without one, and then none at all.
        Assert.NotNull(initial.CreatedAt);
        Assert.Equal(("FailedToStart", "error"), (changed.State, changed.StateStyle));
        Assert.Equal(42, changed.Properties.Single(property => property.Name == "executable.pid").Value.NumberValue);
        Assert.NotNull(Assert.Single(changed.Urls).DisplayProperties);
    }

    [Fact]
    public async Task WatchResources_ResourceWithAParentRelationship_IsBelowIt()
    {
        var parent = new ParameterResource("parent", _ => "");
        _worker.Annotations.Add(new ResourceRelationshipAnnotation(parent, "Parent"));
        await Notifications.PublishUpdateAsync(_worker, s => s);

        using var call = new Client(_channel).WatchResources(new WatchResourcesRequest(), Headers(), cancellationToken: Token);

        Assert.True(await call.ResponseStream.MoveNext(Token));
        var worker = Assert.Single(call.ResponseStream.Current.InitialData.Resources);
        Assert.Equal("parent", worker.Properties.Single(property => property.Name == "resource.parentName").Value.StringValue);
    }

    [Fact]
    public async Task WatchResourceConsoleLogs_LinesBeforeAndAfter_SendsBothInOrder()
    {
        var logger = _application.Services.GetRequiredService<ResourceLoggerService>().GetLogger(_worker);
        Log(logger, LogLevel.Information, "first");
        using var call = new Client(_channel).WatchResourceConsoleLogs(
            new WatchResourceConsoleLogsRequest { ResourceName = "worker" }, Headers(), cancellationToken: Token);

        Assert.True(await call.ResponseStream.MoveNext(Token));
        var first = Assert.Single(call.ResponseStream.Current.LogLines);
        Log(logger, LogLevel.Error, "second");
        Assert.True(await call.ResponseStream.MoveNext(Token));
        var second = Assert.Single(call.ResponseStream.Current.LogLines);

        Assert.EndsWith("Z first", first.Text, StringComparison.Ordinal);
        Assert.Equal((1, false), (first.LineNumber, first.IsStdErr));
        Assert.EndsWith("Z second", second.Text, StringComparison.Ordinal);
        Assert.Equal((2, true), (second.LineNumber, second.IsStdErr));
    }

    [Theory]
    [InlineData("greet", true, "hello")]
    [InlineData("nope", false, "Resource 'worker' has no command 'nope'.")]
    public async Task ExecuteResourceCommand_Command_AnswersItsResult(string command, bool succeeds, string message)
    {
        await Notifications.PublishUpdateAsync(_worker, s => s);

        var answer = await new Client(_channel).ExecuteResourceCommandAsync(
            new ResourceCommandRequest { ResourceName = "worker", CommandName = command }, Headers(), cancellationToken: Token);

        Assert.Equal(succeeds ? ResourceCommandResponseKind.Succeeded : ResourceCommandResponseKind.Failed, answer.Kind);
        Assert.Equal(message, answer.Message);
    }

    private static Metadata Headers() => new() { { "x-resource-service-api-key", Key } };

    private static void Log(ILogger logger, LogLevel level, string text) => logger.Log(level, default, text, null, (state, _) => state);
}
