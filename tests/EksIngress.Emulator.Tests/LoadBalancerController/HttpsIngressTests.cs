using Amazon.CertificateManager;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>From an Ingress with a host and a certificate in ACM to a request over TLS; and what may be set on such a listener.</summary>
public sealed class HttpsIngressTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Host_WithACertificateInAcm_IsServedOverTls()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.CreateCertificateAsync("other.example.test");
        var certificate = await bed.CreateCertificateAsync(SecureManifest.Host);

        await bed.ApplyAsync(SecureManifest.Ingress("shop", SecureManifest.Host));
        await bed.EventAsync("shop", "SuccessfullyReconciled");

        Assert.Equal(certificate, Assert.Single((await bed.ListenerAsync()).Certificates).CertificateArn);
        await Eventually.UntilAsync(async () => await bed.GetSecurelyAsync("shop", SecureManifest.Host, "/") == "web");
        Assert.Contains("ListCertificates", bed.Calls);
        Assert.Contains("DescribeCertificate", bed.Calls);
    }

    [Fact]
    public async Task Host_WithTwoCertificates_HasBothAndTheFirstIsTheDefault()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        string[] certificates = [await bed.CreateCertificateAsync("*.example.test", KeyAlgorithm.RSA_2048), await bed.CreateCertificateAsync(SecureManifest.Host)];

        await bed.ApplyAsync(SecureManifest.Ingress("shop", SecureManifest.Host));
        await bed.EventAsync("shop", "SuccessfullyReconciled");

        var listener = await bed.ListenerAsync();
        var all = (await bed.Elb.DescribeListenerCertificatesAsync(new DescribeListenerCertificatesRequest { ListenerArn = listener.ListenerArn }, Token)).Certificates;
        Assert.Equal(certificates.Order(StringComparer.Ordinal), all.Where(entry => entry.IsDefault != true).Select(entry => entry.CertificateArn).Order(StringComparer.Ordinal));
        Assert.Equal(certificates.Order(StringComparer.Ordinal).First(), Assert.Single(all, entry => entry.IsDefault == true).CertificateArn);
    }

    [Fact]
    public async Task Host_WithoutACertificate_IsToldByName()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.CreateCertificateAsync("*.example.test");

        await bed.ApplyAsync(SecureManifest.Ingress("shop", "a.b.example.test"));

        Assert.EndsWith("no certificate found for host: a.b.example.test", await bed.EventAsync("shop", "FailedBuildModel"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acm:ListCertificates", "operation error ACM: ListCertificates, https response error StatusCode: 400, ")]
    [InlineData("acm:DescribeCertificate", "operation error ACM: DescribeCertificate, https response error StatusCode: 400, ")]
    public async Task Host_PolicyLacksAnActionOfAcm_SaysWhich(string action, string text)
    {
        await using var bed = await ControllerBed.StartAsync(new() { Denied = action });
        await bed.AddWebAsync("web");
        await bed.CreateCertificateAsync(SecureManifest.Host);
        await bed.ApplyAsync(SecureManifest.Ingress("shop", SecureManifest.Host));

        var message = await bed.EventAsync("shop", "FailedBuildModel");

        Assert.Contains(text, message, StringComparison.Ordinal);
        Assert.Contains("AccessDeniedException: ", message, StringComparison.Ordinal);
        Assert.Contains(action, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MutualAuthentication_ByNameOfATrustStore_IsSetAndSwitchedOff()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.CreateCertificateAsync(SecureManifest.Host);
        var store = await CreateTrustStoreAsync(bed, "clients");

        await bed.ApplyAsync(SecureManifest.Ingress("shop", SecureManifest.Host, ("mutual-authentication", """[{"port":443,"mode":"verify","trustStore":"clients"}]""")));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        var verified = (await bed.ListenerAsync()).MutualAuthentication;
        await bed.ApplyAsync(SecureManifest.Ingress("shop", SecureManifest.Host, ("mutual-authentication", """[{"port":443,"mode":"off"}]""")));
        await Eventually.UntilAsync(async () => (await bed.ListenerAsync()).MutualAuthentication.Mode == "off");

        Assert.Equal(("verify", store, false), (verified.Mode, verified.TrustStoreArn, verified.IgnoreClientCertificateExpiry));
    }

    [Fact]
    public async Task MutualAuthentication_TrustStoreDoesNotExist_IsToldByName()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.CreateCertificateAsync(SecureManifest.Host);

        await bed.ApplyAsync(SecureManifest.Ingress("shop", SecureManifest.Host, ("mutual-authentication", """[{"port":443,"mode":"verify","trustStore":"nobody"}]""")));

        var message = await bed.EventAsync("shop", "FailedBuildModel");
        Assert.Contains("operation error Elastic Load Balancing v2: DescribeTrustStores, https response error StatusCode: 400, ", message, StringComparison.Ordinal);
        Assert.Contains("nobody", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listener_WithEverything_ReconciledAgain_WritesNothing()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.CreateCertificateAsync(SecureManifest.Host);
        await CreateTrustStoreAsync(bed, "clients");
        await bed.ApplyAsync(SecureManifest.Ingress(
            "shop",
            SecureManifest.Host,
            ("mutual-authentication", """[{"port":443,"mode":"verify","trustStore":"clients","ignoreClientCertificateExpiry":true,"advertiseTrustStoreCaNames":"on"}]"""),
            ("transforms.web", """[{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"^/old","replace":"/new"}]}},{"type":"host-header-rewrite","hostHeaderRewriteConfig":{"rewrites":[{"regex":"^shop","replace":"store"}]}}]"""),
            ("auth-type", "cognito"),
            ("auth-idp-cognito", """{"userPoolARN":"arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_abc","userPoolClientID":"client","userPoolDomain":"domain","authenticationRequestExtraParams":{"display":"page"}}"""),
            ("minimum-load-balancer-capacity", "CapacityUnits=1000")));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        await bed.EventAsync((string)(await bed.BindingAsync("web"))["metadata"]!["name"]!, "SuccessfullyReconciled");
        var writes = bed.Writes.ToList();

        await bed.RestartControllerAsync();
        await Eventually.UntilAsync(async () =>
            (await bed.ListAsync("/api/v1/namespaces/default/events")).Count(item => (string?)item["involvedObject"]!["name"] == "shop" && (string?)item["reason"] == "SuccessfullyReconciled") > 1);

        Assert.Equal(writes, bed.Writes.Where(call => call != "AssumeRoleWithWebIdentity"));
    }

    private static async Task<string> CreateTrustStoreAsync(ControllerBed bed, string name)
    {
        var bucket = Directory.CreateDirectory(Path.Combine(bed.Emulator.Directory, "s3", "bundles"));
        await File.WriteAllTextAsync(Path.Combine(bucket.FullName, "clients.pem"), TestCertificates.Create("client.example.test").Authority, Token);
        var created = await bed.Elb.CreateTrustStoreAsync(
            new CreateTrustStoreRequest { Name = name, CaCertificatesBundleS3Bucket = "bundles", CaCertificatesBundleS3Key = "clients.pem" }, Token);
        return created.TrustStores.Single().TrustStoreArn;
    }
}
