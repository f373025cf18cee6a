using System.Net;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Eks;
using EksIngress.Emulator.Certificates;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Emulator.LoadBalancer;
using EksIngress.Emulator.LoadBalancer.SignIn;
using EksIngress.Emulator.LoadBalancerController;
using EksIngress.Emulator.State;
using EksIngress.ServiceDefaults;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;

namespace EksIngress.Emulator;

/// <summary>Composes and runs the emulator.</summary>
internal static class EmulatorApplication
{
    private const string NoPersist = "--no-persist";

    private static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["--directory"] = "Emulator:Directory",
        ["--aws-port"] = "Emulator:AwsPort",
        ["--time-scale"] = "Emulator:TimeScale",
        ["--region"] = "Emulator:Region",
    };

    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>Exit code: 0 stopped, 1 could not start, 2 settings are wrong.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (FindArgumentFault(args) is { } fault)
        {
            await Console.Error.WriteLineAsync($"{fault} Known arguments: {NoPersist}, and with a value {string.Join(", ", Switches.Keys)}.");
            return 2;
        }

        try
        {
            // Settings files are the emulator's own, not those of whatever folder it was started in.
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
            builder.Configuration.AddCommandLine([.. args.Where(argument => argument != NoPersist)], Switches);
            if (args.Contains(NoPersist))
            {
                builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("Emulator:Persist", "false")]);
            }

            AddEmulator(builder);
            builder.Services.AddHostedService<OutputsWriter>();
            await using var app = builder.Build();
            UseEmulator(app);
            await StartAsync(app, CancellationToken.None);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, exception.Failures));
            return 2;
        }
        catch (InvalidOperationException exception) when (exception.InnerException is FormatException or ArgumentException)
        {
            // The binder's message names the key and the value it could not convert.
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
        catch (EmulatorStartException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    /// <summary>Registers everything; also for tests, which start the same composition in process.</summary>
    public static void AddEmulator(WebApplicationBuilder builder)
    {
        // One line per refused call is enough; the web server's own tell nothing more.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.AddServiceDefaults();
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(EmulatorTelemetry.SourceName));

        builder.Services.AddSingleton<IPostConfigureOptions<EmulatorOptions>, EmulatorKeys>();
        builder.Services.AddSingleton<IValidateOptions<EmulatorOptions>, EmulatorOptionsValidator>();
        builder.Services.AddOptions<EmulatorOptions>().BindConfiguration("Emulator").ValidateOnStart();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<EmulatorDirectory>();
        builder.Services.AddStateJournal();
        builder.Services.AddSingleton<EmulatorRestore>();
        builder.Services.AddSingleton<CertificateAuthority>();
        builder.Services.AddAws();
        builder.Services.AddKubernetes();
        builder.Services.AddLoadBalancers();
        builder.Services.AddLoadBalancerController();

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = AwsHttpRequest.MaxBodyBytes;
        });
    }

    /// <exception cref="EmulatorStartException">The directory cannot be used, or holds state that this emulator cannot go on with.</exception>
    public static void UseEmulator(WebApplication app)
    {
        var restore = app.Services.GetRequiredService<EmulatorRestore>();
        restore.CheckAccount();
        UseLoopbackAddress(app, restore);
        var journal = app.Services.GetRequiredService<StateJournal>();
        app.Use(async (HttpContext context, RequestDelegate next) =>
        {
            // What was answered outlives the process; calls of AWS wait for it themselves.
            if (context.GetEndpoint() is not null)
            {
                context.Response.OnStarting(() => journal.WhenWrittenAsync(context.RequestAborted));
            }

            // Nobody sees an environment that is half restored.
            await restore.Completed.WaitAsync(context.RequestAborted);
            await next(context);
        });
        app.MapGet("/_emulator/health", () => Results.Text("Healthy"));
        app.MapOidcDiscovery();
        app.MapPodAttachment();
        app.MapPodIdentityAgent();
        app.MapFaults();
        app.MapExplain();
        app.MapLoadBalancerPublicKeys();
        app.UseAws();
    }

    /// <exception cref="EmulatorStartException">The address is taken, or the directory cannot be used.</exception>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        // Before the server: a directory in use must not leave a half-started emulator.
        _ = app.Services.GetRequiredService<CertificateAuthority>();
        // Read before the start: a server that could not bind forgets them.
        var addresses = app.Configuration["urls"] ?? string.Join(", ", app.Urls);
        try
        {
            await app.StartAsync(cancellationToken);
            await app.Services.GetRequiredService<EmulatorRestore>().RunAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new EmulatorStartException($"{addresses} is in use by another program. Stop it, or give another port with --aws-port (0 takes a free one).", exception);
        }
    }

    // ASPNETCORE_URLS (an AppHost sets it) wins over the port; either way only loopback is served.
    private static void UseLoopbackAddress(WebApplication app, EmulatorRestore restore)
    {
        var options = app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value;
        if (app.Configuration["urls"] is not { Length: > 0 } urls)
        {
            app.Urls.Add($"http://127.0.0.1:{(options.AwsPort > 0 ? options.AwsPort : restore.FindEarlierPort() ?? 0)}");
            return;
        }

        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !IsLoopback(uri.Host))
            {
                throw new EmulatorStartException($"ASPNETCORE_URLS has '{url}'. The emulator listens on loopback only: give http://127.0.0.1:PORT or http://localhost:PORT.");
            }
        }
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static string? FindArgumentFault(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == NoPersist)
            {
                continue;
            }

            var equals = args[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? args[i] : args[i][..equals];
            if (!Switches.ContainsKey(name))
            {
                return $"Unknown argument '{name}'.";
            }

            if (equals < 0 && ++i == args.Length)
            {
                return $"The argument '{name}' has no value.";
            }
        }

        return null;
    }
}
