using System.Text.Json.Nodes;
using Amazon.CertificateManager.Model;
using Amazon.Route53;
using Amazon.Route53.Model;
using Amazon.Runtime;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>Certificates that the controller requests itself: <c>create-acm-cert</c> under the feature gate EnableCertificateManagement.</summary>
public sealed class RequestedCertificateTests
{
    private const string Gate = "--feature-gates=EnableCertificateManagement=true";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Certificate_IsRequestedProvedServedReplacedAndDeleted()
    {
        await using var bed = await StartAsync();
        using var route53 = Route53(bed);
        var zone = await CreateZoneAsync(route53, "example.test");
        await CreateZoneAsync(route53, "test");

        await bed.ApplyAsync(Ingress(SecureManifest.Host));
        await bed.EventAsync("shop", "SuccessfullyReconciled");

        var first = Assert.Single(await CertificatesAsync(bed));
        Assert.Equal(first.CertificateArn, Assert.Single((await bed.ListenerAsync()).Certificates).CertificateArn);
        var tags = (await bed.Acm.ListTagsForCertificateAsync(new ListTagsForCertificateRequest { CertificateArn = first.CertificateArn }, Token)).Tags;
        Assert.Equal($"amazon_issued/{SecureManifest.Host}-", tags.Single(tag => tag.Key == "ingress.k8s.aws/resource").Value[..^8]);
        var record = Assert.Single(await RecordsAsync(route53, zone));
        Assert.EndsWith($".{SecureManifest.Host}.", record.Name, StringComparison.Ordinal);
        Assert.Equal(("CNAME", 60L), (record.Type.Value, record.TTL));
        await Eventually.UntilAsync(async () => await bed.GetSecurelyAsync("shop", SecureManifest.Host, "/") == "web");

        // Another host makes another certificate, which serves before the old one goes with its record.
        await bed.ApplyAsync(Ingress("store.example.test"));
        await Eventually.UntilAsync(async () => await CertificatesAsync(bed) is [{ DomainName: "store.example.test" }]);
        Assert.StartsWith("_", Assert.Single(await RecordsAsync(route53, zone)).Name, StringComparison.Ordinal);
        await Eventually.UntilAsync(async () => await bed.GetSecurelyAsync("shop", "store.example.test", "/") == "web");

        await bed.DeleteAsync($"{Manifest.Ingresses}/shop");
        await bed.GoneAsync($"{Manifest.Ingresses}/shop");
        Assert.Empty(await CertificatesAsync(bed));
        Assert.Empty(await RecordsAsync(route53, zone));
    }

    [Fact]
    public async Task Host_OfNoZone_IsToldAndNothingIsRequested()
    {
        await using var bed = await StartAsync();
        using var route53 = Route53(bed);
        await CreateZoneAsync(route53, "example.org");

        await bed.ApplyAsync(Ingress(SecureManifest.Host));

        Assert.Equal(
            $"Failed deploy model due to pre-check failed for domain \"{SecureManifest.Host}\": no hosted zone found for validation records",
            await bed.EventAsync("shop", "FailedDeployModel"));
        Assert.Empty(await CertificatesAsync(bed));
    }

    [Theory]
    [InlineData("route53:ListHostedZones", "operation error Route 53: ListHostedZones, https response error StatusCode: 403, ")]
    [InlineData("acm:RequestCertificate", "operation error ACM: RequestCertificate, https response error StatusCode: 400, ")]
    [InlineData("route53:ChangeResourceRecordSets", "operation error Route 53: ChangeResourceRecordSets, https response error StatusCode: 403, ")]
    public async Task Policy_LacksAnAction_TheEventSaysWhich(string action, string text)
    {
        await using var bed = await StartAsync(without: action);
        using var route53 = Route53(bed);
        await CreateZoneAsync(route53, "example.test");

        await bed.ApplyAsync(Ingress(SecureManifest.Host));

        var message = await bed.EventAsync("shop", "FailedDeployModel");
        Assert.Contains(text, message, StringComparison.Ordinal);
        Assert.Contains(action, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrivateAuthority_IsNotThere_TheEventSaysSo()
    {
        await using var bed = await StartAsync();

        await bed.ApplyAsync(Ingress(SecureManifest.Host, ("acm-pca-arn", "arn:aws:acm-pca:eu-west-1:000000000000:certificate-authority/11111111-1111-1111-1111-111111111111")));

        Assert.Contains("NotEmulated: A private certificate authority (CertificateAuthorityArn) is not emulated", await bed.EventAsync("shop", "FailedDeployModel"), StringComparison.Ordinal);
    }

    private static async Task<ControllerBed> StartAsync(string? without = null)
    {
        var bed = await ControllerBed.StartAsync(new() { Args = [Gate] });
        string[] actions =
        [
            "acm:RequestCertificate", "acm:DeleteCertificate", "acm:AddTagsToCertificate", "acm:ListTagsForCertificate", "route53:ListHostedZones",
            "route53:ChangeResourceRecordSets",
        ];
        await bed.AllowAsync([.. actions.Where(action => action != without)]);
        await bed.AddWebAsync("web");
        return bed;
    }

    private static JsonObject Ingress(string host, params (string Key, string Value)[] annotations) =>
        SecureManifest.Ingress("shop", host, [("create-acm-cert", "true"), .. annotations]);

    private static AmazonRoute53Client Route53(ControllerBed bed) => new(
        new BasicAWSCredentials(bed.Emulator.AccessKeyId, bed.Emulator.SecretAccessKey),
        new AmazonRoute53Config { ServiceURL = bed.Emulator.AwsEndpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    private static async Task<string> CreateZoneAsync(AmazonRoute53Client route53, string name) =>
        (await route53.CreateHostedZoneAsync(new CreateHostedZoneRequest { Name = name, CallerReference = Guid.NewGuid().ToString() }, Token)).HostedZone.Id;

    private static async Task<List<CertificateSummary>> CertificatesAsync(ControllerBed bed) =>
        (await bed.Acm.ListCertificatesAsync(new ListCertificatesRequest(), Token)).CertificateSummaryList ?? [];

    // Without those that a zone is made with.
    private static async Task<List<ResourceRecordSet>> RecordsAsync(AmazonRoute53Client route53, string zone) =>
        [.. (await route53.ListResourceRecordSetsAsync(new ListResourceRecordSetsRequest { HostedZoneId = zone }, Token)).ResourceRecordSets
            .Where(record => record.Type != RRType.NS && record.Type != RRType.SOA)];
}
