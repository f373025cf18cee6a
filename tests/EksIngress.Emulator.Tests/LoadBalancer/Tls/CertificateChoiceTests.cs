using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EksIngress.Emulator.Certificates;
using EksIngress.Emulator.LoadBalancer.Tls;

namespace EksIngress.Emulator.Tests.LoadBalancer.Tls;

/// <summary>Which of several certificates with the same name a client gets.</summary>
public sealed class CertificateChoiceTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, string[]> Choices => new()
    {
        { "a key of ECDSA before one of RSA", "ecdsa", ["rsa-4096", "ecdsa"] },
        { "one that is valid before one that expired", "rsa-2048", ["rsa-expired", "rsa-2048"] },
        { "the longer hash", "rsa-sha512", ["rsa-2048", "rsa-sha512"] },
        { "the longer key", "rsa-4096", ["rsa-2048", "rsa-4096"] },
        { "the longer validity", "rsa-long", ["rsa-2048", "rsa-long"] },
        { "the first of equals", "rsa-2048", ["rsa-2048", "rsa-2048"] },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public void Find_SameNames_PrefersInAwsOrder(string why, string expected, string[] kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        // The default one is for another name.
        var certificates = kinds.Select(kind => Create(kind, "a.example.test")).Prepend(Create("rsa-2048", "default.test") with { Arn = "default" }).ToList();

        var chosen = CertificateChoice.Find(certificates, "a.example.test", Now);

        Assert.True(expected == chosen?.Arn, why);
        Assert.Equal("default", CertificateChoice.Find(certificates, "b.example.test", Now)?.Arn);
        Assert.Null(CertificateChoice.Find([], "a.example.test", Now));
    }

    private static ServerCertificate Create(string kind, string host)
    {
        using AsymmetricAlgorithm key = kind == "ecdsa" ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(kind == "rsa-4096" ? 4096 : 2048);
        var hash = kind == "rsa-sha512" ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256;
        var request = key is RSA rsa
            ? new CertificateRequest($"CN={host}", rsa, hash, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={host}", (ECDsa)key, hash);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        var end = kind switch
        {
            "rsa-expired" => Now.AddDays(-1),
            "rsa-long" => Now.AddDays(700),
            _ => Now.AddDays(100),
        };
        return new ServerCertificate(kind, request.CreateSelfSigned(Now.AddDays(-100), end), []);
    }
}
