using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb.Stacks;
using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>Keeps the ALB of a stack registered in the target groups of its frontend NLB.</summary>
internal sealed class FrontendNlbTargets(IAmazonElasticLoadBalancingV2 elb)
{
    /// <summary>How long after a refused registration it is tried again: the ALB may not be active yet.</summary>
    public static TimeSpan RetryDelay { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Takes the ALB out of groups that are not wanted any more: it cannot be deleted, nor its listener, while it is a target.</summary>
    /// <exception cref="AwsCallException">AWS refused.</exception>
    public async Task DeregisterAsync(string targetGroupArn, CancellationToken cancellationToken)
    {
        var target = await WithinAsync(
            $"failed to deregister target for the target group: {targetGroupArn}: failed to list current target for target group: {targetGroupArn}",
            () => FindAsync(targetGroupArn, cancellationToken));
        if (target is null)
        {
            return;
        }

        await WithinAsync(
            $"failed to deregister target for the target group: {targetGroupArn}: failed to deregister targets for target group: {targetGroupArn}",
            () => AwsCalls.InvokeAsync(AwsCalls.Elb, "DeregisterTargets", elb.DeregisterTargetsAsync(
                new DeregisterTargetsRequest { TargetGroupArn = targetGroupArn, Targets = [new TargetDescription { Id = target.Id, Port = target.Port }] },
                cancellationToken)));
    }

    /// <summary>Registers the ALB where another target or none is. Of the target that is there only the ALB is looked at, not the port, as upstream does.</summary>
    /// <returns>What is waited for; null when all is done.</returns>
    /// <exception cref="AwsCallException">AWS refused to tell the targets.</exception>
    public async Task<DeployOutcome.Waiting?> RegisterAsync(IngressStack stack, StackArns arns, CancellationToken cancellationToken)
    {
        foreach (var listener in stack.FrontendNlb?.Listeners ?? [])
        {
            var targetGroupArn = arns.Resolve(ResourceTypes.TargetGroupArn(listener.TargetGroupResourceId));
            var balancerArn = arns.Resolve(ResourceTypes.LoadBalancerArn);
            if (await FindAsync(targetGroupArn, cancellationToken) is { } target && target.Id == balancerArn)
            {
                continue;
            }

            try
            {
                await AwsCalls.InvokeAsync(AwsCalls.Elb, "RegisterTargets", elb.RegisterTargetsAsync(
                    new RegisterTargetsRequest { TargetGroupArn = targetGroupArn, Targets = [new TargetDescription { Id = balancerArn, Port = listener.TargetPort }] },
                    cancellationToken));
            }
            catch (AwsCallException exception)
            {
                // Whatever the reason, it is tried again, and no event tells of it, as upstream does; the log says why.
                return new DeployOutcome.Waiting($"the load balancer is not registered in target group {targetGroupArn}: {exception.Message}", RetryDelay);
            }
        }

        return null;
    }

    private async Task<TargetDescription?> FindAsync(string targetGroupArn, CancellationToken cancellationToken)
    {
        var response = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeTargetHealth", elb.DescribeTargetHealthAsync(
            new DescribeTargetHealthRequest { TargetGroupArn = targetGroupArn }, cancellationToken));
        return (response.TargetHealthDescriptions ?? []).FirstOrDefault()?.Target;
    }

    private static async Task<T> WithinAsync<T>(string failure, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (AwsCallException exception)
        {
            throw new AwsCallException($"{failure}: {exception.Message}", exception.Code);
        }
    }
}
