using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.Acm;
using EksIngress.Emulator.Tests.LoadBalancer.Tls;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace EksIngress.Emulator.Tests.ElbV2;

/// <summary>Trust stores of mutual authentication: their bundles, and what uses them.</summary>
public sealed class TrustStoreTests : IAsyncLifetime
{
    private readonly TestAuthority _authority = new();
    private readonly ClientCertificates _revocations = new();
    private ElbTestbed _bed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await ElbTestbed.StartAsync();
        Directory.CreateDirectory(Path.Combine(_bed.Emulator.Directory, "s3", "bundles"));
        await File.WriteAllTextAsync(Path.Combine(_bed.Emulator.Directory, "s3", "bundles", "ca.pem"), _authority.Pem, Token);
    }

    public async ValueTask DisposeAsync()
    {
        _authority.Dispose();
        _revocations.Dispose();
        await _bed.DisposeAsync();
    }

    [Fact]
    public async Task Create_ABundleOutsideTheBucket_IsNotFound()
    {
        await Assert.ThrowsAsync<CaCertificatesBundleNotFoundException>(() => CreateAsync("other", "../../ca.pem"));
        await Assert.ThrowsAsync<CaCertificatesBundleNotFoundException>(() => CreateAsync("other", "none.pem"));
    }

    [Fact]
    public async Task Store_UsedByAListener_StaysUntilThatIsGone()
    {
        var store = await CreateAsync("clients");
        await Assert.ThrowsAsync<DuplicateTrustStoreNameException>(() => CreateAsync("clients"));
        var balancer = await _bed.CreateLoadBalancerAsync("mutual");
        var listener = (await _bed.Elb.CreateListenerAsync(
            new CreateListenerRequest
            {
                LoadBalancerArn = balancer.LoadBalancerArn,
                Protocol = ProtocolEnum.HTTPS,
                Port = 443,
                Certificates = [new Certificate { CertificateArn = await _bed.CreateCertificateAsync("mutual.example.test") }],
                MutualAuthentication = new MutualAuthenticationAttributes { Mode = "verify", TrustStoreArn = store.TrustStoreArn },
                DefaultActions = [new Action { Type = ActionTypeEnum.FixedResponse, FixedResponseConfig = new FixedResponseActionConfig { StatusCode = "404" } }],
            },
            Token)).Listeners[0];

        var associations = await _bed.Elb.DescribeTrustStoreAssociationsAsync(new DescribeTrustStoreAssociationsRequest { TrustStoreArn = store.TrustStoreArn }, Token);
        await Assert.ThrowsAsync<TrustStoreInUseException>(() => _bed.Elb.DeleteTrustStoreAsync(new DeleteTrustStoreRequest { TrustStoreArn = store.TrustStoreArn }, Token));
        await _bed.Elb.DeleteListenerAsync(new DeleteListenerRequest { ListenerArn = listener.ListenerArn }, Token);
        await _bed.Elb.DeleteTrustStoreAsync(new DeleteTrustStoreRequest { TrustStoreArn = store.TrustStoreArn }, Token);

        Assert.Equal(1, store.NumberOfCaCertificates);
        Assert.Equal("verify", listener.MutualAuthentication.Mode);
        Assert.Equal(listener.ListenerArn, Assert.Single(associations.TrustStoreAssociations).ResourceArn);
        await Assert.ThrowsAsync<TrustStoreNotFoundException>(() => _bed.Elb.DescribeTrustStoreAssociationsAsync(new DescribeTrustStoreAssociationsRequest { TrustStoreArn = store.TrustStoreArn }, Token));
    }

    [Fact]
    public async Task Revocations_AreListedByIdAndCounted()
    {
        var store = (await CreateAsync("clients")).TrustStoreArn;
        await WriteAsync("one.crl", _revocations.Revoke(isPem: true, _revocations.Issue()));
        await WriteAsync("two.crl", _revocations.Revoke(isPem: false, _revocations.Issue(), _revocations.Issue()));

        var added = (await AddAsync(store, "one.crl", "two.crl")).TrustStoreRevocations;
        var second = (await _bed.Elb.DescribeTrustStoreRevocationsAsync(new DescribeTrustStoreRevocationsRequest { TrustStoreArn = store, RevocationIds = [2] }, Token)).TrustStoreRevocations;
        var page = await _bed.Elb.DescribeTrustStoreRevocationsAsync(new DescribeTrustStoreRevocationsRequest { TrustStoreArn = store, PageSize = 1 }, Token);
        var described = (await _bed.Elb.DescribeTrustStoresAsync(new DescribeTrustStoresRequest { TrustStoreArns = [store] }, Token)).TrustStores[0];
        await _bed.Elb.RemoveTrustStoreRevocationsAsync(new RemoveTrustStoreRevocationsRequest { TrustStoreArn = store, RevocationIds = [1, 2] }, Token);
        var third = (await AddAsync(store, "one.crl")).TrustStoreRevocations;

        Assert.Equal([(1L, 1L), (2L, 2L)], added.Select(list => (list.RevocationId!.Value, list.NumberOfRevokedEntries!.Value)));
        Assert.Equal((2L, RevocationType.CRL, store), (second.Single().RevocationId!.Value, second[0].RevocationType, second[0].TrustStoreArn));
        Assert.Equal(1L, page.TrustStoreRevocations.Single().RevocationId);
        Assert.NotNull(page.NextMarker);
        Assert.Equal(3L, described.TotalRevokedEntries);
        Assert.Single(third);
    }

    [Fact]
    public async Task Revocations_ThatAreNone_AreRefused()
    {
        var store = (await CreateAsync("clients")).TrustStoreArn;
        await WriteAsync("certificate.crl", System.Text.Encoding.ASCII.GetBytes(_authority.Pem));
        await WriteAsync("cut.crl", _revocations.Revoke(isPem: false, _revocations.Issue())[..^5]);
        await WriteAsync("empty.crl", []);

        await Assert.ThrowsAsync<RevocationContentNotFoundException>(() => AddAsync(store, "none.crl"));
        await Assert.ThrowsAsync<RevocationContentNotFoundException>(() => AddAsync(store, "../../ca.pem"));
        await Assert.ThrowsAsync<InvalidRevocationContentException>(() => AddAsync(store, "certificate.crl"));
        await Assert.ThrowsAsync<InvalidRevocationContentException>(() => AddAsync(store, "cut.crl"));
        await Assert.ThrowsAsync<InvalidRevocationContentException>(() => AddAsync(store, "empty.crl"));
        await Assert.ThrowsAsync<TrustStoreNotFoundException>(() => AddAsync(store + "0", "none.crl"));
        await Assert.ThrowsAsync<RevocationIdNotFoundException>(() =>
            _bed.Elb.RemoveTrustStoreRevocationsAsync(new RemoveTrustStoreRevocationsRequest { TrustStoreArn = store, RevocationIds = [7] }, Token));
        await Assert.ThrowsAsync<RevocationIdNotFoundException>(() =>
            _bed.Elb.DescribeTrustStoreRevocationsAsync(new DescribeTrustStoreRevocationsRequest { TrustStoreArn = store, RevocationIds = [7] }, Token));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _bed.Elb.GetResourcePolicyAsync(new GetResourcePolicyRequest { ResourceArn = store }, Token));
        var location = await Assert.ThrowsAnyAsync<Amazon.Runtime.AmazonServiceException>(() =>
            _bed.Elb.GetTrustStoreCaCertificatesBundleAsync(new GetTrustStoreCaCertificatesBundleRequest { TrustStoreArn = store }, Token));
        Assert.Equal("NotEmulated", location.ErrorCode);
    }

    private Task WriteAsync(string name, byte[] content) => File.WriteAllBytesAsync(Path.Combine(_bed.Emulator.Directory, "s3", "bundles", name), content, Token);

    private Task<AddTrustStoreRevocationsResponse> AddAsync(string store, params IEnumerable<string> keys) =>
        _bed.Elb.AddTrustStoreRevocationsAsync(
            new AddTrustStoreRevocationsRequest { TrustStoreArn = store, RevocationContents = [.. keys.Select(key => new RevocationContent { S3Bucket = "bundles", S3Key = key, RevocationType = RevocationType.CRL })] }, Token);

    private async Task<TrustStore> CreateAsync(string name, string key = "ca.pem") =>
        (await _bed.Elb.CreateTrustStoreAsync(new CreateTrustStoreRequest { Name = name, CaCertificatesBundleS3Bucket = "bundles", CaCertificatesBundleS3Key = key }, Token)).TrustStores[0];
}
