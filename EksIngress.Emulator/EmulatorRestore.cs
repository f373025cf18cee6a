using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Eks;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.State;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator;

/// <summary>
/// Puts an environment of an earlier run to work again: load balancers listen, clusters serve, and what was under way goes on. Requests
/// wait for it.
/// </summary>
internal sealed class EmulatorRestore(
    Guarded<EmulatorState> state,
    AwsEndpointAddress address,
    ElbRegions loadBalancers,
    LoadBalancerInterfaces interfaces,
    EksRestart eks,
    IOptions<EmulatorOptions> options)
{
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when everything is as it was.</summary>
    public Task Completed => _completed.Task;

    /// <exception cref="EmulatorStartException">The environment is one of another account.</exception>
    public void CheckAccount()
    {
        var (earlier, wanted) = (state.Current.AccountId, options.Value.AccountId);
        if (earlier.Length == 0)
        {
            state.Update(current => current with { AccountId = wanted });
        }
        else if (earlier != wanted)
        {
            throw new EmulatorStartException(
                $"The environment in {Path.GetFullPath(options.Value.Directory)} is one of account {earlier}, and Emulator:AccountId is {wanted}. Give the account it has, or another folder with --directory.");
        }
    }

    /// <summary>The port that the AWS endpoint had; null when there was none, or it is taken.</summary>
    public int? FindEarlierPort() => state.Current.AwsPort is { } port && LoopbackPorts.IsFree(port) ? port : null;

    /// <exception cref="EmulatorStartException">Something of the environment cannot be put to work again.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (address.Uri.Port != state.Current.AwsPort)
        {
            state.Update(current => current with { AwsPort = address.Uri.Port });
        }

        await loadBalancers.RestoreAsync(cancellationToken);
        interfaces.ReleaseUnused(loadBalancers.Snapshots.SelectMany(region => region.LoadBalancers.Values).SelectMany(balancer => balancer.InterfaceIds).ToHashSet(StringComparer.Ordinal));
        await eks.RestoreAsync(cancellationToken);
        _completed.SetResult();
    }
}
