using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EksIngress.Bench.Account;
using EksIngress.Emulator;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Kubernetes;
using Microsoft.AspNetCore.Http.Features;

namespace EksIngress.Bench.Fuzzing;

/// <summary>
/// Whole calls, signed as the administrator signs them, of every operation there is: none may end in a fault of the emulator's own. Written as
/// <c>SERVICE METHOD TARGET</c> or <c>SERVICE X-AMZ-TARGET</c>, a line break, and the body.
/// </summary>
internal sealed partial class AccountTarget : FuzzTarget
{
    // What calls leave behind must not add up.
    private const int RunsOfAnAccount = 50_000;

    private readonly LastFault _fault = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("eksingress-fuzz-account-").FullName;
    private WebApplication _app;
    private int _runs;

    public AccountTarget()
    {
        _app = Build();
        Seeds = [.. _app.Services.GetServices<IAwsService>().SelectMany(service => service.Operations.Select(operation => Encoding.UTF8.GetBytes(Request(service, operation))))];
    }

    public override string Name => "account";

    public override IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>All words that the emulator itself knows: its string literals.</summary>
    public override IReadOnlyList<string> Words { get; } = [.. Literals(), "arn:aws:iam::000000000000:role/r", "vpc-0", "&Tags.member.1.Key=a", "&Filter.1.Name=vpc-id&Filter.1.Value.1=a", "\"tags\":{\"a\":\"b\"}"];

    public override bool Run(ReadOnlyMemory<byte> input)
    {
        if (_runs++ == RunsOfAnAccount)
        {
            _runs = 0;
            ((IDisposable)_app).Dispose();
            _app = Build();
        }

        var text = Encoding.UTF8.GetString(input.Span);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0 || text[..end].Split(' ') is not [var service, .. var target])
        {
            return false;
        }

        var context = Context(service, target, Encoding.UTF8.GetBytes(text[(end + 1)..]));
        _fault.Exception = null;
        _app.Services.GetRequiredService<AwsPipeline>().InvokeAsync(context).GetAwaiter().GetResult();
        if (context.Response.StatusCode >= 500 && context.Response.StatusCode != StatusCodes.Status501NotImplemented)
        {
            throw new FuzzException(_fault.Exception is { } exception
                ? $"{exception.GetType().Name}: {exception.Message}\n{string.Join('\n', (exception.StackTrace ?? "").Split('\n').Take(6))}"
                : $"It answered {context.Response.StatusCode}.");
        }

        CheckReadable(context.Response);
        return context.Response.StatusCode == StatusCodes.Status200OK;
    }

    // Whatever is answered, a client can read it.
    private static void CheckReadable(HttpResponse response)
    {
        var body = (MemoryStream)response.Body;
        if (response.StatusCode == StatusCodes.Status204NoContent || body.Length == 0)
        {
            return;
        }

        body.Position = 0;
        if (response.ContentType?.Contains("xml", StringComparison.Ordinal) == true)
        {
            _ = XElement.Load(body);
        }
        else
        {
            JsonDocument.Parse(body).Dispose();
        }
    }

    public override void Dispose()
    {
        ((IDisposable)_app).Dispose();
        _fault.Dispose();
        Directory.Delete(_folder, recursive: true);
        base.Dispose();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = _folder });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Emulator:Directory"] = Path.Combine(_folder, Guid.NewGuid().ToString("N")),
            ["Emulator:Persist"] = "false",
        });
        EmulatorApplication.AddEmulator(builder);
        builder.Logging.ClearProviders().AddProvider(_fault);
        builder.Services.AddSingleton<IKubernetesClusters, KeyClusters>();
        return builder.Build();
    }

    private DefaultHttpContext Context(string service, string[] target, byte[] body)
    {
        var administrator = _app.Services.GetRequiredService<AdministratorKey>();
        var signature = new OwnSignature(administrator.AccessKeyId, administrator.SecretAccessKey, TimeProvider.System.GetUtcNow(), "eu-west-1", service);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["host"] = "127.0.0.1", ["x-amz-date"] = signature.Stamp };
        var (method, url) = target is [var verb, var path] ? (verb, path) : ("POST", "/");
        if (target is [var operation])
        {
            headers["x-amz-target"] = operation;
        }

        var question = url.IndexOf('?', StringComparison.Ordinal);
        var (rawPath, rawQuery) = question < 0 ? (url, "") : (url[..question], url[(question + 1)..]);
        var context = new DefaultHttpContext();
        foreach (var (name, value) in headers)
        {
            context.Request.Headers[name] = value;
        }

        context.Request.Headers.Authorization = signature.Authorization(method, rawPath, rawQuery, headers, body);
        context.Request.Method = method;
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = url;
        context.Request.Body = new MemoryStream(body);
        context.Request.ContentLength = body.Length;
        context.Response.Body = new MemoryStream();
        return context;
    }

    private static string Request(IAwsService service, AwsOperation operation) => service.Protocol switch
    {
        AwsProtocol.RestJson => $"{service.SigningName} {Parameter().Replace(operation.Route!, "a")}\n{{}}",
        AwsProtocol.RestXml => $"{service.SigningName} {Parameter().Replace(operation.Route!, "a")}\n<{operation.Name}Request xmlns=\"{service.XmlNamespace}\"><Name>a.example.com</Name><CallerReference>a</CallerReference></{operation.Name}Request>",
        AwsProtocol.Json => $"{service.SigningName} {service.TargetPrefix}.{operation.Name}\n{{}}",
        _ => $"{service.SigningName}\nAction={operation.Name}&Version={service.ApiVersion}",
    };

    private static IEnumerable<string> Literals()
    {
        using var file = File.OpenRead(typeof(AwsPipeline).Assembly.Location);
        using var image = new PEReader(file);
        var reader = image.GetMetadataReader();
        var words = new List<string>();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = reader.GetNextHandle(handle))
        {
            words.Add(reader.GetUserString(handle));
        }

        return words.Where(word => Word().IsMatch(word)).Distinct(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9.:/_-]{1,60}\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"\{[A-Za-z]+\}")]
    private static partial Regex Parameter();

    /// <summary>Keeps what the emulator logs of its own faults.</summary>
    private sealed class LastFault : ILoggerProvider, ILogger
    {
        public Exception? Exception { get; set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Exception = exception ?? Exception;

        public void Dispose()
        {
        }
    }
}
