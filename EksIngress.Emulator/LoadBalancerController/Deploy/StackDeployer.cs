using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb.Stacks;
using EksIngress.Emulator.LoadBalancerController.Aws;
using SdkLoadBalancer = Amazon.ElasticLoadBalancingV2.Model.LoadBalancer;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>Deploys a stack in the controller's order: what is referred to first, and what is surplus last.</summary>
internal sealed class StackDeployer(
    SecurityGroupDeployer securityGroups,
    TargetGroupDeployer targetGroups,
    LoadBalancerDeployer loadBalancers,
    ListenerDeployer listeners,
    TargetGroupBindingDeployer bindings,
    StackAddOns addOns)
{
    /// <exception cref="AwsCallException">AWS refused a call; what was done until then stays and the next attempt goes on from there.</exception>
    public async Task<DeployOutcome> DeployAsync(IngressStack stack, CancellationToken cancellationToken)
    {
        var hasShield = await addOns.Protections.HasShieldAsync(cancellationToken);

        // What is there is asked for at once; what is changed for it, and what is told when AWS refuses, keeps the order.
        var observedGroups = targetGroups.FindAsync(stack, cancellationToken);
        var observedBalancers = loadBalancers.FindAsync(stack, cancellationToken);
        try
        {
            return await DeployAsync(stack, observedGroups, observedBalancers, hasShield, cancellationToken);
        }
        finally
        {
            await Task.WhenAll(observedGroups, observedBalancers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<DeployOutcome> DeployAsync(
        IngressStack stack,
        Task<IReadOnlyList<Tagged<TargetGroup>>> observedGroups,
        Task<IReadOnlyList<Tagged<SdkLoadBalancer>>> observedBalancers,
        bool hasShield,
        CancellationToken cancellationToken)
    {
        var arns = new StackArns();
        var surplusSecurityGroups = await securityGroups.DeployAsync(stack, arns, cancellationToken);
        foreach (var arn in TargetGroupDeployer.SurplusAlbGroups(stack, await observedGroups))
        {
            await addOns.FrontendTargets.DeregisterAsync(arn, cancellationToken);
        }

        var surplusCertificates = await addOns.Certificates.DeployAsync(stack, arns, cancellationToken);
        var surplusTargetGroups = await targetGroups.DeployAsync(stack, await observedGroups, arns, cancellationToken);
        var balancers = await loadBalancers.DeployAsync(stack, await observedBalancers, arns, cancellationToken);
        await listeners.DeployAsync(stack, balancers, arns, cancellationToken);
        var surplusBindings = await bindings.DeployAsync(stack, arns, cancellationToken);
        if (balancers.Application is { } balancer)
        {
            await addOns.Protections.DeployAsync(balancer.LoadBalancerArn, stack.Protections, hasShield, cancellationToken);
        }

        // Nothing refers to what is surplus any more; it goes in the opposite order.
        foreach (var binding in surplusBindings)
        {
            await bindings.DeleteAsync(binding, cancellationToken);
        }

        foreach (var (reserved, units, isNew) in balancers.All)
        {
            if (!await loadBalancers.TryReserveAsync(reserved.LoadBalancerArn, units, isNew, cancellationToken))
            {
                return new DeployOutcome.Waiting($"monitor provisioning state for load balancer: {reserved.LoadBalancerName}");
            }
        }

        foreach (var arn in surplusTargetGroups)
        {
            await targetGroups.DeleteAsync(arn, cancellationToken);
        }

        foreach (var certificate in surplusCertificates)
        {
            await addOns.Certificates.DeleteAsync(certificate, cancellationToken);
        }

        if (await addOns.FrontendTargets.RegisterAsync(stack, arns, cancellationToken) is { } waiting)
        {
            return waiting;
        }

        foreach (var id in surplusSecurityGroups)
        {
            await securityGroups.DeleteAsync(id, cancellationToken);
        }

        var deployed = new List<DeployedLoadBalancer>();
        foreach (var found in new[] { balancers.Application, balancers.FrontendNlb }.OfType<SdkLoadBalancer>())
        {
            deployed.Add(await loadBalancers.DescribeAsync(found, cancellationToken));
        }

        return new DeployOutcome.Done(deployed);
    }
}
