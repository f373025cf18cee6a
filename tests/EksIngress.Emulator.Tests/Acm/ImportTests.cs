using System.Security.Cryptography;
using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using EksIngress.Emulator.Certificates;
using EksIngress.Emulator.Tests.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.Acm;

public sealed class ImportTests : IAsyncLifetime
{
    private readonly TestAuthority _authority = new();
    private AwsTestbed _bed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bed = await AwsTestbed.StartAsync(Token);

    public async ValueTask DisposeAsync()
    {
        _authority.Dispose();
        await _bed.DisposeAsync();
    }

    [Fact]
    public async Task Import_CertificateWithChain_IsDescribedAndServed()
    {
        var pem = _authority.Issue("shop.example.test");

        var arn = await ImportAsync(pem, _authority.Pem);
        var detail = (await _bed.Acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = arn }, Token)).Certificate;
        var text = await _bed.Acm.GetCertificateAsync(new GetCertificateRequest { CertificateArn = arn }, Token);
        var served = _bed.Emulator.Services.GetRequiredService<ICertificateStore>().Find(arn);

        Assert.Equal(CertificateStatus.ISSUED, detail.Status);
        Assert.Equal(CertificateType.IMPORTED, detail.Type);
        Assert.Equal("shop.example.test", detail.DomainName);
        Assert.Equal("Test root", detail.Issuer);
        Assert.Equal("SHA256WITHRSA", detail.SignatureAlgorithm);
        Assert.Equal(RenewalEligibility.INELIGIBLE, detail.RenewalEligibility);
        Assert.Equal([KeyUsageName.DIGITAL_SIGNATURE, KeyUsageName.KEY_ENCIPHERMENT], detail.KeyUsages.Select(usage => usage.Name));
        Assert.Equal("1.3.6.1.5.5.7.3.1", Assert.Single(detail.ExtendedKeyUsages).OID);
        Assert.Null(detail.DomainValidationOptions);
        Assert.Equal(pem.Certificate, text.Certificate);
        Assert.Equal(_authority.Pem, text.CertificateChain);
        Assert.True(served!.Certificate.HasPrivateKey);
        Assert.Empty(served.Chain);
        Assert.Same(served, _bed.Emulator.Services.GetRequiredService<ICertificateStore>().Find(arn));
    }

    [Fact]
    public async Task Import_AgainUnderItsArn_ReplacesTheCertificateAndKeepsTags()
    {
        var arn = await ImportAsync(_authority.Issue("shop.example.test"), _authority.Pem, [new Tag { Key = "team", Value = "a" }]);
        var store = _bed.Emulator.Services.GetRequiredService<ICertificateStore>();
        var before = store.Find(arn);
        var renewed = _authority.Issue("shop.example.test");

        var again = await _bed.Acm.ImportCertificateAsync(
            new ImportCertificateRequest
            {
                CertificateArn = arn,
                Certificate = TestAuthority.Blob(renewed.Certificate),
                PrivateKey = TestAuthority.Blob(renewed.PrivateKey),
                CertificateChain = TestAuthority.Blob(_authority.Pem),
            },
            Token);

        Assert.Equal(arn, again.CertificateArn);
        Assert.NotSame(before, store.Find(arn));
        Assert.Equal("team", Assert.Single((await _bed.Acm.ListTagsForCertificateAsync(new ListTagsForCertificateRequest { CertificateArn = arn }, Token)).Tags).Key);
    }

    [Theory]
    [InlineData("key of another", "The private key does not match the certificate.")]
    [InlineData("key of another kind", "The private key is not supported.")]
    [InlineData("encrypted key", "The private key is encrypted")]
    [InlineData("no key", "The private key is not supported.")]
    [InlineData("two certificates", "The certificate field contains more than one certificate. You can specify only one certificate in this field.")]
    [InlineData("no certificate", "not in a valid PEM format")]
    [InlineData("broken certificate", "cannot be read")]
    [InlineData("key in the certificate", "contains a private key")]
    [InlineData("expired", "has expired")]
    [InlineData("no chain", "Provided certificate is not a valid self signed. Please provide either a valid self-signed certificate or certificate chain.")]
    [InlineData("chain of a namesake", "Could not validate the certificate with the certificate chain.")]
    [InlineData("chain of another", "Could not validate the certificate with the certificate chain.")]
    public async Task Import_WhatAcmRefuses_SaysWhy(string what, string reason)
    {
        var good = _authority.Issue("shop.example.test");
        using var other = new TestAuthority("CN=Other root");
        using var namesake = new TestAuthority();
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        var (pem, chain) = what switch
        {
            "key of another" => (good with { PrivateKey = _authority.Issue("x.example.test").PrivateKey }, _authority.Pem),
            "key of another kind" => (good with { PrivateKey = elliptic.ExportPkcs8PrivateKeyPem() }, _authority.Pem),
            "encrypted key" => (good with { PrivateKey = rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000)) }, _authority.Pem),
            "no key" => (good with { PrivateKey = "none" }, _authority.Pem),
            "two certificates" => (good with { Certificate = good.Certificate + _authority.Pem }, _authority.Pem),
            "no certificate" => (good with { Certificate = "none" }, _authority.Pem),
            "broken certificate" => (good with { Certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" }, _authority.Pem),
            "key in the certificate" => (good with { Certificate = good.PrivateKey + good.Certificate }, _authority.Pem),
            "expired" => (_authority.Issue("old.example.test", days: -1), _authority.Pem),
            "no chain" => (good, null),
            "chain of a namesake" => (good, namesake.Pem),
            _ => (good, other.Pem),
        };

        var exception = await Assert.ThrowsAnyAsync<AmazonCertificateManagerException>(() => ImportAsync(pem, chain));

        Assert.Equal("ValidationException", exception.ErrorCode);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    private async Task<string> ImportAsync(TestCertificate pem, string? chain, List<Tag>? tags = null) =>
        (await _bed.Acm.ImportCertificateAsync(
            new ImportCertificateRequest
            {
                Certificate = TestAuthority.Blob(pem.Certificate),
                PrivateKey = TestAuthority.Blob(pem.PrivateKey),
                CertificateChain = chain is null ? null : TestAuthority.Blob(chain),
                Tags = tags,
            },
            Token)).CertificateArn;
}
