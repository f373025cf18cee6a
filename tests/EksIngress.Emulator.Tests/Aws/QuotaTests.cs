using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using EksIngress.Emulator.Aws;
using Microsoft.Extensions.Options;
using LimitExceededException = Amazon.IdentityManagement.Model.LimitExceededException;

namespace EksIngress.Emulator.Tests.Aws;

public sealed class QuotaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Quota_SetToOne_RefusesTheSecondInAwsWords()
    {
        await using var bed = await AwsTestbed.StartAsync(Token, settings: new Dictionary<string, string?>
        {
            [$"Quotas:{AwsQuota.IamRoles}"] = "1",
            [$"Quotas:{AwsQuota.AcmCertificates}"] = "0",
        });
        await bed.CreateServiceRoleAsync("first", "ec2.amazonaws.com");

        var roles = await Assert.ThrowsAsync<LimitExceededException>(() => bed.CreateServiceRoleAsync("second", "ec2.amazonaws.com"));
        var certificates = await Assert.ThrowsAsync<Amazon.CertificateManager.Model.LimitExceededException>(() =>
            bed.Acm.RequestCertificateAsync(new RequestCertificateRequest { DomainName = "a.example.test", ValidationMethod = ValidationMethod.DNS }, Token));

        Assert.Equal("Cannot exceed quota for RolesPerAccount: 1", roles.Message);
        Assert.Contains("The quota is 0.", certificates.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iam/Nonsense", "1", "iam/RolesPerAccount")]
    [InlineData("iam/RolesPerAccount", "-1", "wanted 0 or more")]
    public async Task Quota_UnknownOrNegative_EndsTheStart(string name, string value, string hint)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            AwsTestbed.StartAsync(Token, settings: new Dictionary<string, string?> { [$"Quotas:{name}"] = value }));

        Assert.Contains(hint, Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documentation_OfQuotas_NamesThemAll()
    {
        var root = typeof(QuotaTests).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
            .Cast<System.Reflection.AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;
        var text = await File.ReadAllTextAsync(Path.Combine(root, "docs", "emulator-aws.md"), Token);

        Assert.All(AwsQuotas.Defaults.Keys, name => Assert.Contains($"{name.Split('/')[1]}`", text, StringComparison.Ordinal));
    }
}
