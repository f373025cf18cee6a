using System.Reflection;
using Aspire.Hosting.Backchannel;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aspire.Hosting;

/// <summary>Collects the resources of an application and the services of its host.</summary>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly DistributedApplicationExecutionContextOptions _executionContextOptions;
    private readonly IDistributedApplicationObserver? _observer = DistributedApplicationObserver.Current;
    private bool _built;

    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args })
    {
    }

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (_observer is null)
        {
            FaultyModel.ReportInsteadOfCrash(Assembly.GetEntryAssembly());
        }

        var settings = new HostApplicationBuilderSettings { Args = options.Args };
        _observer?.BuilderConstructing(options, settings);

        AppHostAssembly = options.AssemblyName is { Length: > 0 } name ? Assembly.Load(new AssemblyName(name)) : Assembly.GetEntryAssembly();
        AppHostDirectory = options.ProjectDirectory
            ?? AppHostMetadata.Find(AppHostAssembly, AppHostMetadata.ProjectPath)
            ?? Directory.GetCurrentDirectory();
        settings.ContentRootPath ??= AppHostDirectory;
        _host = new HostApplicationBuilder(settings);
        AppHostConfiguration.Add(_host.Configuration, options, settings.Args ?? [], AppHostDirectory, AppHostAssembly);

        _executionContextOptions = AppHostConfiguration.ReadOperation(_host.Configuration);
        ExecutionContext = new DistributedApplicationExecutionContext(_executionContextOptions);
        AddServices(options);
        _observer?.BuilderConstructed(this);
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    public IDistributedApplicationPipeline Pipeline { get; } = new DistributedApplicationPipeline();

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new DistributedApplicationResourceBuilder<T>(this, resource);
    }

    public DistributedApplication Build()
    {
        if (_built)
        {
            throw new InvalidOperationException("The application is already built.");
        }

        _observer?.Building(this);
        _built = true;
        _host.Services.AddSingleton(new DistributedApplicationModel(Resources));
        var application = new DistributedApplication(_host.Build()) { Observer = _observer };
        _executionContextOptions.ServiceProvider = application.Services;
        _observer?.Built(application);
        return application;
    }

    private void AddServices(DistributedApplicationOptions options)
    {
        Services.AddSingleton(options);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(Eventing);
        Services.AddSingleton(Pipeline);
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton(services => new ResourceLoggerService(services.GetRequiredService<TimeProvider>()));
        Services.AddSingleton<ResourceNotificationService>();
        Services.AddSingleton(services => new ResourceCommandService(
            services.GetRequiredService<ResourceNotificationService>(), services.GetRequiredService<ResourceLoggerService>(), services));
        Services.AddHttpClient();
        Services.AddHealthChecks();
        Services.AddOptions<ResourceNotificationServiceOptions>().Configure(wait =>
            wait.DefaultWaitBehavior = options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable);
        AppHostLogging.Configure(_host.Logging, _host.Configuration);
        Services.AddOptions<PipelineOptions>().BindConfiguration("Pipeline");
        Services.AddSingleton<ILoggerProvider, PipelineLoggerProvider>();
        Services.AddSingleton<PipelineActivityReporter>();
        Services.AddSingleton<IPipelineActivityReporter>(services => services.GetRequiredService<PipelineActivityReporter>());
        Services.AddSingleton<PipelineContextFactory>();

        // The CLI is served from before anything else starts until after all else has stopped.
        Services.AddBackchannel(ExecutionContext.IsRunMode);

        // The orchestrator stops every process before the host may give up waiting for it.
        Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(2));
        if (ExecutionContext.IsPublishMode)
        {
            Services.AddSingleton<IPipelineOutputService, PipelineOutputService>();
            Services.AddHostedService<PipelineExecutor>();
        }
        else
        {
            Services.AddOrchestration(this);
        }
    }
}
