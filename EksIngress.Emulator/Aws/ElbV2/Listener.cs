namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>A listener; its default actions are those of its default rule.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html</remarks>
internal sealed record Listener
{
    public required string Arn { get; init; }

    public required string LoadBalancerArn { get; init; }

    /// <summary>Port as the client of the API gave it, for example 80.</summary>
    public required int Port { get; init; }

    /// <summary>Port that is bound on 127.0.0.1.</summary>
    public required int LocalPort { get; init; }

    /// <summary><c>HTTP</c> or <c>HTTPS</c>; <c>TCP</c> of a Network Load Balancer.</summary>
    public required string Protocol { get; init; }

    /// <summary>Null for a listener of HTTP or TCP.</summary>
    public ListenerTls? Tls { get; init; }

    public required AttributeSet Attributes { get; init; }

    /// <summary>ARNs of the certificates of an HTTPS listener, the default one first; empty for HTTP.</summary>
    public IReadOnlyList<string> CertificateArns => Tls?.AllCertificateArns ?? [];

    /// <summary>For example <c>ELBSecurityPolicy-2016-08</c>; null for HTTP.</summary>
    public string? SslPolicy => Tls?.SslPolicy;

    public MutualAuthentication MutualAuthentication => Tls?.MutualAuthentication ?? MutualAuthentication.Off;
}
