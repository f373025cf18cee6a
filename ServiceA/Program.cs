using System.Diagnostics;
using System.Text.Json;
using EksIngress.ServiceDefaults;
using EksIngress.ServiceDefaults.Pods;
using ServiceA;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddSingleton<CallerIdentityReader>();

// Service connections are balanced when they are opened. Short-lived ones reach every ready pod of service-b.
builder.Services
    .AddHttpClient("service-b", client => client.BaseAddress = new Uri("http://service-b"))
    .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(1) });

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapGet("/", AnswerAsync);
app.MapGet("/a/{**rest}", AnswerAsync);
app.Run();

static async Task<IResult> AnswerAsync(
    PodIdentity identity, CallerIdentityReader caller, IHttpClientFactory clients, CancellationToken cancellationToken)
{
    var aws = await caller.ReadAsync(cancellationToken);
    JsonElement? upstream = null;
    string? upstreamError = null;
    try
    {
        upstream = await clients.CreateClient("service-b").GetFromJsonAsync<JsonElement>("/", cancellationToken);
    }
    catch (HttpRequestException exception)
    {
        upstreamError = exception.Message;
    }

    return Results.Json(
        new
        {
            service = "service-a",
            pod = identity.Current?.Name,
            node = identity.Current?.NodeName,
            traceId = Activity.Current?.TraceId.ToString(),
            awsIdentity = aws.Arn,
            awsIdentityError = aws.Error,
            upstream,
            upstreamError,
        },
        statusCode: upstreamError is null ? StatusCodes.Status200OK : StatusCodes.Status502BadGateway);
}
