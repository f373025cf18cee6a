using Amazon.CertificateManager.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.ElbV2;

public sealed class HttpsListenerTests(ElbFixture fixture) : IClassFixture<ElbFixture>
{
    private const string UnknownCertificate = "arn:aws:acm:eu-west-1:000000000000:certificate/00000000-0000-0000-0000-000000000000";

    private readonly ElbTestbed _bed = fixture.Bed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_Https_HasItsCertificateAndTheDefaultPolicy()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("secure");
        var certificate = await _bed.CreateCertificateAsync("secure.example.test");

        var listener = await _bed.CreateHttpsListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"), certificate);
        var again = await _bed.CreateHttpsListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"), certificate);
        var described = (await _bed.Elb.DescribeListenersAsync(new DescribeListenersRequest { ListenerArns = [listener.ListenerArn] }, Token)).Listeners.Single();

        Assert.Equal(listener.ListenerArn, again.ListenerArn);
        Assert.Equal(ProtocolEnum.HTTPS, described.Protocol);
        Assert.Equal("ELBSecurityPolicy-2016-08", described.SslPolicy);
        Assert.Equal("off", described.MutualAuthentication.Mode);
        Assert.Equal(certificate, described.Certificates.Single().CertificateArn);
        Assert.Null(described.Certificates.Single().IsDefault);
    }

    /// <summary>The service refuses the member whatever it says.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task IsDefault_Sent_IsRefusedInTheServicesWords(bool isDefault)
    {
        var balancer = await _bed.CreateLoadBalancerAsync($"default-{isDefault}");
        var arn = await _bed.CreateCertificateAsync("default.example.test");
        var listener = await _bed.CreateHttpsListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"), arn);
        List<Certificate> certificates = [new Certificate { CertificateArn = arn, IsDefault = isDefault }];

        foreach (var call in new Func<Task>[]
        {
            () => _bed.Elb.CreateListenerAsync(new CreateListenerRequest { LoadBalancerArn = balancer.LoadBalancerArn, Protocol = ProtocolEnum.HTTPS, Port = 8443, Certificates = certificates, DefaultActions = [ElbTestbed.Fixed("404")] }, Token),
            () => _bed.Elb.ModifyListenerAsync(new ModifyListenerRequest { ListenerArn = listener.ListenerArn, Certificates = certificates }, Token),
            () => _bed.Elb.AddListenerCertificatesAsync(new AddListenerCertificatesRequest { ListenerArn = listener.ListenerArn, Certificates = certificates }, Token),
            () => _bed.Elb.RemoveListenerCertificatesAsync(new RemoveListenerCertificatesRequest { ListenerArn = listener.ListenerArn, Certificates = certificates }, Token),
        })
        {
            var refused = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(call);
            Assert.Equal(("ValidationError", "You cannot set the isDefault parameter for a certificate."), (refused.ErrorCode, refused.Message));
        }
    }

    [Fact]
    public async Task Modify_PolicyAndDefaultCertificate_ReplacesThemAlone()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("rotate");
        var first = await _bed.CreateCertificateAsync("one.example.test");
        var second = await _bed.CreateCertificateAsync("two.example.test");
        var listener = await _bed.CreateHttpsListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"), first);

        await _bed.Elb.ModifyListenerAsync(
            new ModifyListenerRequest { ListenerArn = listener.ListenerArn, SslPolicy = "ELBSecurityPolicy-TLS13-1-3-2021-06" }, Token);
        var modified = await _bed.Elb.ModifyListenerAsync(
            new ModifyListenerRequest { ListenerArn = listener.ListenerArn, Certificates = [new Certificate { CertificateArn = second }] }, Token);

        Assert.Equal("ELBSecurityPolicy-TLS13-1-3-2021-06", modified.Listeners.Single().SslPolicy);
        Assert.Equal(second, modified.Listeners.Single().Certificates.Single().CertificateArn);
        Assert.Equal("404", modified.Listeners.Single().DefaultActions.Single().FixedResponseConfig.StatusCode);
    }

    [Fact]
    public async Task Certificates_AddRemoveDescribe_KeepTheDefaultApart()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("list");
        var standard = await _bed.CreateCertificateAsync("default.example.test");
        var extra = await _bed.CreateCertificateAsync("extra.example.test");
        var listener = await _bed.CreateHttpsListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"), standard);
        AddListenerCertificatesRequest Add(string arn) => new() { ListenerArn = listener.ListenerArn, Certificates = [new Certificate { CertificateArn = arn }] };
        RemoveListenerCertificatesRequest Remove(string arn) => new() { ListenerArn = listener.ListenerArn, Certificates = [new Certificate { CertificateArn = arn }] };

        await _bed.Elb.AddListenerCertificatesAsync(Add(extra), Token);
        await _bed.Elb.AddListenerCertificatesAsync(Add(extra), Token);
        await _bed.Elb.AddListenerCertificatesAsync(Add(standard), Token);
        var all = await DescribeAsync(listener.ListenerArn);
        var inUse = await Assert.ThrowsAsync<Amazon.CertificateManager.Model.ResourceInUseException>(() =>
            _bed.Acm.DeleteCertificateAsync(new DeleteCertificateRequest { CertificateArn = extra }, Token));
        var detail = await _bed.Acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = extra }, Token);
        await _bed.Elb.RemoveListenerCertificatesAsync(Remove(extra), Token);
        await _bed.Elb.RemoveListenerCertificatesAsync(Remove(standard), Token);

        Assert.Equal(new[] { (standard, true) }.Concat(new[] { (extra, false), (standard, false) }.OrderBy(entry => entry.Item1, StringComparer.Ordinal)), all);
        Assert.Equal($"Certificate {extra} in account 000000000000 is in use.", inUse.Message);
        Assert.Equal([balancer.LoadBalancerArn], detail.Certificate.InUseBy);
        Assert.Equal([(standard, true)], await DescribeAsync(listener.ListenerArn));
        await Assert.ThrowsAsync<OperationNotPermittedException>(() => _bed.Elb.RemoveListenerCertificatesAsync(Remove(standard), Token));
        await _bed.Acm.DeleteCertificateAsync(new DeleteCertificateRequest { CertificateArn = extra }, Token);
    }

    [Fact]
    public async Task AddCertificates_PastTheQuota_IsTooMany()
    {
        var balancer = await _bed.CreateLoadBalancerAsync("full");
        var standard = await _bed.CreateCertificateAsync("default.example.test");
        var listener = await _bed.CreateHttpsListenerAsync(balancer.LoadBalancerArn, ElbTestbed.Fixed("404"), standard);
        var arns = await Task.WhenAll(Enumerable.Range(0, 26).Select(number => _bed.CreateCertificateAsync($"n{number}.example.test")));

        await _bed.Elb.AddListenerCertificatesAsync(
            new AddListenerCertificatesRequest { ListenerArn = listener.ListenerArn, Certificates = [.. arns[..25].Select(arn => new Certificate { CertificateArn = arn })] }, Token);

        await Assert.ThrowsAsync<TooManyCertificatesException>(() => _bed.Elb.AddListenerCertificatesAsync(
            new AddListenerCertificatesRequest { ListenerArn = listener.ListenerArn, Certificates = [new Certificate { CertificateArn = arns[25] }] }, Token));
    }

    public static TheoryData<string, Action<CreateListenerRequest>, string> Refused => new()
    {
        { "no certificate", request => request.Certificates = null, "ValidationError" },
        { "unknown certificate", request => request.Certificates = [new Certificate { CertificateArn = UnknownCertificate }], "CertificateNotFound" },
        { "two certificates", request => request.Certificates = [.. request.Certificates, .. request.Certificates], "TooManyCertificates" },
        { "default said twice", request => request.Certificates[0].IsDefault = true, "ValidationError" },
        { "server certificate of IAM", request => request.Certificates[0].CertificateArn = "arn:aws:iam::000000000000:server-certificate/x", "NotEmulated" },
        { "unknown policy", request => request.SslPolicy = "ELBSecurityPolicy-2000-01", "SSLPolicyNotFound" },
        { "ALPN policy", request => request.AlpnPolicy = ["HTTP2Only"], "ALPNPolicyNotFound" },
        { "unknown mode", request => request.MutualAuthentication = new MutualAuthenticationAttributes { Mode = "on" }, "ValidationError" },
        { "verify without store", request => request.MutualAuthentication = new MutualAuthenticationAttributes { Mode = "verify" }, "ValidationError" },
        { "unknown store", request => request.MutualAuthentication = new MutualAuthenticationAttributes { Mode = "verify", TrustStoreArn = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:truststore/x/0" }, "TrustStoreNotFound" },
        { "TLS", request => request.Protocol = ProtocolEnum.TLS, "UnsupportedProtocol" },
        { "certificate for HTTP", request => request.Protocol = ProtocolEnum.HTTP, "InvalidConfigurationRequest" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Create_WhatElbRefuses_FailsWithItsCode(string what, Action<CreateListenerRequest> change, string code)
    {
        ArgumentNullException.ThrowIfNull(change);
        var balancer = await _bed.CreateLoadBalancerAsync("refuse");
        var request = new CreateListenerRequest
        {
            LoadBalancerArn = balancer.LoadBalancerArn,
            Port = 443,
            Protocol = ProtocolEnum.HTTPS,
            Certificates = [new Certificate { CertificateArn = await _bed.CreateCertificateAsync("refuse.example.test") }],
            DefaultActions = [ElbTestbed.Fixed("404")],
        };
        change(request);

        var exception = await Assert.ThrowsAnyAsync<AmazonElasticLoadBalancingV2Exception>(() => _bed.Elb.CreateListenerAsync(request, Token));

        Assert.True(exception.ErrorCode == code, $"{what}: {exception.ErrorCode} {exception.Message}");
    }

    [Fact]
    public async Task DescribeSslPolicies_Named_HasProtocolsAndCiphersInOrder()
    {
        var named = await _bed.Elb.DescribeSSLPoliciesAsync(new DescribeSSLPoliciesRequest { Names = ["ELBSecurityPolicy-TLS13-1-2-Res-2021-06"] }, Token);
        var all = await _bed.Elb.DescribeSSLPoliciesAsync(new DescribeSSLPoliciesRequest { LoadBalancerType = LoadBalancerTypeEnum.Application }, Token);

        var policy = named.SslPolicies.Single();
        Assert.Equal(["TLSv1.3", "TLSv1.2"], policy.SslProtocols);
        Assert.Equal(
            [
                "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256",
                "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
            ],
            policy.Ciphers.Select(cipher => cipher.Name));
        Assert.Equal(Enumerable.Range(1, 7), policy.Ciphers.Select(cipher => cipher.Priority!.Value));
        Assert.Equal(24, all.SslPolicies.Count);
        await Assert.ThrowsAsync<SSLPolicyNotFoundException>(() => _bed.Elb.DescribeSSLPoliciesAsync(new DescribeSSLPoliciesRequest { Names = ["x"] }, Token));
    }

    private async Task<List<(string Arn, bool IsDefault)>> DescribeAsync(string listenerArn)
    {
        var certificates = new List<Certificate>();
        string? marker = null;
        do
        {
            var page = await _bed.Elb.DescribeListenerCertificatesAsync(new DescribeListenerCertificatesRequest { ListenerArn = listenerArn, PageSize = 1, Marker = marker }, Token);
            certificates.AddRange(page.Certificates);
            marker = page.NextMarker;
        }
        while (marker is not null);
        return [.. certificates.Select(certificate => (certificate.CertificateArn, certificate.IsDefault == true))];
    }
}
