using System.Globalization;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer.Network;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>Checks a target once, if it can be one: what EC2 knows of it comes first.</summary>
internal sealed class TargetProbe(HealthProbe probe, IEc2Lookup ec2, AlbListeners albs)
{
    public Task<ProbeOutcome> CheckAsync(TargetRuntime target, HealthCheckSettings settings, CancellationToken cancellationToken) =>
        target.IsLoadBalancer ? CheckLoadBalancerAsync(target, settings, cancellationToken)
        : FindFault(target) is { } fault ? Task.FromResult(fault) : probe.CheckAsync(target, settings, cancellationToken);

    // Its listener is bound to another port of this machine than the one it has.
    private Task<ProbeOutcome> CheckLoadBalancerAsync(TargetRuntime target, HealthCheckSettings settings, CancellationToken cancellationToken) =>
        albs.Find(target.Target.Key.Id, settings.PortFor(target.Target.Key.Port)) is { } listener
            ? probe.CheckAsync(target, settings with { Port = listener.LocalPort.ToString(CultureInfo.InvariantCulture) }, cancellationToken)
            : Task.FromResult<ProbeOutcome>(ProbeOutcome.Failure.Failed);

    private ProbeOutcome? FindFault(TargetRuntime target)
    {
        var region = target.GroupArn.Split(':')[3];
        if (target.IsInstance)
        {
            // One that is remembered no more was terminated.
            var state = ec2.FindInstanceState(region, target.Target.Key.Id) ?? "terminated";
            return state == "running" ? null : ProbeOutcome.Unusable.Instance(state);
        }

        return ec2.IsOfLoadBalancer(region, target.VpcId, target.Target.Address) ? ProbeOutcome.Unusable.Address : null;
    }
}
