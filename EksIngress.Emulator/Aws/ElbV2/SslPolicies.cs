namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>The security policies of Application Load Balancers. Those for FIPS are absent: the emulator's TLS is the machine's own.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html</remarks>
internal static class SslPolicies
{
    /// <summary>Of a listener that is created without one through the API.</summary>
    public const string Default = "ELBSecurityPolicy-2016-08";

    private static readonly string[] Tls13Ciphers = ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"];

    private static readonly string[] OlderCiphers =
    [
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA256", "ECDHE-RSA-AES128-SHA256",
        "ECDHE-ECDSA-AES128-SHA", "ECDHE-RSA-AES128-SHA", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-AES256-SHA384", "ECDHE-RSA-AES256-SHA384", "ECDHE-ECDSA-AES256-SHA", "ECDHE-RSA-AES256-SHA", "AES128-GCM-SHA256",
        "AES128-SHA256", "AES128-SHA", "AES256-GCM-SHA384", "AES256-SHA256", "AES256-SHA",
    ];

    private static readonly string[] Since10 = ["TLSv1.2", "TLSv1.1", "TLSv1"];
    private static readonly string[] Since11 = ["TLSv1.2", "TLSv1.1"];
    private static readonly string[] Since12 = ["TLSv1.2"];

    /// <summary>In the order of their names.</summary>
    public static IReadOnlyList<SslPolicy> All { get; } =
    [
        .. new[]
        {
            Older("ELBSecurityPolicy-2015-05", Since10, _ => true),
            Older(Default, Since10, _ => true),
            Older("ELBSecurityPolicy-FS-1-1-2019-08", Since11, HasForwardSecrecy),
            Older("ELBSecurityPolicy-FS-1-2-2019-08", Since12, HasForwardSecrecy),
            Older("ELBSecurityPolicy-FS-1-2-Res-2019-08", Since12, cipher => HasForwardSecrecy(cipher) && !UsesSha1(cipher)),
            Older("ELBSecurityPolicy-FS-1-2-Res-2020-10", Since12, IsRestricted),
            Older("ELBSecurityPolicy-FS-2018-06", Since10, HasForwardSecrecy),
            new("ELBSecurityPolicy-TLS-1-0-2015-04", Since10, [.. OlderCiphers, "DES-CBC3-SHA"]),
            Older("ELBSecurityPolicy-TLS-1-1-2017-01", Since11, _ => true),
            Older("ELBSecurityPolicy-TLS-1-2-2017-01", Since12, cipher => !UsesSha1(cipher)),
            Older("ELBSecurityPolicy-TLS-1-2-Ext-2018-06", Since12, _ => true),
            WithTls13("ELBSecurityPolicy-TLS13-1-0-2021-06", Since10, _ => true),
            WithTls13("ELBSecurityPolicy-TLS13-1-0-PQ-2025-09", Since10, _ => true),
            WithTls13("ELBSecurityPolicy-TLS13-1-1-2021-06", Since11, _ => true),
            WithTls13("ELBSecurityPolicy-TLS13-1-2-2021-06", Since12, cipher => HasForwardSecrecy(cipher) && !UsesSha1(cipher)),
            WithTls13("ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06", Since12, cipher => !UsesSha1(cipher)),
            WithTls13("ELBSecurityPolicy-TLS13-1-2-Ext1-PQ-2025-09", Since12, cipher => !UsesSha1(cipher)),
            WithTls13("ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06", Since12, _ => true),
            WithTls13("ELBSecurityPolicy-TLS13-1-2-Ext2-PQ-2025-09", Since12, _ => true),
            WithTls13("ELBSecurityPolicy-TLS13-1-2-PQ-2025-09", Since12, cipher => HasForwardSecrecy(cipher) && !UsesSha1(cipher)),
            WithTls13("ELBSecurityPolicy-TLS13-1-2-Res-2021-06", Since12, IsRestricted),
            WithTls13("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", Since12, IsRestricted),
            WithTls13("ELBSecurityPolicy-TLS13-1-3-2021-06", [], _ => false),
            WithTls13("ELBSecurityPolicy-TLS13-1-3-PQ-2025-09", [], _ => false),
        }.OrderBy(policy => policy.Name, StringComparer.Ordinal),
    ];

    public static SslPolicy? Find(string name) => All.FirstOrDefault(policy => policy.Name == name);

    private static SslPolicy Older(string name, string[] protocols, Func<string, bool> includes) => new(name, protocols, [.. OlderCiphers.Where(includes)]);

    private static SslPolicy WithTls13(string name, string[] olderProtocols, Func<string, bool> includes) =>
        new(name, ["TLSv1.3", .. olderProtocols], [.. Tls13Ciphers, .. OlderCiphers.Where(includes)]);

    private static bool HasForwardSecrecy(string cipher) => cipher.StartsWith("ECDHE-", StringComparison.Ordinal);

    private static bool UsesSha1(string cipher) => cipher.EndsWith("-SHA", StringComparison.Ordinal);

    private static bool IsRestricted(string cipher) => HasForwardSecrecy(cipher) && cipher.Contains("-GCM-", StringComparison.Ordinal);
}
