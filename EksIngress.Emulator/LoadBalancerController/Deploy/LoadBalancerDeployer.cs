using System.Globalization;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Stacks;
using EksIngress.Emulator.LoadBalancerController.Aws;
using SdkLoadBalancer = Amazon.ElasticLoadBalancingV2.Model.LoadBalancer;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>Makes the load balancers of a stack what they should be; one of another scheme or type is replaced.</summary>
internal sealed class LoadBalancerDeployer(IAmazonElasticLoadBalancingV2 elb, ElbResources resources, ControllerConfiguration configuration)
{
    private const string DeletionProtection = "deletion_protection.enabled";

    /// <summary>The load balancers that are there for a stack.</summary>
    public Task<IReadOnlyList<Tagged<SdkLoadBalancer>>> FindAsync(IngressStack stack, CancellationToken cancellationToken) =>
        resources.FindLoadBalancersAsync(
            [TrackingTags.Stack(configuration.ClusterName, stack.Id), TrackingTags.StackLegacy(configuration.ClusterName, stack.Id)], cancellationToken);

    /// <param name="observed">What <see cref="FindAsync"/> found.</param>
    /// <returns>The stack's, by id in the stack; none when the stack wants none.</returns>
    public async Task<StackLoadBalancers> DeployAsync(
        IngressStack stack, IReadOnlyList<Tagged<SdkLoadBalancer>> observed, StackArns arns, CancellationToken cancellationToken)
    {
        ResourceIds.Check("loadBalancer", observed.Select(balancer => (balancer.Resource.LoadBalancerArn, balancer.Tags.Keys.AsEnumerable())));
        var matches = ResourceIds.Match<(string Id, LoadBalancerSpec Spec), SdkLoadBalancer>(
            Wanted(stack),
            desired => desired.Id,
            observed,
            (balancer, desired) => balancer.Scheme?.Value == desired.Spec.Scheme && balancer.Type?.Value == desired.Spec.Type);

        // Before another one is made: a target group has one load balancer only.
        foreach (var surplus in matches.Surplus)
        {
            await DeleteAsync(surplus.Resource.LoadBalancerArn, cancellationToken);
        }

        var all = new StackLoadBalancers();
        foreach (var (id, desired) in matches.Missing)
        {
            var made = await CreateAsync(desired, TagsOf(stack, id, desired), arns, cancellationToken);
            all.Add(id, made, desired.MinimumCapacityUnits, isNew: true);
            await ReconcileAttributesAsync(made.LoadBalancerArn, desired.Attributes, cancellationToken);
        }

        foreach (var ((id, desired), existing) in matches.Matched)
        {
            var deployed = existing.Resource;
            all.Add(id, deployed, desired.MinimumCapacityUnits, isNew: false);

            // The address type can only change without a pool.
            await RemovePoolAsync(deployed, desired, cancellationToken);
            await resources.ReconcileTagsAsync(
                deployed.LoadBalancerArn, existing.Tags, TagsOf(stack, id, desired), cancellationToken, TagKeys.WithLegacy(configuration));
            await ReconcileAsync(deployed, desired, arns, cancellationToken);
            await ReconcileAttributesAsync(deployed.LoadBalancerArn, desired.Attributes, cancellationToken);
            await SetPoolAsync(deployed, desired, cancellationToken);
        }

        if (all.Application is { } application)
        {
            arns.Set(ResourceTypes.LoadBalancerArn, application.LoadBalancerArn);
        }

        return all;
    }

