using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>Makes health check requests as an ALB node does: a connection of its own each, no redirects followed.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html</remarks>
internal sealed partial class HealthProbe(TimeProvider time, ILogger logger)
{
    // An empty message of gRPC: not compressed, length 0.
    private static readonly byte[] EmptyMessage = new byte[5];

    public async Task<ProbeOutcome> CheckAsync(TargetRuntime target, HealthCheckSettings settings, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // A client for each check, so that every protocol gets a connection that ends with it.
            using var handler = TargetConnections.CreateHandler(TimeSpan.Zero);
            using var client = new HttpMessageInvoker(handler, disposeHandler: false);
            using var request = CreateRequest(target, settings);
            using var response = await client.SendAsync(request, either.Token);
            return settings.IsGrpc
                ? await JudgeGrpcAsync(response, settings, either.Token)
                : Judge((int)response.StatusCode, settings, ProbeOutcome.Failure.Mismatch);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ProbeOutcome.Failure.Timeout;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return ProbeOutcome.Failure.Failed;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Checks must go on whatever went wrong on this side; the API has a reason for it.
            LogInternalError(logger, target.Authority, exception);
            return ProbeOutcome.Failure.Internal;
        }
    }

    private static HttpRequestMessage CreateRequest(TargetRuntime target, HealthCheckSettings settings)
    {
        var authority = string.Create(CultureInfo.InvariantCulture, $"{target.Host}:{settings.PortFor(target.Target.Key.Port)}");
        // Put together as text: a path such as //x must not become another host.
        var address = new Uri($"{(settings.Protocol == "HTTPS" ? "https" : "http")}://{authority}{settings.Path}");
        var request = new HttpRequestMessage(settings.IsGrpc ? HttpMethod.Post : HttpMethod.Get, address)
        {
            Version = settings.ProtocolVersion == "HTTP1" ? HttpVersion.Version11 : HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", "ELB-HealthChecker/2.0");
        request.Headers.Host = authority;
        if (settings.ProtocolVersion == "HTTP1")
        {
            request.Headers.ConnectionClose = true;
        }

        if (settings.IsGrpc)
        {
            request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
            request.Content = new ByteArrayContent(EmptyMessage);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        }

        return request;
    }

    private static async Task<ProbeOutcome> JudgeGrpcAsync(HttpResponseMessage response, HealthCheckSettings settings, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return ProbeOutcome.Failure.NoGrpcStatus((int)response.StatusCode, (int)response.StatusCode >= 500 ? "TargetError" : "ResponseCodeMismatch");
        }

        // Read to the end, for the status comes in trailers; a call without a message has it in its headers.
        await response.Content.CopyToAsync(Stream.Null, cancellationToken);
        var sent = FindStatus(response.TrailingHeaders) ?? FindStatus(response.Headers);
        return int.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? Judge(status, settings, ProbeOutcome.Failure.GrpcMismatch)
            : ProbeOutcome.Failure.NoGrpcStatus((int)response.StatusCode, sent is "" ? "GRPCStatusHeaderEmpty" : "GRPCUnexpectedStatus");
    }

    private static string? FindStatus(HttpHeaders headers) => headers.NonValidated.TryGetValues("grpc-status", out var values) ? values.ToString() : null;

    private static ProbeOutcome Judge(int statusCode, HealthCheckSettings settings, Func<int, ProbeOutcome> mismatch) =>
        settings.Matcher.Matches(statusCode) ? new ProbeOutcome.Success { StatusCode = statusCode } : mismatch(statusCode);

    [LoggerMessage(EventId = 14, EventName = "HealthCheckInternalError", Level = LogLevel.Error, Message = "The health check of {Target} went wrong in the load balancer")]
    private static partial void LogInternalError(ILogger logger, string target, Exception exception);
}
