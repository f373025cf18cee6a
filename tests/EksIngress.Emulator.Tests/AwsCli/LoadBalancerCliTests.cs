using EksIngress.Emulator.Tests.Acm;
using EksIngress.Emulator.Tests.ElbV2;

namespace EksIngress.Emulator.Tests.AwsCli;

public sealed class LoadBalancerCliTests : IAsyncLifetime
{
    private ElbTestbed _bed = null!;
    private AwsCli _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _bed = await ElbTestbed.StartAsync();
        _aws = new AwsCli(_bed.Emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _bed.DisposeAsync();
    }

    [Fact]
    public async Task HttpsListener_WithAnImportedCertificateAndATrustStore_IsCreatedAndTakenDown()
    {
        using var authority = new TestAuthority();
        var pem = authority.Issue("shop.example.test");
        var (certificate, key, chain) = (_aws.Write("cert.pem", pem.Certificate), _aws.Write("key.pem", pem.PrivateKey), _aws.Write("chain.pem", authority.Pem));
        Directory.CreateDirectory(Path.Combine(_bed.Emulator.Directory, "s3", "bundles"));
        File.Copy(chain, Path.Combine(_bed.Emulator.Directory, "s3", "bundles", "ca.pem"));

        var certificateArn = (await _aws.JsonAsync($"acm import-certificate --certificate fileb://{certificate} --private-key fileb://{key} --certificate-chain fileb://{chain}")).GetProperty("CertificateArn").GetString();
        var store = (await _aws.JsonAsync("elbv2 create-trust-store --name clients --ca-certificates-bundle-s3-bucket bundles --ca-certificates-bundle-s3-key ca.pem")).GetProperty("TrustStores")[0];
        var storeArn = store.GetProperty("TrustStoreArn").GetString();
        var outside = await _aws.ErrorAsync("elbv2 create-trust-store --name other --ca-certificates-bundle-s3-bucket bundles --ca-certificates-bundle-s3-key ../../ca.pem");
        var balancerArn = (await _aws.JsonAsync($"elbv2 create-load-balancer --name cli --scheme internal --subnets {string.Join(' ', _bed.Subnets)}")).GetProperty("LoadBalancers")[0].GetProperty("LoadBalancerArn").GetString();
        await _aws.TextAsync($"elbv2 wait load-balancer-available --load-balancer-arns {balancerArn}");
        var listener = (await _aws.JsonAsync(
            $"elbv2 create-listener --load-balancer-arn {balancerArn} --protocol HTTPS --port 443 --certificates CertificateArn={certificateArn} --ssl-policy ELBSecurityPolicy-TLS13-1-2-2021-06 --mutual-authentication Mode=verify,TrustStoreArn={storeArn} --default-actions Type=fixed-response,FixedResponseConfig={{StatusCode=404}}")).GetProperty("Listeners")[0];
        var inUse = await _aws.ErrorAsync($"acm delete-certificate --certificate-arn {certificateArn}");
        var storeInUse = await _aws.ErrorAsync($"elbv2 delete-trust-store --trust-store-arn {storeArn}");
        var capacity = await _aws.JsonAsync($"elbv2 modify-capacity-reservation --load-balancer-arn {balancerArn} --minimum-load-balancer-capacity CapacityUnits=200");
        await _aws.TextAsync($"elbv2 delete-load-balancer --load-balancer-arn {balancerArn}");
        await _aws.TextAsync($"elbv2 wait load-balancers-deleted --load-balancer-arns {balancerArn}");
        await _aws.TextAsync($"acm delete-certificate --certificate-arn {certificateArn}");
        await _aws.TextAsync($"elbv2 delete-trust-store --trust-store-arn {storeArn}");
        var gone = await _aws.ErrorAsync($"acm describe-certificate --certificate-arn {certificateArn}");

        Assert.Equal(1, store.GetProperty("NumberOfCaCertificates").GetInt32());
        Assert.Contains("(CaCertificatesBundleNotFound)", outside, StringComparison.Ordinal);
        Assert.Equal("verify", listener.GetProperty("MutualAuthentication").GetProperty("Mode").GetString());
        Assert.Contains("(ResourceInUseException)", inUse, StringComparison.Ordinal);
        Assert.Contains("(TrustStoreInUse)", storeInUse, StringComparison.Ordinal);
        Assert.Equal(200, capacity.GetProperty("MinimumLoadBalancerCapacity").GetProperty("CapacityUnits").GetInt32());
        Assert.Contains("(ResourceNotFoundException)", gone, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RulesThatAuthenticateOrRewrite_AreAnsweredWithoutTheSecret()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("rules");
        var certificate = await _bed.CreateCertificateAsync("rules.example.test");
        var listener = await _bed.CreateHttpsListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"), certificate);
        var http = await _bed.CreateListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"));
        const string Oidc = """[{"Type":"authenticate-oidc","Order":1,"AuthenticateOidcConfig":{"Issuer":"https://idp.example.test","AuthorizationEndpoint":"https://idp.example.test/a","TokenEndpoint":"https://idp.example.test/t","UserInfoEndpoint":"https://idp.example.test/u","ClientId":"c","ClientSecret":"hush","AuthenticationRequestExtraParams":{"prompt":"login"}}},{"Type":"fixed-response","Order":2,"FixedResponseConfig":{"StatusCode":"200"}}]""";
        const string Path = """[{"Field":"path-pattern","PathPatternConfig":{"Values":["/in"]}}]""";

        var created = await _aws.TextAsync($"elbv2 create-rule --listener-arn {listener.ListenerArn} --priority 1 --conditions", Path, "--actions", Oidc);
        var onHttp = await _aws.ErrorAsync($"elbv2 create-rule --listener-arn {http.ListenerArn} --priority 1 --conditions", Path, "--actions", Oidc);
        await _aws.TextAsync(
            $"elbv2 create-rule --listener-arn {http.ListenerArn} --priority 2 --conditions", Path, "--actions", """[{"Type":"fixed-response","FixedResponseConfig":{"StatusCode":"200"}}]""",
            "--transforms", """[{"Type":"url-rewrite","UrlRewriteConfig":{"Rewrites":[{"Regex":"^/in","Replace":"/"}]}}]""");
        using var answer = await _bed.Http.GetAsync(new Uri(await _bed.AddressOfAsync(http.ListenerArn), "/in"), TestContext.Current.CancellationToken);

        Assert.Contains("\"prompt\": \"login\"", created, StringComparison.Ordinal);
        Assert.Contains("\"OnUnauthenticatedRequest\": \"authenticate\"", created, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", created, StringComparison.Ordinal);
        Assert.Contains("(InvalidLoadBalancerAction)", onHttp, StringComparison.Ordinal);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Certificates_RequestedAndListedInPages_AreAllSeen()
    {
        for (var number = 0; number < 3; number++)
        {
            await _aws.TextAsync($"acm request-certificate --domain-name n{number}.example.test --validation-method DNS");
        }

        var list = await _aws.JsonAsync("acm list-certificates --page-size 1");
        await _aws.TextAsync("acm wait certificate-validated --certificate-arn", list.GetProperty("CertificateSummaryList")[0].GetProperty("CertificateArn").GetString()!);
        var email = await _aws.ErrorAsync("acm request-certificate --domain-name mail.example.test --validation-method EMAIL");

        Assert.Equal(3, list.GetProperty("CertificateSummaryList").GetArrayLength());
        Assert.Contains("(NotEmulated)", email, StringComparison.Ordinal);
    }
}
