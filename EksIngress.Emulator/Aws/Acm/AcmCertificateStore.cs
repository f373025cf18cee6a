using System.Runtime.CompilerServices;
using EksIngress.Emulator.Certificates;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>ACM's certificates, for listeners to serve.</summary>
internal sealed class AcmCertificateStore(Guarded<AcmState> acm, TimeProvider time) : ICertificateStore
{
    // One object per certificate and key, whatever else of the record changes.
    private readonly ConditionalWeakTable<System.Security.Cryptography.X509Certificates.X509Certificate2, ServerCertificate> _served = [];

    public ServerCertificate? Find(string certificateArn) =>
        // An expired certificate is served on, as AWS does; clients refuse it.
        acm.Current.Certificates.GetValueOrDefault(certificateArn) is { } certificate && certificate.StatusAt(time.GetUtcNow()) != "PENDING_VALIDATION"
            ? _served.GetValue(certificate.Leaf, _ => Serve(certificate))
            : null;

    // The root is the client's to know.
    private static ServerCertificate Serve(AcmCertificate certificate) => new(
        certificate.Arn,
        certificate.Leaf,
        [.. certificate.Chain.Where(issuer => !issuer.SubjectName.RawData.AsSpan().SequenceEqual(issuer.IssuerName.RawData))]);
}
