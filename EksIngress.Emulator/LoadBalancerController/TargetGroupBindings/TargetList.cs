using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Endpoints;
using EksIngress.Emulator.LoadBalancerController.Aws;
using SpecObject = EksIngress.Emulator.LoadBalancerController.Cluster.TargetGroupBindingObject.SpecObject;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>The targets of target groups: listed, registered, taken out. What is asked of a target group is asked as the role that its binding names.</summary>
internal sealed class TargetList(TargetGroupAccounts accounts, IAmazonEC2 ec2, ControllerConfiguration configuration, ControllerLog log) : IDisposable
{
    // Of one call.
    private const int Batch = 200;
    private const string Associated = "associated";
    private const string Logger = "controllers.targetGroupBinding";

    private static readonly Dictionary<string, IReadOnlyList<string>> s_none = new(StringComparer.Ordinal);

    private readonly TargetPlanner _planner = new(configuration);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Dictionary<string, IReadOnlyList<string>> _blocks = s_none;

    /// <summary>All of them, draining ones too.</summary>
    public async Task<IReadOnlyList<TargetFact>> ListAsync(SpecObject binding, CancellationToken cancellationToken)
    {
        var elb = await ElbAsync(binding);
        var response = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeTargetHealth", elb.DescribeTargetHealthAsync(
            new DescribeTargetHealthRequest { TargetGroupArn = binding.TargetGroupArn }, cancellationToken));
        return [.. (response.TargetHealthDescriptions ?? []).Select(description => new TargetFact(
            description.Target.Id,
            description.Target.Port!.Value,
            new TargetHealthFact(description.TargetHealth.State.Value, description.TargetHealth.Reason?.Value ?? "", description.TargetHealth.Description ?? "")))];
    }

    /// <summary>Decides what to register and what to take out.</summary>
    /// <param name="binding">Names the target group.</param>
    /// <param name="wanted">Pods all of them, or nodes all of them.</param>
    /// <param name="observed">What is registered.</param>
    /// <param name="cancellationToken">Ends the look-up of the VPC.</param>
    public async Task<BindingChange> PlanAsync(
        SpecObject binding, IReadOnlyList<TargetEndpoint> wanted, IReadOnlyList<TargetFact> observed, CancellationToken cancellationToken)
    {
        var count = wanted.DistinctBy(endpoint => endpoint.Identifier).Count();
        var pods = wanted.Select(endpoint => endpoint.Pod).OfType<PodEndpoint>().ToList();
        return pods.Count == 0
            ? BindingChange.Of(_planner.PlanNodePorts([.. wanted.Select(endpoint => endpoint.Node!)], observed), count)
            : BindingChange.Of(
                _planner.PlanPods(pods, observed, await VpcBlocksAsync(binding, cancellationToken)), count);
    }

    public async Task RegisterAsync(SpecObject binding, IReadOnlyList<TargetRegistration> targets, CancellationToken cancellationToken)
    {
        foreach (var batch in targets.Chunk(Batch))
        {
            var elb = await ElbAsync(binding);
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "RegisterTargets", elb.RegisterTargetsAsync(
                new RegisterTargetsRequest
                {
                    TargetGroupArn = binding.TargetGroupArn,
                    Targets = [.. batch.Select(target => new TargetDescription { Id = target.Id, Port = target.Port, AvailabilityZone = target.AvailabilityZone })],
                },
                cancellationToken));
            log.Info(Logger, "registered targets", ("arn", binding.TargetGroupArn!), ("targets", string.Join(',', batch.Select(target => $"{target.Id}:{target.Port}"))));
        }
    }

    public async Task DeregisterAsync(SpecObject binding, IReadOnlyList<TargetFact> targets, CancellationToken cancellationToken)
    {
        foreach (var batch in targets.Chunk(Batch))
        {
            var elb = await ElbAsync(binding);
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "DeregisterTargets", elb.DeregisterTargetsAsync(
                new DeregisterTargetsRequest { TargetGroupArn = binding.TargetGroupArn, Targets = [.. batch.Select(target => new TargetDescription { Id = target.Id, Port = target.Port })] },
                cancellationToken));
            log.Info(Logger, "deRegistered targets", ("arn", binding.TargetGroupArn!), ("targets", string.Join(',', batch.Select(target => target.Identifier))));
        }
    }

    public void Dispose() => _gate.Dispose();

    private Task<Amazon.ElasticLoadBalancingV2.IAmazonElasticLoadBalancingV2> ElbAsync(SpecObject binding) =>
        accounts.ElbAsync(binding.IamRoleArnToAssume, binding.AssumeRoleExternalId);

    // A VPC of another account is one that this account can see, being shared with it; or it is peered, and every target is outside of it then.
    private async Task<IReadOnlyList<string>?> VpcBlocksAsync(SpecObject binding, CancellationToken cancellationToken)
    {
        try
        {
            return await VpcBlocksAsync(string.IsNullOrEmpty(binding.VpcId) ? configuration.VpcId : binding.VpcId, cancellationToken);
        }
        catch (AwsCallException exception) when (exception.Code == "InvalidVpcID.NotFound" && !string.IsNullOrEmpty(binding.IamRoleArnToAssume))
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<string>> VpcBlocksAsync(string vpcId, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_blocks.TryGetValue(vpcId, out var blocks))
            {
                var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeVpcs", ec2.DescribeVpcsAsync(
                    new DescribeVpcsRequest { VpcIds = [vpcId] }, cancellationToken));
                blocks = [.. (response.Vpcs ?? []).SelectMany(BlocksOf)];
                _blocks = new(_blocks, StringComparer.Ordinal) { [vpcId] = blocks };
            }

            return blocks;
        }
        finally
        {
            _gate.Release();
        }
    }

    private static IEnumerable<string> BlocksOf(Vpc vpc) =>
    [
        .. (vpc.CidrBlockAssociationSet ?? []).Where(block => block.CidrBlockState?.State?.Value == Associated).Select(block => block.CidrBlock),
        .. (vpc.Ipv6CidrBlockAssociationSet ?? []).Where(block => block.Ipv6CidrBlockState?.State?.Value == Associated).Select(block => block.Ipv6CidrBlock),
    ];
}
