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
        resources.FindTargetGroupsAsync(
            [TrackingTags.Stack(configuration.ClusterName, stack.Id), TrackingTags.StackLegacy(configuration.ClusterName, stack.Id)], cancellationToken);

    /// <param name="observed">What <see cref="FindAsync"/> found.</param>
    /// <returns>ARNs of groups to delete once nothing uses them.</returns>
    public async Task<IReadOnlyList<string>> DeployAsync(
        IngressStack stack, IReadOnlyList<Tagged<TargetGroup>> observed, StackArns arns, CancellationToken cancellationToken)
    {
        ResourceIds.Check("targetGroup", observed.Select(group => (group.Resource.TargetGroupArn, group.Tags.Keys.AsEnumerable())));
        var matches = Match(stack, observed);
        foreach (var desired in matches.Missing)
        {
            var arn = await CreateAsync(desired, TagsOf(stack, desired), cancellationToken);
            await ReconcileAttributesAsync(arn, desired.Attributes, cancellationToken);
            arns.Set(ResourceTypes.TargetGroupArn(desired.ResourceId), arn);
        }

        foreach (var (desired, existing) in matches.Matched)
        {
            var arn = existing.Resource.TargetGroupArn;
            await resources.ReconcileTagsAsync(arn, existing.Tags, TagsOf(stack, desired), cancellationToken, TagKeys.WithLegacy(configuration));
            await ReconcileHealthCheckAsync(existing.Resource, desired, cancellationToken);
            await ReconcileAttributesAsync(arn, desired.Attributes, cancellationToken);
            arns.Set(ResourceTypes.TargetGroupArn(desired.ResourceId), arn);
        }

        return [.. matches.Surplus.Select(group => group.Resource.TargetGroupArn)];
    }

    /// <summary>Groups whose target is an ALB and that the stack does not want any more, by ARN: their targets go before the ALB does.</summary>
    /// <param name="observed">What <see cref="FindAsync"/> found.</param>
    public static IEnumerable<string> SurplusAlbGroups(IngressStack stack, IReadOnlyList<Tagged<TargetGroup>> observed)
    {
        ResourceIds.Check("targetGroup", observed.Select(group => (group.Resource.TargetGroupArn, group.Tags.Keys.AsEnumerable())));
        return Match(stack, observed).Surplus.Where(group => group.Resource.TargetType == TargetTypeEnum.Alb).Select(group => group.Resource.TargetGroupArn);
    }

    public async Task DeleteAsync(string arn, CancellationToken cancellationToken) => await Retrying.WhileAsync(
        "failed to delete targetGroup",
        "ResourceInUse",
        DeletionLimit,
        async () => await AwsCalls.InvokeAsync(AwsCalls.Elb, "DeleteTargetGroup", elb.DeleteTargetGroupAsync(
            new DeleteTargetGroupRequest { TargetGroupArn = arn }, cancellationToken)),
        time,
        cancellationToken);

    private static ResourceMatches<WantedTargetGroup, TargetGroup> Match(IngressStack stack, IReadOnlyList<Tagged<TargetGroup>> observed) =>
        ResourceIds.Match(WantedTargetGroup.Of(stack), group => group.ResourceId, observed, CanStay);

    // Another port does not matter, for targets are registered with ports of their own.
    private static bool CanStay(TargetGroup observed, WantedTargetGroup desired) =>
        observed.TargetType.Value == desired.TargetType &&
        observed.Protocol.Value == desired.Protocol &&
        observed.ProtocolVersion == desired.ProtocolVersion &&
        observed.TargetControlPort == desired.TargetControlPort;

    private IReadOnlyDictionary<string, string> TagsOf(IngressStack stack, WantedTargetGroup desired) =>
        TrackingTags.OfResource(configuration.ClusterName, stack.Id, desired.ResourceId, desired.Tags);

    private async Task<string> CreateAsync(WantedTargetGroup desired, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var check = desired.Check;
        var response = await AwsCalls.InvokeAsync(AwsCalls.Elb, "CreateTargetGroup", elb.CreateTargetGroupAsync(
            new CreateTargetGroupRequest
            {
                Name = desired.Name,
                TargetType = desired.TargetType,
                Port = desired.Port,
                Protocol = desired.Protocol,
                ProtocolVersion = desired.ProtocolVersion,

                // What is the default is not sent.
                IpAddressType = desired.IpAddressType == "ipv4" ? null : desired.IpAddressType,
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

    private async Task ReconcileHealthCheckAsync(TargetGroup observed, WantedTargetGroup desired, CancellationToken cancellationToken)
    {
        var check = desired.Check;
        var same = observed.HealthCheckPort == check.Port.ToString() &&
            observed.HealthCheckProtocol.Value == check.Protocol &&
            observed.HealthCheckPath == check.Path &&
            observed.Matcher?.GrpcCode == (check.IsGrpc ? check.Matcher : null) &&
            observed.Matcher?.HttpCode == (check.IsGrpc ? null : check.Matcher) &&
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
        var observed = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeTargetGroupAttributes", elb.DescribeTargetGroupAttributesAsync(
            new DescribeTargetGroupAttributesRequest { TargetGroupArn = arn }, cancellationToken));
        var current = (observed.Attributes ?? []).ToDictionary(attribute => attribute.Key, attribute => attribute.Value, StringComparer.Ordinal);
        var wrong = desired.Where(pair => current.GetValueOrDefault(pair.Key) != pair.Value)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
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
