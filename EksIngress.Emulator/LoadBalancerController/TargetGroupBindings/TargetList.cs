using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Endpoints;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using SpecObject = EksIngress.Emulator.LoadBalancerController.Cluster.TargetGroupBindingObject.SpecObject;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>The targets of target groups: listed, registered, taken out. What is asked of a target group is asked as the role that its binding names.</summary>
internal sealed class TargetList(TargetGroupAccounts accounts, TargetCache cache, TargetZones zones, ControllerConfiguration configuration, ControllerLog log)
{
    // Of one call.
    private const int Batch = 200;
    private const string Logger = "controllers.targetGroupBinding";

    private readonly TargetPlanner _planner = new(configuration);

    /// <summary>All of them, draining ones too. Of those that were listed a while ago the healthy ones are not asked for again.</summary>
    /// <exception cref="AwsCallException">AWS refused.</exception>
    public async Task<IReadOnlyList<TargetFact>> ListAsync(SpecObject binding, CancellationToken cancellationToken)
    {
        var arn = binding.TargetGroupArn!;
        if (cache.Find(arn) is not { } known)
        {
            var all = await DescribeAsync(binding, null, cancellationToken);
            cache.Set(arn, all);
            return all;
        }

        // The zone is left out, for a target is found whatever zone was known of it.
        var others = known.Where(target => !target.IsHealthy).Select(target => new TargetDescription { Id = target.Id, Port = target.Port }).ToList();
        var now = others.Count == 0 ? [] : await DescribeAsync(binding, others, cancellationToken);
        IReadOnlyList<TargetFact> refreshed = [.. known.Where(target => target.IsHealthy), .. now.Where(target => !target.IsNotRegistered)];
        cache.Refresh(arn, refreshed);
        return refreshed;
    }

    /// <summary>Decides what to take out, and whether there is something to register.</summary>
    /// <param name="binding">Names the target group.</param>
    /// <param name="wanted">Pods all of them, or nodes all of them.</param>
    /// <param name="observed">What is registered.</param>
    public BindingChange Plan(SpecObject binding, IReadOnlyList<TargetEndpoint> wanted, IReadOnlyList<TargetFact> observed)
    {
        var count = wanted.DistinctBy(endpoint => endpoint.Identify(binding.TargetGroupProtocol)).Count();
        if (PodsOf(wanted) is not { Count: > 0 } pods)
        {
            var nodes = _planner.PlanNodePorts(NodesOf(wanted), observed);
            return new BindingChange(observed, nodes.Deregister, [], count > nodes.Matched.Count);
        }

        var change = _planner.PlanPods(pods, observed, vpcCidrs: null, protocol: binding.TargetGroupProtocol);
        return new BindingChange(
            observed,
            change.Deregister,
            [
                .. change.Matched.Select(pair => (pair.Endpoint.Pod, pair.Target.Health)),
                .. change.Register.Select(pair => (pair.Endpoint.Pod, (TargetHealthFact?)TargetHealthFact.Registering)),
            ],
            count > change.Matched.Count);
    }

    /// <summary>Registers what is wanted and not there. Where AWS insists on a zone for addresses outside the VPC, pods get that of their node.</summary>
    /// <param name="binding">Names the target group.</param>
    /// <param name="wanted">Pods all of them, or nodes all of them.</param>
    /// <param name="observed">What is registered.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="AwsCallException">AWS refused.</exception>
    /// <exception cref="AlbModelException">The node of a pod is not to be found.</exception>
    public async Task RegisterAsync(
        TargetGroupBindingObject binding, IReadOnlyList<TargetEndpoint> wanted, IReadOnlyList<TargetFact> observed, CancellationToken cancellationToken)
    {
        var spec = binding.Spec;
        if (PodsOf(wanted) is not { Count: > 0 } pods)
        {
            await RegisterAsync(spec, [.. _planner.PlanNodePorts(NodesOf(wanted), observed).Register.Select(pair => pair.Target)], cancellationToken);
            return;
        }

        var blocks = await zones.FindBlocksAsync(spec, cancellationToken);
        var needsNodes = zones.NeedsNodes(binding);
        try
        {
            await RegisterAsync(spec, RegistrationsOf(needsNodes), cancellationToken);
        }
        catch (AwsCallException exception) when (!needsNodes && TargetZones.IsZoneMissing(exception))
        {
            zones.RememberNodes(binding);
            await RegisterAsync(spec, RegistrationsOf(withNodes: true), cancellationToken);
        }

        List<TargetRegistration> RegistrationsOf(bool withNodes) =>
        [
            .. _planner.PlanPods(pods, observed, blocks, withNodes ? zones.FindNodes(spec) : null, spec.TargetGroupProtocol).Register.Select(pair => pair.Target),
        ];
    }

