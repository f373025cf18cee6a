using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Reads certificate revocation lists: PEM, one or several, or DER.</summary>
/// <remarks>Source: https://www.rfc-editor.org/rfc/rfc5280#section-5.1</remarks>
internal static class RevocationList
{
    private const string PemLabel = "X509 CRL";

    /// <summary>How one revoked certificate is written: its issuer's name and its serial number, both as hexadecimal.</summary>
    public static string Entry(ReadOnlySpan<byte> issuer, ReadOnlySpan<byte> serial) =>
        // Leading zeros of a serial number are a matter of encoding.
        $"{Convert.ToHexString(issuer)}:{Convert.ToHexString(serial.TrimStart((byte)0))}";

    /// <inheritdoc cref="Entry"/>
    public static string EntryOf(X509Certificate2 certificate) => Entry(certificate.IssuerName.RawData, certificate.SerialNumberBytes.Span);

    /// <summary>All certificates that the lists revoke.</summary>
    /// <exception cref="CryptographicException">It is no revocation list.</exception>
    public static ImmutableArray<string> Read(byte[] content)
    {
        var entries = ImmutableArray.CreateBuilder<string>();
        try
        {
            var isPem = content.AsSpan().IndexOf("-----BEGIN"u8) >= 0;
            foreach (var list in isPem ? ReadPem(Encoding.ASCII.GetString(content)) : [content])
            {
                ReadList(list, entries);
            }
        }
        catch (Exception exception) when (exception is AsnContentException or FormatException)
        {
            throw new CryptographicException("The content is no certificate revocation list.", exception);
        }

        return entries.ToImmutable();
    }

    private static List<byte[]> ReadPem(string text)
    {
        var lists = new List<byte[]>();
        while (PemEncoding.TryFind(text, out var fields))
        {
            if (!text.AsSpan(fields.Label).SequenceEqual(PemLabel))
            {
                throw new FormatException($"The PEM is a {text[fields.Label]}.");
            }

            lists.Add(Convert.FromBase64String(text[fields.Base64Data]));
            text = text[fields.Location.End..];
        }

        return lists.Count > 0 ? lists : throw new FormatException("The PEM is not whole.");
    }

    // CertificateList ::= { tbsCertList { version?, signature, issuer, thisUpdate, nextUpdate?, revokedCertificates?, [0]? }, algorithm, signature }
    private static void ReadList(byte[] der, ImmutableArray<string>.Builder entries)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var whole = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var list = whole.ReadSequence();
        if (list.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
        {
            list.ReadInteger();
        }

        list.ReadSequence();
        var issuer = list.ReadEncodedValue();
        while (list.HasData && list.PeekTag() is { TagClass: TagClass.Universal, TagValue: (int)UniversalTagNumber.UtcTime or (int)UniversalTagNumber.GeneralizedTime })
        {
            list.ReadEncodedValue();
        }

        if (list.HasData && list.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            var revoked = list.ReadSequence();
            while (revoked.HasData)
            {
                entries.Add(Entry(issuer.Span, revoked.ReadSequence().ReadIntegerBytes().Span));
            }
        }

        whole.ReadSequence();
        whole.ReadBitString(out _);
    }
}
