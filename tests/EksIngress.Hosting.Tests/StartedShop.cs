using Aspire.Hosting.Eventing;

namespace EksIngress.Hosting.Tests;

/// <summary>A running shop up to the moment at which processes would be started; the emulator's address is the test's.</summary>
internal sealed class StartedShop : IAsyncDisposable
{
    private readonly IDistributedApplicationBuilder _builder;
    private readonly DistributedApplication _application;

    private StartedShop(IDistributedApplicationBuilder builder, DistributedApplication application) =>
        (_builder, _application) = (builder, application);

    public string EndpointUrl { get; private init; } = "";

    public IServiceProvider Services => _application.Services;

    /// <param name="directory">Takes the place of <c>.eks</c>.</param>
    /// <param name="emulator">Address that the emulator gets.</param>
    /// <param name="environment">Variables of the AppHost's own environment.</param>
    /// <param name="time">The AppHost's clock.</param>
    public static async Task<StartedShop> CreateAsync(
        string directory, Uri? emulator = null, IReadOnlyDictionary<string, string>? environment = null, TimeProvider? time = null)
    {
        emulator ??= new Uri("http://localhost:4566");
        var builder = TestApplication.Run(directory);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            builder.Configuration[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        builder.AddShop();
        var application = builder.Build();
        await PublishBeforeStartAsync(builder, application);
        var url = $"http://{emulator.Host}:{emulator.Port}";
        var endpoint = builder.Resources.OfType<ProjectResource>().Single(resource => resource.Name == "shop-emulator").GetEndpoint("http").EndpointAnnotation;
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, emulator.Host, emulator.Port);
        return new StartedShop(builder, application) { EndpointUrl = url };
    }

    public static Task PublishBeforeStartAsync(IDistributedApplicationBuilder builder, DistributedApplication application) =>
        builder.Eventing.PublishAsync(
            new BeforeStartEvent(application.Services, application.Services.GetRequiredService<DistributedApplicationModel>()),
            EventDispatchBehavior.BlockingSequential,
            TestContext.Current.CancellationToken);

    public IResource Resource(string name) => _builder.Resources.Single(resource => resource.Name == name);

    /// <summary>The variables that a process of the resource is started with; those without a value yet are left out.</summary>
    public async Task<Dictionary<string, string>> VariablesAsync(string resource)
    {
        var context = new EnvironmentCallbackContext(_builder.ExecutionContext, Resource(resource), [], TestContext.Current.CancellationToken);
        foreach (var annotation in Resource(resource).Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        var variables = new Dictionary<string, string>();
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            if (value is EndpointReference { IsAllocated: true } endpoint)
            {
                variables[name] = (await endpoint.GetValueAsync(TestContext.Current.CancellationToken))!;
            }
            else if (value is string or int)
            {
                variables[name] = value.ToString()!;
            }
        }

        return variables;
    }

    public async Task<IReadOnlyList<string>> ArgumentsAsync(string resource)
    {
        var context = new CommandLineArgsCallbackContext([], Resource(resource), TestContext.Current.CancellationToken)
        {
            ExecutionContext = _builder.ExecutionContext,
        };
        foreach (var annotation in Resource(resource).Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return [.. context.Args.Select(argument => argument.ToString()!)];
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
