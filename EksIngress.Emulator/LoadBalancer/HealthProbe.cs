using System.Globalization;
using System.Net;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>Makes health check requests as an ALB node does: a connection of its own each, no redirects followed.</summary>
internal sealed class HealthProbe(TimeProvider time) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(TargetConnections.CreateHandler(TimeSpan.Zero));

    public async Task<ProbeOutcome> CheckAsync(TargetRuntime target, HealthCheckSettings settings, CancellationToken cancellationToken)
    {
        var authority = string.Create(CultureInfo.InvariantCulture, $"{target.Host}:{settings.PortFor(target.Target.Key.Port)}");
        // Put together as text: a path such as //x must not become another host.
        var address = new Uri($"{(settings.Protocol == "HTTPS" ? "https" : "http")}://{authority}{settings.Path}");
        using var request = new HttpRequestMessage(HttpMethod.Get, address)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", "ELB-HealthChecker/2.0");
        request.Headers.Host = authority;
        request.Headers.ConnectionClose = true;

        using var timeout = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await _client.SendAsync(request, either.Token);
            var statusCode = (int)response.StatusCode;
            return settings.Matcher.Matches(statusCode) ? ProbeOutcome.Success.Instance : ProbeOutcome.Failure.Mismatch(statusCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ProbeOutcome.Failure.Timeout;
        }
        catch (HttpRequestException)
        {
            return ProbeOutcome.Failure.Failed;
        }
    }

    public void Dispose() => _client.Dispose();
}