    /// <summary>Reserves capacity. Every load balancer but a new one without a wish is looked at for it, as upstream does.</summary>
    /// <param name="arn">The load balancer.</param>
    /// <param name="units">Load balancer capacity units; 0 gives back what is reserved, null leaves it.</param>
    /// <param name="isNew">Whether it was made just now.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>False while the load balancer is being provisioned: no capacity can be reserved then.</returns>
    public async Task<bool> TryReserveAsync(string arn, int? units, bool isNew, CancellationToken cancellationToken)
    {
        if (!configuration.LoadBalancerCapacityReservation || (isNew && units is null))
        {
            return true;
        }

        var response = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeLoadBalancers", elb.DescribeLoadBalancersAsync(
            new DescribeLoadBalancersRequest { LoadBalancerArns = [arn] }, cancellationToken));
        if (response.LoadBalancers[0].State.Code == LoadBalancerStateEnum.Provisioning)
        {
            return false;
        }

        if (units is { } wanted)
        {
            await ReserveAsync(arn, wanted, cancellationToken);
        }

        return true;
    }

    private async Task ReserveAsync(string arn, int units, CancellationToken cancellationToken)
    {
        var observed = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeCapacityReservation", elb.DescribeCapacityReservationAsync(
            new DescribeCapacityReservationRequest { LoadBalancerArn = arn }, cancellationToken));
        if ((observed.MinimumLoadBalancerCapacity?.CapacityUnits ?? 0) == units)
        {
            return;
        }

        await AwsCalls.InvokeAsync(AwsCalls.Elb, "ModifyCapacityReservation", elb.ModifyCapacityReservationAsync(
            units == 0
                ? new ModifyCapacityReservationRequest { LoadBalancerArn = arn, ResetCapacityReservation = true }
                : new ModifyCapacityReservationRequest { LoadBalancerArn = arn, MinimumLoadBalancerCapacity = new() { CapacityUnits = units } },
            cancellationToken));
    }

    /// <summary>Its name and where its listeners are reached.</summary>
    public async Task<DeployedLoadBalancer> DescribeAsync(SdkLoadBalancer balancer, CancellationToken cancellationToken) => new(
        balancer.DNSName.ToLower(CultureInfo.InvariantCulture), await resources.LocalPortsOfAsync(balancer.LoadBalancerArn, cancellationToken));

    private static IEnumerable<(string Id, LoadBalancerSpec Spec)> Wanted(IngressStack stack)
    {
        if (stack.LoadBalancer is { } application)
        {
            yield return (ResourceTypes.LoadBalancerId, application);
        }

        if (stack.FrontendNlb is { } frontend)
        {
            yield return (ResourceTypes.FrontendNlbId, frontend.LoadBalancer);
        }
    }

    private IReadOnlyDictionary<string, string> TagsOf(IngressStack stack, string id, LoadBalancerSpec desired) =>
        TrackingTags.OfResource(configuration.ClusterName, stack.Id, id, desired.Tags);

    private async Task<SdkLoadBalancer> CreateAsync(
        LoadBalancerSpec desired, IReadOnlyDictionary<string, string> tags, StackArns arns, CancellationToken cancellationToken)
    {
        var response = await AwsCalls.InvokeAsync(AwsCalls.Elb, "CreateLoadBalancer", elb.CreateLoadBalancerAsync(
            new CreateLoadBalancerRequest
            {
                Name = desired.Name,
                Type = desired.Type,
                Scheme = desired.Scheme,
                IpAddressType = desired.IpAddressType,
                SubnetMappings = MappingsOf(desired),
                SecurityGroups = [.. desired.SecurityGroups.Select(arns.Resolve)],
                CustomerOwnedIpv4Pool = desired.CustomerOwnedIpv4Pool,
                IpamPools = desired.Ipv4IpamPool is { Length: > 0 } pool ? new IpamPools { Ipv4IpamPoolId = pool } : null,
                Tags = [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
            },
            cancellationToken));
        return response.LoadBalancers[0];
    }

    private async Task ReconcileAsync(SdkLoadBalancer observed, LoadBalancerSpec desired, StackArns arns, CancellationToken cancellationToken)
    {
        var groups = desired.SecurityGroups.Select(arns.Resolve).ToList();
        if (!Same(observed.SecurityGroups ?? [], groups))
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "SetSecurityGroups", elb.SetSecurityGroupsAsync(
                new SetSecurityGroupsRequest { LoadBalancerArn = observed.LoadBalancerArn, SecurityGroups = groups }, cancellationToken));
        }

        if (!Same((observed.AvailabilityZones ?? []).Select(zone => zone.SubnetId), desired.SubnetIds))
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "SetSubnets", elb.SetSubnetsAsync(
                new SetSubnetsRequest
                {
                    LoadBalancerArn = observed.LoadBalancerArn,
                    SubnetMappings = MappingsOf(desired),
                },
                cancellationToken));
        }

        if (observed.IpAddressType.Value != desired.IpAddressType)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "SetIpAddressType", elb.SetIpAddressTypeAsync(
                new SetIpAddressTypeRequest { LoadBalancerArn = observed.LoadBalancerArn, IpAddressType = desired.IpAddressType }, cancellationToken));
        }
    }

    private static List<SubnetMapping> MappingsOf(LoadBalancerSpec desired) =>
        [.. desired.SubnetMappings.Select(mapping => new SubnetMapping { SubnetId = mapping.SubnetId, AllocationId = mapping.AllocationId })];

    private async Task RemovePoolAsync(SdkLoadBalancer observed, LoadBalancerSpec desired, CancellationToken cancellationToken)
    {
        if (desired.Ipv4IpamPool is null && observed.IpamPools is not null)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "ModifyIpPools", elb.ModifyIpPoolsAsync(
                new ModifyIpPoolsRequest { LoadBalancerArn = observed.LoadBalancerArn, RemoveIpamPools = ["ipv4"] }, cancellationToken));
        }
    }

    private async Task SetPoolAsync(SdkLoadBalancer observed, LoadBalancerSpec desired, CancellationToken cancellationToken)
    {
        if (desired.Ipv4IpamPool is { } pool && observed.IpamPools?.Ipv4IpamPoolId != pool)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "ModifyIpPools", elb.ModifyIpPoolsAsync(
                new ModifyIpPoolsRequest { LoadBalancerArn = observed.LoadBalancerArn, IpamPools = new() { Ipv4IpamPoolId = pool } }, cancellationToken));
        }
    }

    private async Task ReconcileAttributesAsync(string arn, IReadOnlyDictionary<string, string> desired, CancellationToken cancellationToken)
    {
        var observed = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeLoadBalancerAttributes", elb.DescribeLoadBalancerAttributesAsync(
            new DescribeLoadBalancerAttributesRequest { LoadBalancerArn = arn }, cancellationToken));
        var current = (observed.Attributes ?? []).ToDictionary(attribute => attribute.Key, attribute => attribute.Value, StringComparer.Ordinal);
        var wrong = desired.Where(pair => current.GetValueOrDefault(pair.Key) != pair.Value)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new LoadBalancerAttribute { Key = pair.Key, Value = pair.Value })
            .ToList();
        if (wrong.Count != 0)
        {
            await ModifyAttributesAsync(arn, wrong, cancellationToken);
        }
    }

    // The annotation that protects is checked when the model is built; what is left is protection that somebody else switched on.
    private async Task DeleteAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            await DeleteOnceAsync(arn, cancellationToken);
        }
        catch (AwsCallException exception) when (exception.Code == "OperationNotPermitted" && exception.Message.Contains("deletion protection", StringComparison.Ordinal))
        {
            await TryUnprotectAsync(arn, cancellationToken);
            await DeleteOnceAsync(arn, cancellationToken);
        }
    }

    // Whether it worked shows when it is deleted again, and what is told then says more.
    private async Task TryUnprotectAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            await ModifyAttributesAsync(arn, [new LoadBalancerAttribute { Key = DeletionProtection, Value = "false" }], cancellationToken);
        }
        catch (AwsCallException)
        {
            // As upstream.
        }
    }

    private Task DeleteOnceAsync(string arn, CancellationToken cancellationToken) => AwsCalls.InvokeAsync(
        AwsCalls.Elb, "DeleteLoadBalancer", elb.DeleteLoadBalancerAsync(new DeleteLoadBalancerRequest { LoadBalancerArn = arn }, cancellationToken));

    private Task ModifyAttributesAsync(string arn, List<LoadBalancerAttribute> attributes, CancellationToken cancellationToken) =>
        AwsCalls.InvokeAsync(AwsCalls.Elb, "ModifyLoadBalancerAttributes", elb.ModifyLoadBalancerAttributesAsync(
            new ModifyLoadBalancerAttributesRequest { LoadBalancerArn = arn, Attributes = attributes }, cancellationToken));

    private static bool Same(IEnumerable<string> left, IEnumerable<string> right) =>
        left.ToHashSet(StringComparer.Ordinal).SetEquals(right);
}
