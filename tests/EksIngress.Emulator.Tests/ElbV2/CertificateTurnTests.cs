using Amazon.CertificateManager.Model;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Acm;
using EksIngress.Emulator.Aws.ElbV2;
using Microsoft.Extensions.DependencyInjection;
using SdkListener = Amazon.ElasticLoadBalancingV2.Model.Listener;

namespace EksIngress.Emulator.Tests.ElbV2;

/// <summary>A certificate that a listener takes while somebody deletes it: it is in use, or it is not there; never both.</summary>
public sealed class CertificateTurnTests(ElbFixture fixture) : IClassFixture<ElbFixture>
{
    private readonly ElbTestbed _bed = fixture.Bed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delete_WhileAListenerTakesTheCertificate_WaitsAndIsRefused()
    {
        var (listener, extra) = await CreateAsync("taken");
        await using var turn = await TurnAsync(state => WithCertificate(state, listener.ListenerArn, extra));

        // The listener's change has looked the certificate up and has not stored it yet.
        var delete = _bed.Acm.DeleteCertificateAsync(new DeleteCertificateRequest { CertificateArn = extra }, Token);
        await AskAroundAsync(extra);
        await turn.EndAsync();

        await Assert.ThrowsAsync<Amazon.CertificateManager.Model.ResourceInUseException>(() => delete);
        Assert.Equal(extra, (await _bed.Acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = extra }, Token)).Certificate.CertificateArn);
    }

    [Fact]
    public async Task AddListenerCertificates_TheCertificateGoesBeforeItsTurn_IsRefused()
    {
        var (listener, extra) = await CreateAsync("gone");
        await using var turn = await TurnAsync(state => state);

        var add = _bed.Elb.AddListenerCertificatesAsync(
            new AddListenerCertificatesRequest { ListenerArn = listener.ListenerArn, Certificates = [new Certificate { CertificateArn = extra }] }, Token);
        await AskAroundAsync(extra);

        // As a deletion does it in its turn.
        _bed.Emulator.Services.GetRequiredService<Guarded<AcmState>>().Update(state => state.Without(extra));
        await turn.EndAsync();

        await Assert.ThrowsAsync<CertificateNotFoundException>(() => add);
    }

    // Enough for a call that waits for nothing to be over.
    private async Task AskAroundAsync(string certificate)
    {
        foreach (var _ in Enumerable.Range(0, 20))
        {
            await _bed.Acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = certificate }, Token);
        }
    }

    private async Task<(SdkListener Listener, string Extra)> CreateAsync(string name)
    {
        var balancer = await _bed.CreateLoadBalancerAsync(name);
        var listener = await _bed.CreateHttpsListenerAsync(
            balancer.LoadBalancerArn, ElbTestbed.Fixed("404"), await _bed.CreateCertificateAsync($"{name}.example.test"));
        return (listener, await _bed.CreateCertificateAsync($"{name}-extra.example.test"));
    }

    private async Task<Turn> TurnAsync(Func<ElbState, ElbState> change)
    {
        var regions = _bed.Emulator.Services.GetRequiredService<ElbRegions>();
        var call = new AwsCall
        {
            Parameters = new AwsParameters(new Dictionary<string, string>()),
            Body = [],
            Caller = null,
            Region = _bed.Emulator.Region,
            AccountId = "000000000000",
            RequestId = "test",
        };
        var (begun, end) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var running = regions[call].UpdateAsync<int>(
            async state =>
            {
                begun.SetResult();
                await end.Task;
                return (change(state), 0);
            },
            Token);
        await begun.Task.WaitAsync(Token);
        return new Turn(running, end);
    }

    private static ElbState WithCertificate(ElbState state, string listenerArn, string certificate)
    {
        var listener = state.GetListener(listenerArn);
        return state.WithListener(listener with { Tls = listener.Tls! with { CertificateArns = listener.Tls.CertificateArns.Add(certificate) } });
    }

    /// <summary>A change of the region that goes on until it is ended.</summary>
    private sealed class Turn(Task running, TaskCompletionSource end) : IAsyncDisposable
    {
        public Task EndAsync()
        {
            end.TrySetResult();
            return running;
        }

        public async ValueTask DisposeAsync() => await EndAsync();
    }
}
