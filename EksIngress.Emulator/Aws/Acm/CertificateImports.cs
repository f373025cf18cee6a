using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>ImportCertificate, of a new certificate or in place of one imported before.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_ImportCertificate.html</remarks>
internal sealed class CertificateImports(Guarded<AcmState> acm, TimeProvider time)
{
    private const int MaxBodyBytes = 32768;

    /// <returns>ARN of the certificate.</returns>
    public string Import(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        var replaced = members.Has(AcmInput.ArnMember) ? AcmInput.Arn(members) : null;
        var tags = AcmInput.Tags(members);
        if (replaced is not null && !tags.IsEmpty)
        {
            throw AcmErrors.InvalidParameter("Tagging is not permitted on re-import.");
        }

        var body = members.FindBytes("Certificate") ?? throw AcmInput.Missing("Certificate");
        if (body.Length is 0 or > MaxBodyBytes)
        {
            throw AcmErrors.Validation($"The certificate field has {body.Length} bytes; from 1 to {MaxBodyBytes} are taken.");
        }

        var key = members.FindBytes("PrivateKey") ?? throw AcmInput.Missing("PrivateKey");
        var now = time.GetUtcNow();
        var (leaf, chain) = PemCertificate.Read(body, key, members.FindBytes("CertificateChain"), now);
        var names = Names(leaf);
        var imported = new AcmCertificate
        {
            Arn = replaced ?? CertificateRequests.NewArn(call),
            Region = call.Region,
            Type = "IMPORTED",
            DomainName = CommonName(leaf) ?? names.FirstOrDefault() ?? "",
            SubjectAlternativeNames = names,
            CreatedAt = now,
            IssuedAt = null,
            ImportedAt = now,
            Leaf = leaf,
            Chain = chain,
            KeyAlgorithm = CertificateKeys.FindAlgorithm(leaf)!,
            Tags = tags,
        };
        acm.Update(state => replaced is null ? state.Add(imported) : Replace(state, imported));
        return imported.Arn;
    }

    // Listeners that use it serve the new certificate from the next handshake on.
    private static AcmState Replace(AcmState state, AcmCertificate imported)
    {
        var found = state.Get(imported.Region, imported.Arn);
        return found.IsImported
            ? state.Set(imported with { CreatedAt = found.CreatedAt, Tags = found.Tags })
            : throw AcmErrors.Validation($"Certificate {imported.Arn} was not imported; only an imported certificate can be imported again.");
    }

    private static ImmutableArray<string> Names(X509Certificate2 certificate) =>
        [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames())];

    private static string? CommonName(X509Certificate2 certificate) =>
        certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .FirstOrDefault(name => !name.HasMultipleElements && name.GetSingleElementType().Value == "2.5.4.3")
            ?.GetSingleElementValue();
}
