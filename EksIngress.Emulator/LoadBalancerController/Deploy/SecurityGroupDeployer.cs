using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Stacks;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;
using SecurityGroupRule = EksIngress.Alb.Endpoints.SecurityGroupRule;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>Makes the managed security group of a stack what it should be, and deletes those that no stack wants any more.</summary>
internal sealed class SecurityGroupDeployer(
    IAmazonEC2 ec2, SecurityGroupCache groups, TargetNetworking networking, ControllerConfiguration configuration, TimeProvider time)
{
    private const string InUse = "DependencyViolation";

    private static readonly TimeSpan DeletionLimit = TimeSpan.FromSeconds(10);

    private readonly SecurityGroupIngress _ingress = new(ec2, groups);

    /// <returns>Ids of groups to delete once nothing uses them.</returns>
    public async Task<IReadOnlyList<string>> DeployAsync(IngressStack stack, StackArns arns, CancellationToken cancellationToken)
    {
        var observed = await FindAsync(stack.Id, cancellationToken);
        ResourceIds.Check("securityGroup", observed.Select(group => (group.GroupId, (group.Tags ?? []).Select(tag => tag.Key))));
        if (stack.ManagedSecurityGroup is not { } desired)
        {
            return [.. observed.Select(group => group.GroupId)];
        }

        var tags = TrackingTags.OfResource(configuration.ClusterName, stack.Id, ResourceTypes.ManagedSecurityGroupId, desired.Tags);
        var existing = observed.FirstOrDefault(group => (group.Tags ?? []).Exists(
            tag => tag.Key == TrackingTags.IngressResource && tag.Value == ResourceTypes.ManagedSecurityGroupId));
        var id = existing?.GroupId ?? await CreateAsync(desired, tags, cancellationToken);
        if (existing is not null)
        {
            await ReconcileTagsAsync(existing, tags, cancellationToken);
        }

        await _ingress.ReconcileAsync(id, [.. desired.Ingress.Select(ToRule)], null, authorizeOnly: false, cancellationToken);
        arns.Set(ResourceTypes.ManagedSecurityGroupIdValue, id);
        return [.. observed.Where(group => group.GroupId != id).Select(group => group.GroupId)];
    }

    /// <summary>
    /// Waits for what still has the group, a load balancer that goes for example. If that is a rule in the group of endpoints that are gone, the rule is
    /// taken out.
    /// </summary>
    /// <exception cref="AwsCallException">EC2 refused, or the group is still in use after the time.</exception>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var hasCollected = false;
        await Retrying.WhileAsync("failed to delete securityGroup", InUse, DeletionLimit, TryDeleteAsync, time, cancellationToken);

        async Task TryDeleteAsync()
        {
            try
            {
                await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DeleteSecurityGroup", ec2.DeleteSecurityGroupAsync(
                    new DeleteSecurityGroupRequest { GroupId = id }, cancellationToken));
            }
            catch (AwsCallException exception) when (exception.Code == InUse && !hasCollected)
            {
                hasCollected = true;
                await networking.CollectAsync(cancellationToken);
                throw;
            }
        }
    }

    // Those with the tags of the controller and those with its predecessor's, each once.
    private async Task<IReadOnlyList<SecurityGroup>> FindAsync(IngressGroupId group, CancellationToken cancellationToken)
    {
        var found = new List<SecurityGroup>();
        foreach (var tags in new[] { TrackingTags.Stack(configuration.ClusterName, group), TrackingTags.StackLegacy(configuration.ClusterName, group) })
        {
            List<Filter> filters = [new("vpc-id", [configuration.VpcId]), .. tags.Select(tag => new Filter($"tag:{tag.Key}", [tag.Value]))];
            found.AddRange(await groups.FindAsync(filters, cancellationToken));
        }

        return [.. found.DistinctBy(item => item.GroupId, StringComparer.Ordinal)];
    }

    private async Task<string> CreateAsync(SecurityGroupSpec desired, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "CreateSecurityGroup", ec2.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest
            {
                VpcId = configuration.VpcId,
                GroupName = desired.Name,
                Description = desired.Description,
                TagSpecifications =
                [
                    new TagSpecification { ResourceType = ResourceType.SecurityGroup, Tags = [.. tags.Select(tag => new Tag(tag.Key, tag.Value))] },
                ],
            },
            cancellationToken));
        return response.GroupId;
    }

    private async Task ReconcileTagsAsync(SecurityGroup observed, IReadOnlyDictionary<string, string> desired, CancellationToken cancellationToken)
    {
        var foreign = TagKeys.WithLegacy(configuration);
        var current = (observed.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
        var wrong = desired
            .Where(tag => !TagKeys.IsForeign(tag.Key, foreign) && current.GetValueOrDefault(tag.Key) != tag.Value)
            .OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .Select(tag => new Tag(tag.Key, tag.Value))
            .ToList();
        if (wrong.Count != 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Ec2, "CreateTags", ec2.CreateTagsAsync(
                new CreateTagsRequest { Resources = [observed.GroupId], Tags = wrong }, cancellationToken));
        }

        var surplus = current.Where(tag => !desired.ContainsKey(tag.Key) && !TagKeys.IsForeign(tag.Key, foreign))
            .OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .Select(tag => new Tag(tag.Key, tag.Value))
            .ToList();
        if (surplus.Count != 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DeleteTags", ec2.DeleteTagsAsync(
                new DeleteTagsRequest { Resources = [observed.GroupId], Tags = surplus }, cancellationToken));
        }
    }

    private static SecurityGroupRule ToRule(SecurityGroupSpec.Permission permission) => new(
        "tcp",
        permission.Port,
        permission.Port,
        permission.Source switch
        {
            SecurityGroupSpec.PermissionSource.Ipv4 => SecurityGroupRule.SourceKind.Ipv4,
            SecurityGroupSpec.PermissionSource.Ipv6 => SecurityGroupRule.SourceKind.Ipv6,
            _ => SecurityGroupRule.SourceKind.PrefixList,
        },
        permission.Value);
}
