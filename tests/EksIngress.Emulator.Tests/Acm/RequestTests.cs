using System.Security.Cryptography.X509Certificates;
using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using EksIngress.Emulator.Aws.Acm;
using EksIngress.Emulator.Tests.Aws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Acm;

public sealed class RequestTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private AwsTestbed _bed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bed = await AwsTestbed.StartAsync(Token, _time, timeScale: 1);

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task Request_DnsValidation_IsPendingThenIssuedByTheEmulatorsAuthority()
    {
        var arn = await RequestAsync("shop.example.test", "*.example.test");

        var pending = await DescribeAsync(arn);
        await Assert.ThrowsAsync<RequestInProgressException>(() => _bed.Acm.GetCertificateAsync(new GetCertificateRequest { CertificateArn = arn }, Token));
        _time.Advance(TimeSpan.FromMinutes(2));
        var issued = await DescribeAsync(arn);
        var pem = await _bed.Acm.GetCertificateAsync(new GetCertificateRequest { CertificateArn = arn }, Token);

        Assert.Matches("^arn:aws:acm:eu-west-1:000000000000:certificate/[0-9a-f-]{36}$", arn);
        Assert.Equal(CertificateStatus.PENDING_VALIDATION, pending.Status);
        Assert.Null(pending.IssuedAt);
        Assert.Null(pending.NotAfter);
        Assert.All(pending.DomainValidationOptions, option => Assert.Equal(DomainStatus.PENDING_VALIDATION, option.ValidationStatus));
        var record = pending.DomainValidationOptions[0].ResourceRecord;
        Assert.Equal(RecordType.CNAME, record.Type);
        Assert.EndsWith(".shop.example.test.", record.Name, StringComparison.Ordinal);
        Assert.EndsWith(".acm-validations.aws.", record.Value, StringComparison.Ordinal);

        Assert.Equal(CertificateStatus.ISSUED, issued.Status);
        Assert.Equal(CertificateType.AMAZON_ISSUED, issued.Type);
        Assert.Equal(KeyAlgorithm.RSA_2048, issued.KeyAlgorithm);
        Assert.Equal(["shop.example.test", "*.example.test"], issued.SubjectAlternativeNames);
        Assert.All(issued.DomainValidationOptions, option => Assert.Equal(DomainStatus.SUCCESS, option.ValidationStatus));

        using var leaf = X509Certificate2.CreateFromPem(pem.Certificate);
        using var root = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_bed.Emulator.Directory, "ca.pem"));
        Assert.True(leaf.MatchesHostname("any.example.test"));
        Assert.False(leaf.HasPrivateKey);
        Assert.Equal(root.ExportCertificatePem(), pem.CertificateChain.Trim());
        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
        chain.ChainPolicy.CustomTrustStore.Add(root);
        Assert.True(chain.Build(leaf), string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation)));
    }

    [Theory]
    [InlineData("EC_prime256v1")]
    [InlineData("EC_secp384r1")]
    public async Task Request_EllipticKey_GetsOne(string algorithm)
    {
        var response = await _bed.Acm.RequestCertificateAsync(
            new RequestCertificateRequest { DomainName = "ec.example.test", ValidationMethod = ValidationMethod.DNS, KeyAlgorithm = algorithm }, Token);
        _time.Advance(TimeSpan.FromMinutes(2));

        var pem = await _bed.Acm.GetCertificateAsync(new GetCertificateRequest { CertificateArn = response.CertificateArn }, Token);

        using var leaf = X509Certificate2.CreateFromPem(pem.Certificate);
        using var key = leaf.GetECDsaPublicKey();
        Assert.Equal(algorithm == "EC_prime256v1" ? 256 : 384, key!.KeySize);
        Assert.Equal(algorithm, (await DescribeAsync(response.CertificateArn)).KeyAlgorithm);
    }

    [Fact]
    public async Task Request_ValidationDomains_AreDescribed()
    {
        var request = new RequestCertificateRequest
        {
            DomainName = "shop.example.test",
            SubjectAlternativeNames = ["*.shop.example.test", "other.example.test"],
            ValidationMethod = ValidationMethod.DNS,
            DomainValidationOptions = [new DomainValidationOption { DomainName = "Shop.example.test", ValidationDomain = "Example.test" }, new DomainValidationOption { DomainName = "*.shop.example.test", ValidationDomain = "shop.example.test" }],
        };

        var detail = await DescribeAsync((await _bed.Acm.RequestCertificateAsync(request, Token)).CertificateArn);

        Assert.Equal(
            ["shop.example.test by example.test", "*.shop.example.test by shop.example.test", "other.example.test by other.example.test"],
            detail.DomainValidationOptions.Select(option => $"{option.DomainName} by {option.ValidationDomain}"));
    }

    [Fact]
    public async Task Request_SameToken_AnswersTheSameCertificate()
    {
        RequestCertificateRequest Once(string domain) => new() { DomainName = domain, ValidationMethod = ValidationMethod.DNS, IdempotencyToken = "once" };
        var first = await _bed.Acm.RequestCertificateAsync(Once("a.example.test"), Token);
        var second = await _bed.Acm.RequestCertificateAsync(Once("a.example.test"), Token);
        var other = await _bed.Acm.RequestCertificateAsync(Once("b.example.test"), Token);

        Assert.Equal(first.CertificateArn, second.CertificateArn);
        Assert.NotEqual(first.CertificateArn, other.CertificateArn);
    }

    [Fact]
    public async Task Status_AfterItsEnd_IsExpired()
    {
        var arn = await RequestAsync("old.example.test");

        // A call a year from now would be signed too early; the certificate is asked instead.
        var certificate = _bed.Emulator.Services.GetRequiredService<Guarded<AcmState>>().Current.Get(_bed.Emulator.Region, arn);

        Assert.Equal("EXPIRED", certificate.StatusAt(_time.GetUtcNow().AddDays(366)));
    }

    public static TheoryData<string, Action<RequestCertificateRequest>, string> Refused => new()
    {
        { "no domain", request => request.DomainName = null, "ValidationException" },
        { "no dot", request => request.DomainName = "localhost", "ValidationException" },
        { "wildcard inside", request => request.DomainName = "a.*.example.test", "ValidationException" },
        { "underscore", request => request.DomainName = "a_b.example.test", "ValidationException" },
        { "long common name", request => request.DomainName = new string('a', 60) + ".example.test", "InvalidDomainValidationOptionsException" },
        { "eleven names", request => request.SubjectAlternativeNames = [.. Enumerable.Range(0, 10).Select(number => $"n{number}.example.test")], "LimitExceededException" },
        { "key that is only imported", request => request.KeyAlgorithm = KeyAlgorithm.RSA_4096, "InvalidParameterException" },
        { "unknown key", request => request.KeyAlgorithm = "DSA", "ValidationException" },
        { "token with a dash", request => request.IdempotencyToken = "a-b", "ValidationException" },
        { "validation of another domain", request => request.DomainValidationOptions = [new DomainValidationOption { DomainName = "other.example.test", ValidationDomain = "example.test" }], "InvalidDomainValidationOptionsException" },
        { "validation by a domain below", request => request.DomainValidationOptions = [new DomainValidationOption { DomainName = "shop.example.test", ValidationDomain = "a.shop.example.test" }], "InvalidDomainValidationOptionsException" },
        { "validation by half a label", request => request.DomainValidationOptions = [new DomainValidationOption { DomainName = "shop.example.test", ValidationDomain = "op.example.test" }], "InvalidDomainValidationOptionsException" },
        { "validation twice", request => request.DomainValidationOptions = [new DomainValidationOption { DomainName = "shop.example.test", ValidationDomain = "example.test" }, new DomainValidationOption { DomainName = "shop.example.test", ValidationDomain = "example.test" }], "InvalidDomainValidationOptionsException" },
        { "validation by nothing", request => request.DomainValidationOptions = [new DomainValidationOption { DomainName = "shop.example.test" }], "ValidationException" },
        { "email", request => request.ValidationMethod = ValidationMethod.EMAIL, "NotEmulated" },
        { "no method, which is email", request => request.ValidationMethod = null, "NotEmulated" },
        { "private authority", request => request.CertificateAuthorityArn = "arn:aws:acm-pca:eu-west-1:000000000000:certificate-authority/x", "NotEmulated" },
        { "reserved tag", request => request.Tags = [new Tag { Key = "aws:x" }], "InvalidTagException" },
        { "tag twice", request => request.Tags = [new Tag { Key = "x" }, new Tag { Key = "x" }], "InvalidTagException" },
        { "too many tags", request => request.Tags = [.. Enumerable.Range(0, 51).Select(number => new Tag { Key = $"k{number}" })], "TooManyTagsException" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Request_WhatAcmRefuses_FailsWithItsCode(string what, Action<RequestCertificateRequest> change, string code)
    {
        ArgumentNullException.ThrowIfNull(change);
        var request = new RequestCertificateRequest { DomainName = "shop.example.test", ValidationMethod = ValidationMethod.DNS };
        change(request);

        var exception = await Assert.ThrowsAnyAsync<AmazonCertificateManagerException>(() => _bed.Acm.RequestCertificateAsync(request, Token));

        Assert.True(exception.ErrorCode == code, $"{what}: {exception.ErrorCode} {exception.Message}");
    }

    private async Task<string> RequestAsync(string domain, params string[] others) =>
        (await _bed.Acm.RequestCertificateAsync(
            new RequestCertificateRequest { DomainName = domain, SubjectAlternativeNames = others.Length > 0 ? [.. others] : null, ValidationMethod = ValidationMethod.DNS }, Token)).CertificateArn;

    private async Task<CertificateDetail> DescribeAsync(string arn) =>
        (await _bed.Acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = arn }, Token)).Certificate;
}
