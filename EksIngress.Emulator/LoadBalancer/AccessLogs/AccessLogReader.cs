using EksIngress.Emulator.LoadBalancer.Desync;
using EksIngress.Emulator.LoadBalancer.Exchanges;

namespace EksIngress.Emulator.LoadBalancer.AccessLogs;

/// <summary>Takes out of an exchange what access logs tell.</summary>
internal static class AccessLogReader
{
    public static AccessLogEntry Read(in ExchangeRecord exchange, AccessLogTarget target, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var request = exchange.Request;
        var client = exchange.Client;
        var secure = client.TlsProtocol is not null;
        return new AccessLogEntry
        {
            Type = Type(exchange.Kind),
            Time = now,
            LoadBalancer = target.LoadBalancer,
            Client = client.Address.ToString(),
            Target = exchange.Target?.Authority,
            RequestProcessingTime = Between(exchange.RequestReceived, exchange.RequestSent, time),
            TargetProcessingTime = Between(exchange.RequestSent, exchange.ResponseReceived, time),
            // What a target sends goes on at once.
            ResponseProcessingTime = exchange.ResponseReceived > 0 ? TimeSpan.Zero : null,
            ElbStatusCode = exchange.StatusCode == 0 ? null : exchange.StatusCode,
            TargetStatusCode = exchange.TargetStatusCode == 0 ? null : exchange.TargetStatusCode,
            ReceivedBytes = exchange.ReceivedBytes,
            SentBytes = exchange.SentBytes,
            Request = RequestLine(exchange, target),
            UserAgent = request?.FindHeader("User-Agent"),
            SslCipher = client.TlsCipher,
            SslProtocol = client.TlsProtocol,
            TargetGroupArn = exchange.TargetGroup?.Arn,
            TraceId = request?.TraceId,
            DomainName = secure ? client.ServerName : null,
            ChosenCertArn = client.CertificateArn,
            MatchedRulePriority = exchange.Rule is { } rule ? rule.Rule.Priority ?? 0 : exchange.Authentication is { IsCallback: true } ? -1 : null,
            RequestCreationTime = now - time.GetElapsedTime(exchange.RequestReceived),
            ActionsExecuted = Actions(exchange),
            RedirectUrl = exchange.RedirectUrl is { } url && exchange.Authentication is { IsFinal: true } ? AccessLogUrl.WithoutSecrets(url) : exchange.RedirectUrl,
            ErrorReason = exchange.Authentication?.Error?.Reason,
            Classification = exchange.Classification == RequestClass.Compliant ? null : exchange.Classification.ToString(),
            ClassificationReason = exchange.Classification == RequestClass.Compliant ? null : exchange.ClassificationReason.ToString(),
            ConnectionTraceId = client.TraceId,
            TransformedHost = request?.TransformedHost,
            TransformedUri = request?.TransformedUrl,
            RequestTransformStatus = request?.TransformStatus,
        };
    }

    // What came is no request: there is neither method nor path nor version to tell.
    private static string RequestLine(in ExchangeRecord exchange, AccessLogTarget target)
    {
        var scheme = exchange.Program.Scheme;
        var port = exchange.Program.PortText;
        if (exchange.Request is not { } request)
        {
            return $"- {scheme}://{target.DnsName}:{port}- -";
        }

        var host = request.Host.Length > 0 ? request.Host : target.DnsName;
        var query = request.Query.Length == 0 ? ""
            : exchange.Authentication is { IsCallback: true } ? "?" + AccessLogUrl.QueryWithoutSecrets(request.Query)
            : "?" + request.Query;
        return $"{request.Method} {scheme}://{host}:{port}{request.Path}{query} {request.Protocol}";
    }

    // "authenticate,forward": the last one only if the one before it let the request through.
    private static string? Actions(in ExchangeRecord exchange)
    {
        var first = exchange.Authentication?.Action;
        if (exchange.Authentication is { IsFinal: true })
        {
            return first;
        }

        var last = exchange.Rule?.Action switch
        {
            null => null,
            CompiledAction.Forward => "forward",
            CompiledAction.Redirect => "redirect",
            CompiledAction.FixedResponse => "fixed-response",
            var action => throw new InvalidOperationException($"{action.GetType().Name} has no name in access logs."),
        };
        return first is null ? last : $"{first},{last}";
    }

    private static string Type(ExchangeKind kind) => kind switch
    {
        ExchangeKind.Http => "http",
        ExchangeKind.Https => "https",
        ExchangeKind.H2 => "h2",
        ExchangeKind.Grpcs => "grpcs",
        ExchangeKind.Ws => "ws",
        ExchangeKind.Wss => "wss",
        _ => throw new InvalidOperationException($"{kind} has no name in access logs."),
    };

    private static TimeSpan? Between(long start, long end, TimeProvider time) => end > 0 ? time.GetElapsedTime(start, end) : null;
}
