using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EksIngress.Bench.Roles;

/// <summary>The parts that this program plays as a process of its own. Each ends when its input ends.</summary>
internal static class Role
{
    public const string Backend = "backend";
    public const string Forwarder = "forwarder";
    public const string Yarp = "yarp";
    public const string Alb = "alb";

    /// <summary>The emulated account.</summary>
    public const string Account = "account";

    /// <summary>The emulated account with its state in a file.</summary>
    public const string DurableAccount = "durable-account";

    /// <summary>Bare Kestrel with the answers of the account.</summary>
    public const string Answer = "answer";

    /// <summary>The same, recording spans and metrics as it does when an exporter is set.</summary>
    public const string AlbRecording = "alb-recording";

    /// <param name="role">One of the constants.</param>
    /// <param name="arguments">Port of the backend and number of rules, for those that forward.</param>
    public static Task<int> RunAsync(string role, IReadOnlyList<string> arguments) => (role, arguments) switch
    {
        (Backend, []) => BackendRole.RunAsync(),
        (Forwarder, [var backend, var rules]) => ForwarderRole.RunAsync(Number(backend), Number(rules)),
        (Yarp, [var backend, var rules]) => YarpRole.RunAsync(Number(backend), Number(rules)),
        (Alb, [var backend, var rules]) => AlbRole.RunAsync(Number(backend), Number(rules), isRecording: false),
        (AlbRecording, [var backend, var rules]) => AlbRole.RunAsync(Number(backend), Number(rules), isRecording: true),
        (Account, [var key, var secret]) => AccountRole.RunAsync(key, secret, isDurable: false),
        (DurableAccount, [var key, var secret]) => AccountRole.RunAsync(key, secret, isDurable: true),
        (Answer, [var file]) => AnswerRole.RunAsync(file),
        _ => throw new BenchException($"There is no role '{role}' with {arguments.Count} arguments."),
    };

    /// <summary>A web server on a free port of loopback, without logs.</summary>
    public static WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        return builder;
    }

    /// <summary>Serves until the input ends.</summary>
    public static async Task<int> ServeAsync(WebApplication app)
    {
        await using (app)
        {
            await app.StartAsync();
            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            Say(string.Create(CultureInfo.InvariantCulture, $"ready {new Uri(addresses.Single()).Port}"));
            await Console.In.ReadToEndAsync();
            await app.StopAsync();
            return 0;
        }
    }

    /// <summary>Says a line to who started the role.</summary>
    public static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