    public async Task DeregisterAsync(SpecObject binding, IReadOnlyList<TargetFact> targets, CancellationToken cancellationToken)
    {
        foreach (var batch in targets.Chunk(Batch))
        {
            var elb = await ElbAsync(binding);
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "DeregisterTargets", elb.DeregisterTargetsAsync(
                new DeregisterTargetsRequest { TargetGroupArn = binding.TargetGroupArn, Targets = [.. batch.Select(Describe)] }, cancellationToken));
            cache.Change(binding.TargetGroupArn!, batch, areRegistered: false);
            log.Info(Logger, "deRegistered targets", ("arn", binding.TargetGroupArn!), ("targets", string.Join(',', batch.Select(target => target.Identifier))));
        }
    }

    private async Task RegisterAsync(SpecObject binding, IEnumerable<TargetRegistration> targets, CancellationToken cancellationToken)
    {
        foreach (var batch in targets.Select(FactOf).Chunk(Batch))
        {
            var elb = await ElbAsync(binding);
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "RegisterTargets", elb.RegisterTargetsAsync(
                new RegisterTargetsRequest { TargetGroupArn = binding.TargetGroupArn, Targets = [.. batch.Select(Describe)] }, cancellationToken));
            cache.Change(binding.TargetGroupArn!, batch, areRegistered: true);
            log.Info(Logger, "registered targets", ("arn", binding.TargetGroupArn!), ("targets", string.Join(',', batch.Select(target => $"{target.Id}:{target.Port}"))));
        }
    }

    /// <param name="binding">Names the target group.</param>
    /// <param name="targets">Those that are asked for; null is all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    private async Task<IReadOnlyList<TargetFact>> DescribeAsync(SpecObject binding, List<TargetDescription>? targets, CancellationToken cancellationToken)
    {
        var elb = await ElbAsync(binding);
        var response = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeTargetHealth", elb.DescribeTargetHealthAsync(
            new DescribeTargetHealthRequest { TargetGroupArn = binding.TargetGroupArn, Targets = targets }, cancellationToken));
        return [.. (response.TargetHealthDescriptions ?? []).Select(description => new TargetFact(
            description.Target.Id,
            description.Target.Port!.Value,
            new TargetHealthFact(description.TargetHealth.State.Value, description.TargetHealth.Reason?.Value ?? "", description.TargetHealth.Description ?? ""))
        {
            AvailabilityZone = description.Target.AvailabilityZone,
            QuicServerId = description.Target.QuicServerId,
        })];
    }

    private static TargetFact FactOf(TargetRegistration target) => new(target.Id, target.Port, null)
    {
        AvailabilityZone = target.AvailabilityZone,
        QuicServerId = target.QuicServerId,
    };

    private static TargetDescription Describe(TargetFact target) => new()
    {
        Id = target.Id,
        Port = target.Port,
        AvailabilityZone = target.AvailabilityZone,
        QuicServerId = target.QuicServerId,
    };

    private static List<PodEndpoint> PodsOf(IReadOnlyList<TargetEndpoint> endpoints) => [.. endpoints.Select(endpoint => endpoint.Pod).OfType<PodEndpoint>()];

    private static List<NodePortEndpoint> NodesOf(IReadOnlyList<TargetEndpoint> endpoints) => [.. endpoints.Select(endpoint => endpoint.Node).OfType<NodePortEndpoint>()];

    private Task<Amazon.ElasticLoadBalancingV2.IAmazonElasticLoadBalancingV2> ElbAsync(SpecObject binding) =>
        accounts.ElbAsync(binding.IamRoleArnToAssume, binding.AssumeRoleExternalId);
}
