using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace EksIngress.Emulator.LoadBalancer.Http2;

/// <summary>What serves HTTP/2. A listener of protocol HTTP takes HTTP/1 only, so that nothing comes here.</summary>
internal sealed class Http2Application : IHttpApplication<object>
{
    public object CreateContext(IFeatureCollection contextFeatures) => throw new NotSupportedException();

    public Task ProcessRequestAsync(object context) => throw new NotSupportedException();

    public void DisposeContext(object context, Exception? exception) => throw new NotSupportedException();
}
