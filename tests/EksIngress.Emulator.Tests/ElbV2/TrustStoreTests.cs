using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.Acm;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace EksIngress.Emulator.Tests.ElbV2;

/// <summary>Trust stores of mutual authentication: their bundles, and what uses them.</summary>
public sealed class TrustStoreTests : IAsyncLifetime
{
    private readonly TestAuthority _authority = new();
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

    private async Task<TrustStore> CreateAsync(string name, string key = "ca.pem") =>
        (await _bed.Elb.CreateTrustStoreAsync(new CreateTrustStoreRequest { Name = name, CaCertificatesBundleS3Bucket = "bundles", CaCertificatesBundleS3Key = key }, Token)).TrustStores[0];
}
