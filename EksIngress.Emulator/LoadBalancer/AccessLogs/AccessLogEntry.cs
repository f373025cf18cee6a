namespace EksIngress.Emulator.LoadBalancer.AccessLogs;

/// <summary>One request, as access logs tell it. What is null is not known or did not happen, and is written as <c>-</c>.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-format</remarks>
internal sealed record AccessLogEntry
{
    /// <summary><c>http</c>, <c>https</c>, <c>h2</c>, <c>grpcs</c>, <c>ws</c> or <c>wss</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When the response was made; for a WebSocket, when it was closed.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary><c>app/NAME/ID</c>.</summary>
    public required string LoadBalancer { get; init; }

    /// <summary>Address and port.</summary>
    public required string Client { get; init; }

    /// <summary>Address and port.</summary>
    public string? Target { get; init; }

    /// <summary>From the request's arrival to its going to the target; null is written as <c>-1</c>.</summary>
    public TimeSpan? RequestProcessingTime { get; init; }

    /// <summary>From the request's going to the target to the head of the response; null is written as <c>-1</c>.</summary>
    public TimeSpan? TargetProcessingTime { get; init; }

    /// <summary>From the head of the response to its going to the client; null is written as <c>-1</c>.</summary>
    public TimeSpan? ResponseProcessingTime { get; init; }

    public int? ElbStatusCode { get; init; }

    public int? TargetStatusCode { get; init; }

    public long ReceivedBytes { get; init; }

    public long SentBytes { get; init; }

    /// <summary>Method, URL with port, and version.</summary>
    public required string Request { get; init; }

    public string? UserAgent { get; init; }

    public string? SslCipher { get; init; }

    public string? SslProtocol { get; init; }

    public string? TargetGroupArn { get; init; }

    public string? TraceId { get; init; }

    /// <summary>Name that the client asked for in the TLS handshake.</summary>
    public string? DomainName { get; init; }

    public string? ChosenCertArn { get; init; }

    /// <summary>0 for the default rule.</summary>
    public int? MatchedRulePriority { get; init; }

    public required DateTimeOffset RequestCreationTime { get; init; }

    /// <summary>Comma-separated, for example <c>forward</c>.</summary>
    public string? ActionsExecuted { get; init; }

    public string? RedirectUrl { get; init; }

    /// <summary>Of Lambda, authentication and WAF.</summary>
    public string? ErrorReason { get; init; }

    /// <summary><c>Acceptable</c>, <c>Ambiguous</c> or <c>Severe</c>.</summary>
    public string? Classification { get; init; }

    public string? ClassificationReason { get; init; }

    /// <summary><c>TID_</c> and 32 hexadecimal digits, one for each connection.</summary>
    public required string ConnectionTraceId { get; init; }

    public string? TransformedHost { get; init; }

    public string? TransformedUri { get; init; }

    public string? RequestTransformStatus { get; init; }
}
