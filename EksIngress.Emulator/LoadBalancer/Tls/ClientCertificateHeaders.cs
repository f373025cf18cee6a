using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace EksIngress.Emulator.LoadBalancer.Tls;

/// <summary>What targets are told of a client's certificate.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html</remarks>
internal static class ClientCertificateHeaders
{
    private const string Prefix = "X-Amzn-Mtls-Clientcert";

    /// <summary>The whole chain as the client sent it, its own certificate first.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Passthrough(X509Certificate2 leaf, X509Certificate2Collection intermediates) =>
        [new(Prefix, Encode(string.Concat(intermediates.Prepend(leaf).Select(certificate => certificate.ExportCertificatePem() + "\n"))))];

    public static IReadOnlyList<KeyValuePair<string, string>> Verified(X509Certificate2 leaf) =>
    [
        new($"{Prefix}-Serial-Number", leaf.SerialNumber),
        new($"{Prefix}-Issuer", Name(leaf.IssuerName)),
        new($"{Prefix}-Subject", Name(leaf.SubjectName)),
        new($"{Prefix}-Validity", Validity(leaf)),
        new($"{Prefix}-Leaf", Encode(leaf.ExportCertificatePem() + "\n")),
    ];

    public static ClientCertificate Describe(X509Certificate2 leaf) => new(leaf.SerialNumber, Name(leaf.SubjectName), Validity(leaf));

    private static string Validity(X509Certificate2 leaf) => $"NotBefore={Time(leaf.NotBefore)};NotAfter={Time(leaf.NotAfter)}";

    // URL encoding in which + = / stay as they are.
    private static string Encode(string pem) => Uri.EscapeDataString(pem)
        .Replace("%2B", "+", StringComparison.Ordinal)
        .Replace("%3D", "=", StringComparison.Ordinal)
        .Replace("%2F", "/", StringComparison.Ordinal);

    private static string Time(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // As RFC 2253 writes names: the last part first, no spaces between.
    private static string Name(X500DistinguishedName name) => string.Join(
        ',',
        name.EnumerateRelativeDistinguishedNames(reversed: true).Select(part => $"{Type(part)}={Escape(part.GetSingleElementValue() ?? "")}"));

    private static string Type(X500RelativeDistinguishedName part)
    {
        var type = part.GetSingleElementType();
        return type.FriendlyName switch
        {
            null or "" => type.Value!,
            "S" => "ST",
            "E" => "emailAddress",
            var friendly => friendly,
        };
    }

    private static string Escape(string value)
    {
        var escaped = new System.Text.StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var isEdge = (i == 0 && value[i] is ' ' or '#') || (i == value.Length - 1 && value[i] == ' ');
            if (isEdge || value[i] is ',' or '+' or '"' or '\\' or '<' or '>' or ';')
            {
                escaped.Append('\\');
            }

            // A header line takes visible ASCII only.
            escaped.Append(value[i] is >= ' ' and <= '~' ? value[i] : '?');
        }

        return escaped.ToString();
    }
}
