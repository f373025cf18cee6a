using Amazon.Runtime;

namespace EksIngress.Emulator.Tests.Aws.Signing;

/// <summary>Changes a request after the SDK signed it, as someone on the way would.</summary>
internal sealed class AlteringClientFactory(Action<HttpRequestMessage> alter) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Altering(alter) { InnerHandler = new SocketsHttpHandler() });

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private sealed class Altering(Action<HttpRequestMessage> alter) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            alter(request);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
