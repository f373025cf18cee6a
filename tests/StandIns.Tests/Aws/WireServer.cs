using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace StandIns.Tests.Aws;

/// <summary>An HTTP server that records requests as they are and gives the answers it was told to, in order; the last one again and again.</summary>
public sealed class WireServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly Func<RecordedRequest, int, CannedResponse> _answer;
    private int _count;

    private WireServer(Func<RecordedRequest, int, CannedResponse> answer)
    {
        _answer = answer;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    public Uri Address => new(_application.Urls.First());

    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    public static Task<WireServer> StartAsync(params CannedResponse[] responses) =>
        StartAsync((_, index) => responses[Math.Min(index, responses.Length - 1)]);

    public static async Task<WireServer> StartAsync(Func<RecordedRequest, int, CannedResponse> answer)
    {
        var server = new WireServer(answer);
        await server._application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new RecordedRequest(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(context.RequestAborted));
        _requests.Enqueue(request);
        var response = _answer(request, Interlocked.Increment(ref _count) - 1);
        context.Response.StatusCode = response.Status;
        context.Response.ContentType = response.ContentType;
        if (response.ContentType == "application/json")
        {
            // The query protocol has the id in the body.
            context.Response.Headers["x-amzn-RequestId"] = "11111111-2222-3333-4444-555555555555";
        }

        if (response.ErrorType is { } type)
        {
            context.Response.Headers["x-amzn-ErrorType"] = type;
        }

        await context.Response.WriteAsync(response.Body, context.RequestAborted);
    }
}
