using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>ACM's structures on the wire.</summary>
internal static class AcmJson
{
    private const int MaxSummaryNames = 100;

    public static JsonObject Detail(AcmCertificate certificate, DateTimeOffset now, IReadOnlyCollection<string> inUseBy)
    {
        var status = certificate.StatusAt(now);
        var isPending = status == "PENDING_VALIDATION";
        var detail = new JsonObject
        {
            ["CertificateArn"] = certificate.Arn,
            ["DomainName"] = certificate.DomainName,
            ["SubjectAlternativeNames"] = Strings(certificate.SubjectAlternativeNames),
            ["Subject"] = isPending ? $"CN={certificate.DomainName}" : certificate.Leaf.Subject,
            ["Issuer"] = IssuerName(certificate.Leaf),
            ["CreatedAt"] = AwsTime.EpochSeconds(certificate.CreatedAt),
            ["Status"] = status,
            ["KeyAlgorithm"] = certificate.KeyAlgorithm,
            ["SignatureAlgorithm"] = SignatureAlgorithm(certificate.Leaf),
            ["InUseBy"] = Strings(inUseBy),
            ["Type"] = certificate.Type,
            ["RenewalEligibility"] = certificate.IsImported || inUseBy.Count == 0 ? "INELIGIBLE" : "ELIGIBLE",
            ["Options"] = new JsonObject { ["CertificateTransparencyLoggingPreference"] = certificate.TransparencyLogging },
        };
        if (certificate.ImportedAt is { } imported)
        {
            detail["ImportedAt"] = AwsTime.EpochSeconds(imported);
        }
        else
        {
            detail["DomainValidationOptions"] = new JsonArray([.. certificate.SubjectAlternativeNames.Select(name => Validation(certificate, name, isPending))]);
        }

        if (!isPending)
        {
            detail["Serial"] = string.Join(':', Convert.ToHexStringLower(certificate.Leaf.SerialNumberBytes.Span).Chunk(2).Select(pair => new string(pair)));
            detail["NotBefore"] = AwsTime.EpochSeconds(certificate.NotBefore);
            detail["NotAfter"] = AwsTime.EpochSeconds(certificate.NotAfter);
            detail["KeyUsages"] = new JsonArray([.. CertificateUsages.KeyUsages(certificate.Leaf).Select(name => new JsonObject { ["Name"] = name })]);
            detail["ExtendedKeyUsages"] = new JsonArray([.. CertificateUsages.ExtendedKeyUsages(certificate.Leaf).Select(usage => new JsonObject { ["Name"] = usage.Name, ["OID"] = usage.Oid })]);
            AddIssuedAt(detail, certificate);
        }

        return detail;
    }

    public static JsonObject Summary(AcmCertificate certificate, DateTimeOffset now, bool inUse)
    {
        var status = certificate.StatusAt(now);
        var summary = new JsonObject
        {
            ["CertificateArn"] = certificate.Arn,
            ["DomainName"] = certificate.DomainName,
            ["SubjectAlternativeNameSummaries"] = Strings(certificate.SubjectAlternativeNames.Take(MaxSummaryNames)),
            ["HasAdditionalSubjectAlternativeNames"] = certificate.SubjectAlternativeNames.Length > MaxSummaryNames,
            ["Status"] = status,
            ["Type"] = certificate.Type,
            ["KeyAlgorithm"] = certificate.KeyAlgorithm,
            ["InUse"] = inUse,
            ["RenewalEligibility"] = certificate.IsImported || !inUse ? "INELIGIBLE" : "ELIGIBLE",
            ["CreatedAt"] = AwsTime.EpochSeconds(certificate.CreatedAt),
        };
        if (certificate.ImportedAt is { } imported)
        {
            summary["ImportedAt"] = AwsTime.EpochSeconds(imported);
        }

        if (status != "PENDING_VALIDATION")
        {
            summary["KeyUsages"] = Strings(CertificateUsages.KeyUsages(certificate.Leaf));
            summary["ExtendedKeyUsages"] = Strings(CertificateUsages.ExtendedKeyUsages(certificate.Leaf).Select(usage => usage.Name));
            summary["NotBefore"] = AwsTime.EpochSeconds(certificate.NotBefore);
            summary["NotAfter"] = AwsTime.EpochSeconds(certificate.NotAfter);
            AddIssuedAt(summary, certificate);
        }

        return summary;
    }

    public static JsonArray Tags(IEnumerable<KeyValuePair<string, string>> tags) =>
        new([.. tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]);

    public static string Pem(IEnumerable<X509Certificate2> certificates) =>
        string.Concat(certificates.Select(certificate => certificate.ExportCertificatePem() + "\n"));

    private static void AddIssuedAt(JsonObject json, AcmCertificate certificate)
    {
        if (certificate.IssuedAt is { } issued)
        {
            json["IssuedAt"] = AwsTime.EpochSeconds(issued);
        }
    }

    // A wildcard shares the record of the name below it. The names are ours: nobody asks a DNS server for them.
    private static JsonObject Validation(AcmCertificate certificate, string name, bool isPending)
    {
        var domain = name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(domain)));
        return new JsonObject
        {
            ["DomainName"] = name,
            ["ValidationDomain"] = certificate.ValidationDomains.GetValueOrDefault(name, name),
            ["ValidationStatus"] = isPending ? "PENDING_VALIDATION" : "SUCCESS",
            ["ResourceRecord"] = new JsonObject
            {
                ["Name"] = $"_{hash[..32]}.{domain}.",
                ["Type"] = "CNAME",
                ["Value"] = $"_{hash[32..]}.emulator.acm-validations.aws.",
            },
            ["ValidationMethod"] = "DNS",
        };
    }

    private static string IssuerName(X509Certificate2 certificate)
    {
        var names = certificate.IssuerName.EnumerateRelativeDistinguishedNames()
            .Where(name => !name.HasMultipleElements)
            .ToLookup(name => name.GetSingleElementType().Value, name => name.GetSingleElementValue());
        // Organization, else common name.
        return names["2.5.4.10"].FirstOrDefault() ?? names["2.5.4.3"].FirstOrDefault() ?? certificate.Issuer;
    }

    private static string? SignatureAlgorithm(X509Certificate2 certificate) => certificate.SignatureAlgorithm.Value switch
    {
        "1.2.840.113549.1.1.5" => "SHA1WITHRSA",
        "1.2.840.113549.1.1.11" => "SHA256WITHRSA",
        "1.2.840.113549.1.1.12" => "SHA384WITHRSA",
        "1.2.840.113549.1.1.13" => "SHA512WITHRSA",
        "1.2.840.10045.4.3.2" => "SHA256WITHECDSA",
        "1.2.840.10045.4.3.3" => "SHA384WITHECDSA",
        "1.2.840.10045.4.3.4" => "SHA512WITHECDSA",
        _ => certificate.SignatureAlgorithm.FriendlyName,
    };

    private static JsonArray Strings(IEnumerable<string> strings) => new([.. strings.Select(text => JsonValue.Create(text))]);
}
