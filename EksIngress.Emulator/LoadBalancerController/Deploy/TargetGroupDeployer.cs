using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Stacks;
using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>Makes the target groups of a stack what they should be; surplus ones are deleted after nothing forwards to them.</summary>
internal sealed class TargetGroupDeployer(
    IAmazonElasticLoadBalancingV2 elb, ElbResources resources, ControllerConfiguration configuration, TimeProvider time)
{
    private static readonly TimeSpan DeletionLimit = TimeSpan.FromSeconds(20);

    /// <summary>The groups that are there for a stack.</summary>
    public Task<IReadOnlyList<Tagged<TargetGroup>>> FindAsync(IngressStack stack, CancellationToken cancellationToken) =>
        resources.FindTargetGroupsAsync(TrackingTags.Stack(configuration.ClusterName, stack.Id), cancellationToken);

    /// <param name="observed">What <see cref="FindAsync"/> found.</param>
    /// <returns>ARNs of groups to delete once nothing uses them.</returns>
    public async Task<IReadOnlyList<string>> DeployAsync(
        IngressStack stack, IReadOnlyList<Tagged<TargetGroup>> observed, StackArns arns, CancellationToken cancellationToken)
    {
        ResourceIds.Check("targetGroup", observed.Select(group => (group.Resource.TargetGroupArn, group.Tags.Keys.AsEnumerable())));
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var pairs = stack.TargetGroups
            .Select(desired => (Desired: desired, Existing: observed.FirstOrDefault(group =>
                group.Tags.GetValueOrDefault(TrackingTags.IngressResource) == desired.ResourceId && CanStay(group.Resource, desired))))
            .OrderBy(pair => pair.Existing is not null);
        foreach (var (desired, existing) in pairs)
        {
            var tags = TrackingTags.OfResource(configuration.ClusterName, stack.Id, desired.ResourceId, desired.Tags);
            var arn = existing?.Resource.TargetGroupArn ?? await CreateAsync(desired, tags, cancellationToken);
            if (existing is not null)
            {
                await resources.ReconcileTagsAsync(arn, existing.Tags, tags, cancellationToken, TagKeys.WithLegacy(configuration));
                await ReconcileHealthCheckAsync(existing.Resource, desired, cancellationToken);
            }

            await ReconcileAttributesAsync(arn, desired.Attributes, cancellationToken);
            kept.Add(arn);
            arns.Set(ResourceTypes.TargetGroupArn(desired.ResourceId), arn);
        }

        return [.. observed.Select(group => group.Resource.TargetGroupArn).Where(arn => !kept.Contains(arn))];
    }

    public async Task DeleteAsync(string arn, CancellationToken cancellationToken) => await Retrying.WhileAsync(
        "failed to delete targetGroup",
        "ResourceInUse",
        DeletionLimit,
        async () => await AwsCalls.InvokeAsync(AwsCalls.Elb, "DeleteTargetGroup", elb.DeleteTargetGroupAsync(
            new DeleteTargetGroupRequest { TargetGroupArn = arn }, cancellationToken)),
        time,
        cancellationToken);

    // Another port does not matter, for targets are registered with ports of their own.
    private static bool CanStay(TargetGroup observed, TargetGroupSpec desired) =>
        observed.TargetType.Value == desired.TargetType &&
        observed.Protocol.Value == desired.Protocol &&
        (observed.ProtocolVersion ?? "HTTP1") == desired.ProtocolVersion &&
        observed.TargetControlPort == desired.TargetControlPort;

    private async Task<string> CreateAsync(TargetGroupSpec desired, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var check = desired.HealthCheckConfig;
        var response = await AwsCalls.InvokeAsync(AwsCalls.Elb, "CreateTargetGroup", elb.CreateTargetGroupAsync(
            new CreateTargetGroupRequest
            {
                Name = desired.Name,
                TargetType = desired.TargetType,
                Port = desired.Port,
                Protocol = desired.Protocol,
                ProtocolVersion = desired.ProtocolVersion,
                IpAddressType = desired.IpAddressType,
                VpcId = configuration.VpcId,
                TargetControlPort = desired.TargetControlPort,
                HealthCheckEnabled = true,
                HealthCheckPort = check.Port.ToString(),
                HealthCheckProtocol = check.Protocol,
                HealthCheckPath = check.Path,
                Matcher = MatcherOf(check),
                HealthCheckIntervalSeconds = check.IntervalSeconds,
                HealthCheckTimeoutSeconds = check.TimeoutSeconds,
                HealthyThresholdCount = check.HealthyThresholdCount,
                UnhealthyThresholdCount = check.UnhealthyThresholdCount,
                Tags = [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
            },
            cancellationToken));
        return response.TargetGroups[0].TargetGroupArn;
    }

    private async Task ReconcileHealthCheckAsync(TargetGroup observed, TargetGroupSpec desired, CancellationToken cancellationToken)
    {
        var check = desired.HealthCheckConfig;
        var same = observed.HealthCheckPort == check.Port.ToString() &&
            observed.HealthCheckProtocol.Value == check.Protocol &&
            observed.HealthCheckPath == check.Path &&
            (check.IsGrpc ? observed.Matcher?.GrpcCode : observed.Matcher?.HttpCode) == check.Matcher &&
            observed.HealthCheckIntervalSeconds == check.IntervalSeconds &&
            observed.HealthCheckTimeoutSeconds == check.TimeoutSeconds &&
            observed.HealthyThresholdCount == check.HealthyThresholdCount &&
            observed.UnhealthyThresholdCount == check.UnhealthyThresholdCount;
        if (same)
        {
            return;
        }

        await AwsCalls.InvokeAsync(AwsCalls.Elb, "ModifyTargetGroup", elb.ModifyTargetGroupAsync(
            new ModifyTargetGroupRequest
            {
                TargetGroupArn = observed.TargetGroupArn,
                HealthCheckEnabled = true,
                HealthCheckPort = check.Port.ToString(),
                HealthCheckProtocol = check.Protocol,
                HealthCheckPath = check.Path,
                Matcher = MatcherOf(check),
                HealthCheckIntervalSeconds = check.IntervalSeconds,
                HealthCheckTimeoutSeconds = check.TimeoutSeconds,
                HealthyThresholdCount = check.HealthyThresholdCount,
                UnhealthyThresholdCount = check.UnhealthyThresholdCount,
            },
            cancellationToken));
    }

    private async Task ReconcileAttributesAsync(string arn, IReadOnlyDictionary<string, string> desired, CancellationToken cancellationToken)
    {
        if (desired.Count == 0)
        {
            return;
        }

        var observed = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeTargetGroupAttributes", elb.DescribeTargetGroupAttributesAsync(
            new DescribeTargetGroupAttributesRequest { TargetGroupArn = arn }, cancellationToken));
        var current = (observed.Attributes ?? []).ToDictionary(attribute => attribute.Key, attribute => attribute.Value, StringComparer.Ordinal);
        var wrong = desired.Where(pair => current.GetValueOrDefault(pair.Key) != pair.Value)
            .Select(pair => new TargetGroupAttribute { Key = pair.Key, Value = pair.Value })
            .ToList();
        if (wrong.Count != 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "ModifyTargetGroupAttributes", elb.ModifyTargetGroupAttributesAsync(
                new ModifyTargetGroupAttributesRequest { TargetGroupArn = arn, Attributes = wrong }, cancellationToken));
        }
    }

    private static Matcher MatcherOf(TargetGroupSpec.HealthCheck check) =>
        check.IsGrpc ? new Matcher { GrpcCode = check.Matcher } : new Matcher { HttpCode = check.Matcher };
}
