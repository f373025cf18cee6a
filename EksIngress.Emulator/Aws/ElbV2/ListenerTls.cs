using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>What an HTTPS listener has beyond an HTTP one.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html</remarks>
internal sealed record ListenerTls
{
    /// <summary>One of <see cref="SslPolicies.All"/>.</summary>
    public required string SslPolicy { get; init; }

    /// <summary>Served to a client that names no host, or one that no certificate is for.</summary>
    public required string DefaultCertificateArn { get; init; }

    /// <summary>The certificate list, in the order they were added; the default certificate may be in it, too.</summary>
    public ImmutableArray<string> CertificateArns { get; init; } = [];

    public MutualAuthentication MutualAuthentication { get; init; } = MutualAuthentication.Off;

    /// <summary>The default certificate first, none twice.</summary>
    public IReadOnlyList<string> AllCertificateArns => [.. CertificateArns.Prepend(DefaultCertificateArn).Distinct(StringComparer.Ordinal)];
}
