using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.Tests.ElbV2;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>For how long the controller takes what it read for true.</summary>
public sealed class LookupCacheTests(ElbFixture fixture) : IClassFixture<ElbFixture>
{
    private readonly ElbTestbed _bed = fixture.Bed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Certificates_ANewOne_IsSeenAfterAMinute()
    {
        var time = new FakeTimeProvider();
        using var lookup = new CertificateLookup(_bed.Acm, withTags: false, time);
        var first = await _bed.CreateCertificateAsync("first.cache.test");
        Assert.Contains(await lookup.FindAsync(Token), fact => fact.Arn == first && fact.Domains.SequenceEqual(["first.cache.test"]));

        var second = await _bed.CreateCertificateAsync("second.cache.test");
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.DoesNotContain(await lookup.FindAsync(Token), fact => fact.Arn == second);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains(await lookup.FindAsync(Token), fact => fact.Arn == second);
    }

    [Fact]
    public async Task Certificates_LargeAndEllipticKeys_AreAllFound()
    {
        foreach (var key in (KeyAlgorithm[])[KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_prime256v1, KeyAlgorithm.EC_secp384r1])
        {
            var arn = (await _bed.Acm.RequestCertificateAsync(
                new RequestCertificateRequest { DomainName = "key.cache.test", ValidationMethod = ValidationMethod.DNS, KeyAlgorithm = key }, Token)).CertificateArn;
            using var fresh = new CertificateLookup(_bed.Acm, withTags: false, new FakeTimeProvider());

            Assert.Contains(await fresh.FindAsync(Token), fact => fact.Arn == arn);
        }
    }
}
