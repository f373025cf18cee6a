using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EksIngress.Emulator.Tests.KubernetesWebhooks;

/// <summary>An HTTPS server that answers AdmissionReviews as a test says, with an authority of its own.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;

    private WebhookServer(string host)
    {
        var (authority, certificate, key) = TestCertificates.Create(host);
        using var pem = X509Certificate2.CreateFromPem(certificate, key);
        _certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        CaBundle = Convert.ToBase64String(Encoding.UTF8.GetBytes(authority));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public string CaBundle { get; }

    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<JsonObject> Reviews { get; } = new();

    /// <summary>The <c>response</c> to a <c>request</c>; uid is filled in if it is missing.</summary>
    public Func<string, JsonObject, JsonObject> Answer { get; set; } = (_, _) => new() { ["allowed"] = true };

    /// <summary>Takes the place of an answer: status, and body.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    public static async Task<WebhookServer> StartAsync(string host)
    {
        var server = new WebhookServer(host);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public static JsonObject Patch(params JsonObject[] operations) => new()
    {
        ["allowed"] = true,
        ["patchType"] = "JSONPatch",
        ["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(new JsonArray([.. operations]).ToJsonString())),
    };

    public static JsonObject Add(string path, JsonNode value) => new() { ["op"] = "add", ["path"] = path, ["value"] = value };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        if (Instead is { } instead)
        {
            await instead(http);
            return;
        }

        var review = (JsonObject)(await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted))!;
        Reviews.Enqueue(review);
        var response = Answer(http.Request.Path, review["request"]!.AsObject());
        response["uid"] ??= review["request"]!["uid"]!.DeepClone();
        await http.Response.WriteAsync(
            new JsonObject { ["kind"] = "AdmissionReview", ["apiVersion"] = review["apiVersion"]!.DeepClone(), ["response"] = response }.ToJsonString());
    }
}
