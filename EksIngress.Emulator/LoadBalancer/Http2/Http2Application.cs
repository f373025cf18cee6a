using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;

namespace EksIngress.Emulator.LoadBalancer.Http2;

/// <summary>Serves requests of HTTP/2, which come from the web server's own HTTP stack; HTTP/1 does not come here.</summary>
internal sealed class Http2Application(ListenerContext listener, Http2Forwarder forwarder) : IHttpApplication<Http2Exchange>
{
    public Http2Exchange CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is IHostContextContainer<Http2Exchange> container)
        {
            var reused = container.HostContext ??= new Http2Exchange(listener, forwarder);
            reused.Begin(contextFeatures);
            return reused;
        }

        var exchange = new Http2Exchange(listener, forwarder);
        exchange.Begin(contextFeatures);
        return exchange;
    }

    public Task ProcessRequestAsync(Http2Exchange context) => context.RunAsync();

    public void DisposeContext(Http2Exchange context, Exception? exception) => context.End();
}
