using EksIngress.Emulator;
using EksIngress.Emulator.Aws;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EksIngress.Testing;

/// <summary>An emulator in this process, on a free port, with state in memory and a directory of its own that goes when it is disposed; or with the directory, and the state in it, that a test gives it.</summary>
public sealed class RunningEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _ownsDirectory;

    private RunningEmulator(WebApplication app, string directory, bool ownsDirectory)
    {
        (_app, _ownsDirectory) = (app, ownsDirectory);
        Directory = directory;
        var options = app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value;
        AwsEndpoint = app.Services.GetRequiredService<AwsEndpointAddress>().Uri;
        var administrator = app.Services.GetRequiredService<AdministratorKey>();
        AccessKeyId = administrator.AccessKeyId;
        SecretAccessKey = administrator.SecretAccessKey;
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
        var directory = options.Directory ?? System.IO.Directory.CreateTempSubdirectory("eksingress-").FullName;
        // No arguments, no settings files and none of the machine's ASPNETCORE_ variables: only what the test says.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = directory, ApplicationName = typeof(EmulatorApplication).Assembly.GetName().Name });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Emulator:Directory"] = directory,
            ["Emulator:Persist"] = options.Directory is null ? "false" : "true",
        });
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
            return new RunningEmulator(app, directory, ownsDirectory: options.Directory is null);
        }
        catch
        {
            await app.DisposeAsync();
            Delete(directory, ownsDirectory: options.Directory is null);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Delete(Directory, _ownsDirectory);
    }

    private static void Delete(string directory, bool ownsDirectory)
    {
        if (ownsDirectory)
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }
    }
}
