using System.Collections.Frozen;
using System.Text;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer.Tls;

/// <summary>What a listener calls the headers that tell targets about TLS and the client's certificate.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html#rename-header</remarks>
internal sealed class TlsHeaderNames
{
    public const string Version = "X-Amzn-Tls-Version";
    public const string CipherSuite = "X-Amzn-Tls-Cipher-Suite";

    // As targets get them by default, in lower case.
    private const string DefaultVersion = "x-amzn-tls-version";
    private const string DefaultCipherSuite = "x-amzn-tls-cipher-suite";

    private readonly FrozenDictionary<string, string> _renamed;
    private readonly byte[][] _ofConnections;
    private readonly byte[][] _ofCertificates;

    private TlsHeaderNames(Dictionary<string, string> renamed)
    {
        _renamed = renamed.ToFrozenDictionary(StringComparer.Ordinal);
        _ofConnections = [.. renamed.Where(header => header.Key is Version or CipherSuite).Select(header => Encoding.ASCII.GetBytes(header.Value))];
        _ofCertificates = [.. renamed.Where(header => header.Key is not (Version or CipherSuite)).Select(header => Encoding.ASCII.GetBytes(header.Value))];
        OfVersion = renamed.GetValueOrDefault(Version, DefaultVersion);
        OfCipherSuite = renamed.GetValueOrDefault(CipherSuite, DefaultCipherSuite);
    }

    /// <summary>Of listeners that rename none.</summary>
    public static TlsHeaderNames Default { get; } = new([]);

    public bool AreRenamed => _renamed.Count > 0;

    public string OfVersion { get; }

    public string OfCipherSuite { get; }

    /// <param name="attributes">Of a listener; those of one without TLS have no names.</param>
    public static TlsHeaderNames Read(AttributeSet attributes)
    {
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, name) in AttributeTable.RequestHeaders)
        {
            if (attributes.Find(key) is { } given && given != name)
            {
                renamed.Add(name, given);
            }
        }

        return renamed.Count == 0 ? Default : new TlsHeaderNames(renamed);
    }

    /// <param name="name">Of a header about the client's certificate, as AWS calls it.</param>
    public string Of(string name) => _renamed.GetValueOrDefault(name, name);

    /// <summary>True for a name that the listener gave to one of its own headers: no client may send it.</summary>
    /// <param name="ofConnections">Whether targets are told of TLS.</param>
    /// <param name="ofCertificates">Whether targets are told of the client's certificate.</param>
    public bool IsOwn(ReadOnlySpan<byte> name, bool ofConnections, bool ofCertificates) =>
        (ofConnections && IsAny(name, _ofConnections)) || (ofCertificates && IsAny(name, _ofCertificates));

    private static bool IsAny(ReadOnlySpan<byte> name, byte[][] names)
    {
        foreach (var own in names)
        {
            if (Ascii.EqualsIgnoreCase(name, own))
            {
                return true;
            }
        }

        return false;
    }
}
