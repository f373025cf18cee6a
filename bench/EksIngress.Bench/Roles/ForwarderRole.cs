using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace EksIngress.Bench.Roles;

/// <summary>YARP's forwarder alone, behind a look-up of the path's first segment: what a hand-written proxy would do.</summary>
internal static class ForwarderRole
{
    public static async Task<int> RunAsync(int backend, int rules)
    {
        var builder = Role.CreateBuilder();
        builder.Services.AddHttpForwarder();
        var app = builder.Build();
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
        };
        using var client = new HttpMessageInvoker(handler, disposeHandler: false);
        var target = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{backend}");
        var known = Enumerable.Range(0, rules).Select(BenchRules.Prefix).ToFrozenSet(StringComparer.Ordinal);
        var bySpan = known.GetAlternateLookup<ReadOnlySpan<char>>();
        app.Run(async context =>
        {
            var path = context.Request.Path.Value!;
            var end = path.IndexOf('/', 1);
            if (end < 0 || !bySpan.Contains(path.AsSpan(0, end + 1)))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            await forwarder.SendAsync(context, target, client);
        });
        return await Role.ServeAsync(app);
    }
}
