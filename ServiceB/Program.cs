using System.Diagnostics;
using EksIngress.ServiceDefaults;
using EksIngress.ServiceDefaults.Pods;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapGet("/", Answer);
app.MapGet("/b/{**rest}", Answer);
app.Run();

static object Answer(PodIdentity identity) => new
{
    service = "service-b",
    pod = identity.Current?.Name,
    node = identity.Current?.NodeName,
    traceId = Activity.Current?.TraceId.ToString(),
};
