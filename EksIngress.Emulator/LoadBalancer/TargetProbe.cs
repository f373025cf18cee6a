using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>Checks a target once, if it can be one: what EC2 knows of it comes first.</summary>
internal sealed class TargetProbe(HealthProbe probe, IEc2Lookup ec2)
{
    public Task<ProbeOutcome> CheckAsync(TargetRuntime target, HealthCheckSettings settings, CancellationToken cancellationToken) =>
        FindFault(target) is { } fault ? Task.FromResult(fault) : probe.CheckAsync(target, settings, cancellationToken);

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
