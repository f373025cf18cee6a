using EksIngress.Emulator;
using EksIngress.Emulator.Aws;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EksIngress.Testing;

/// <summary>An emulator in this process, on a free port, with a directory of its own that goes when it is disposed.</summary>
public sealed class RunningEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningEmulator(WebApplication app, string directory)
    {
        _app = app;
        Directory = directory;
        var options = app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value;
        AwsEndpoint = app.Services.GetRequiredService<AwsEndpointAddress>().Uri;
        AccessKeyId = options.AccessKeyId;
        SecretAccessKey = options.SecretAccessKey;
        Region = options.Region;
        AccountId = options.AccountId;
    }

    /// <summary>For example <c>http://127.0.0.1:41191/</c>.</summary>
    public Uri AwsEndpoint { get; }

    /// <summary>Key of the administrator.</summary>
    public string AccessKeyId { get; }

    public string SecretAccessKey { get; }

    public string Region { get; }

    public string AccountId { get; }

    /// <summary>Where the emulator keeps <c>ca.pem</c> and the like.</summary>
    public string Directory { get; }

    /// <summary>The emulator's own services, to look behind the wire.</summary>
    public IServiceProvider Services => _app.Services;

    public static async Task<RunningEmulator> StartAsync(RunningEmulatorOptions? options, CancellationToken cancellationToken)
    {
        options ??= new RunningEmulatorOptions();
        var directory = System.IO.Directory.CreateTempSubdirectory("eksingress-").FullName;
        // No arguments, no settings files and none of the machine's ASPNETCORE_ variables: only what the test says.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = directory, ApplicationName = typeof(EmulatorApplication).Assembly.GetName().Name });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Emulator:Directory"] = directory });
        builder.Configuration.AddInMemoryCollection(options.Settings.Select(setting => KeyValuePair.Create($"Emulator:{setting.Key}", setting.Value)));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(options.TimeProvider);
        EmulatorApplication.AddEmulator(builder);
        options.ConfigureServices?.Invoke(builder.Services);

        var app = builder.Build();
        try
        {
            EmulatorApplication.UseEmulator(app);
            await EmulatorApplication.StartAsync(app, cancellationToken);
            return new RunningEmulator(app, directory);
        }
        catch
        {
            await app.DisposeAsync();
            System.IO.Directory.Delete(directory, recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
