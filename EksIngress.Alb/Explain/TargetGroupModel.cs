namespace EksIngress.Alb.Explain;

/// <summary>A target group as far as the way of a request depends on it.</summary>
public sealed record TargetGroupModel
{
    /// <summary>Name of the target group.</summary>
    public required string Name { get; init; }

    /// <summary><c>instance</c> or <c>ip</c>.</summary>
    public required string TargetType { get; init; }

    /// <summary>Port that targets have unless they say another.</summary>
    public required int Port { get; init; }

    /// <summary><c>HTTP</c> or <c>HTTPS</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary><c>HTTP1</c>, <c>HTTP2</c> or <c>GRPC</c>.</summary>
    public required string ProtocolVersion { get; init; }

    /// <summary>In a stable order; null when they are not known.</summary>
    public required IReadOnlyList<TargetModel>? Targets { get; init; }

    /// <summary>Why they are not known; null when they are.</summary>
    public string? TargetsUnknown { get; init; }

    /// <summary><c>NAME (TYPE, PROTOCOL, VERSION)</c></summary>
    public override string ToString() => $"{Name} ({TargetType}, {Protocol}, {ProtocolVersion})";
}
