using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Aspire.Hosting.Testing;

/// <summary>One run of an AppHost's <c>Main</c> on a thread of its own, held at <c>Build</c> until the test wants to go on.</summary>
internal sealed class AppHostRun(
    Assembly appHost,
    string[] args,
    Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure) : IDistributedApplicationObserver
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(5);

    private readonly TaskCompletionSource<DistributedApplicationBuilder> _builder = New<DistributedApplicationBuilder>();
    private readonly TaskCompletionSource<bool> _build = New<bool>();
    private readonly TaskCompletionSource<DistributedApplication> _built = New<DistributedApplication>();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Runs <c>Main</c> up to its call of <c>Build</c>.</summary>
    public async Task<DistributedApplicationBuilder> StartAsync(CancellationToken cancellationToken)
    {
        var entryPoint = appHost.EntryPoint
            ?? throw new InvalidOperationException($"'{appHost.GetName().Name}' has no Main. Give a type of the AppHost's assembly.");
        new Thread(() => RunMain(entryPoint)) { IsBackground = true, Name = appHost.GetName().Name }.Start();
        return await _builder.Task.WaitAsync(s_timeout, TimeProvider.System, cancellationToken);
    }

    /// <summary>Lets <c>Main</c> go on to build.</summary>
    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _build.TrySetResult(true);
        return await _built.Task.WaitAsync(s_timeout, TimeProvider.System, cancellationToken);
    }

    /// <summary>Ends <c>Main</c>, wherever it is held.</summary>
    public async Task AbandonAsync()
    {
        _build.TrySetResult(false);
        if (_built.Task.IsCompletedSuccessfully)
        {
            await (await _built.Task).DisposeAsync();
        }

        _ended.TrySetResult();
    }

    void IDistributedApplicationObserver.BuilderConstructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        TestingDefaults.Apply(appHost, args, options, settings);
        configure(options, settings);
    }

    void IDistributedApplicationObserver.BuilderConstructed(DistributedApplicationBuilder builder)
    {
        // Its resources are not there yet; the test gets it when Main is about to build.
    }

    void IDistributedApplicationObserver.Building(DistributedApplicationBuilder builder)
    {
        _builder.TrySetResult(builder);

        // Main's own thread, which has nothing else to do.
        if (!_build.Task.GetAwaiter().GetResult())
        {
            throw new HostAbortedException();
        }
    }

    void IDistributedApplicationObserver.Built(DistributedApplication application)
    {
        application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(() => _ended.TrySetResult());
        _built.TrySetResult(application);
    }

    Task IDistributedApplicationObserver.RunAsync(DistributedApplication application, CancellationToken cancellationToken) =>
        _ended.Task.WaitAsync(cancellationToken);

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void RunMain(MethodInfo entryPoint)
    {
        DistributedApplicationObserver.Current = this;
        try
        {
            entryPoint.Invoke(null, entryPoint.GetParameters().Length == 0 ? [] : [args]);
            Fail(new InvalidOperationException($"The Main of '{appHost.GetName().Name}' ended without building an application."));
        }
        catch (TargetInvocationException exception) when (exception.InnerException is HostAbortedException)
        {
            // The test is done with it.
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            Fail(ExceptionDispatchInfo.Capture(inner).SourceException);
        }
    }

    private void Fail(Exception exception)
    {
        // Whoever waits gets it; after Build nobody does, and nothing is lost: the test has the application.
        _builder.TrySetException(exception);
        _built.TrySetException(exception);
        _ = _builder.Task.Exception;
        _ = _built.Task.Exception;
    }
}
