using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Stacks;
using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>Makes the managed security group of a stack what it should be, and deletes those that no stack wants any more.</summary>
internal sealed class SecurityGroupDeployer(IAmazonEC2 ec2, ControllerConfiguration configuration, TimeProvider time)
{
    private static readonly TimeSpan DeletionLimit = TimeSpan.FromSeconds(10);

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

        await ReconcileIngressAsync(id, existing?.IpPermissions ?? [], desired, cancellationToken);
        arns.Set(ResourceTypes.ManagedSecurityGroupIdValue, id);
        return [.. observed.Where(group => group.GroupId != id).Select(group => group.GroupId)];
    }

    public async Task DeleteAsync(string id, CancellationToken cancellationToken) => await Retrying.WhileAsync(
        "failed to delete securityGroup",
        "DependencyViolation",
        DeletionLimit,
        async () => await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DeleteSecurityGroup", ec2.DeleteSecurityGroupAsync(
            new DeleteSecurityGroupRequest { GroupId = id }, cancellationToken)),
        time,
        cancellationToken);

    private async Task<IReadOnlyList<SecurityGroup>> FindAsync(IngressGroupId group, CancellationToken cancellationToken)
    {
        var filters = TrackingTags.Stack(configuration.ClusterName, group).Select(tag => new Filter($"tag:{tag.Key}", [tag.Value])).ToList();
        filters.Add(new Filter("vpc-id", [configuration.VpcId]));
        var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeSecurityGroups", ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { Filters = filters }, cancellationToken));
        return response.SecurityGroups ?? [];
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
            .Select(tag => new Tag(tag.Key, tag.Value))
            .ToList();
        if (wrong.Count != 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Ec2, "CreateTags", ec2.CreateTagsAsync(
                new CreateTagsRequest { Resources = [observed.GroupId], Tags = wrong }, cancellationToken));
        }

        var surplus = current.Where(tag => !desired.ContainsKey(tag.Key) && !TagKeys.IsForeign(tag.Key, foreign))
            .Select(tag => new Tag(tag.Key, tag.Value))
            .ToList();
        if (surplus.Count != 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DeleteTags", ec2.DeleteTagsAsync(
                new DeleteTagsRequest { Resources = [observed.GroupId], Tags = surplus }, cancellationToken));
        }
    }

    private async Task ReconcileIngressAsync(string id, List<IpPermission> observed, SecurityGroupSpec desired, CancellationToken cancellationToken)
    {
        var current = observed.SelectMany(Split).ToDictionary(KeyOf, StringComparer.Ordinal);
        var wanted = desired.Ingress.Select(ToSdk).ToDictionary(KeyOf, StringComparer.Ordinal);
        var surplus = current.Where(pair => !wanted.ContainsKey(pair.Key)).Select(pair => pair.Value).ToList();
        if (surplus.Count != 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Ec2, "RevokeSecurityGroupIngress", ec2.RevokeSecurityGroupIngressAsync(
                new RevokeSecurityGroupIngressRequest { GroupId = id, IpPermissions = surplus }, cancellationToken));
        }

        var missing = wanted.Where(pair => !current.ContainsKey(pair.Key)).Select(pair => pair.Value).ToList();
        if (missing.Count != 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Ec2, "AuthorizeSecurityGroupIngress", ec2.AuthorizeSecurityGroupIngressAsync(
                new AuthorizeSecurityGroupIngressRequest { GroupId = id, IpPermissions = missing }, cancellationToken));
        }
    }

    // EC2 gathers the sources of one port in one permission; compared is one source at a time.
    private static IEnumerable<IpPermission> Split(IpPermission permission) =>
    [
        .. (permission.Ipv4Ranges ?? []).Select(range => With(permission, single => single.Ipv4Ranges = [range])),
        .. (permission.Ipv6Ranges ?? []).Select(range => With(permission, single => single.Ipv6Ranges = [range])),
        .. (permission.PrefixListIds ?? []).Select(list => With(permission, single => single.PrefixListIds = [list])),
        .. (permission.UserIdGroupPairs ?? []).Select(pair => With(permission, single => single.UserIdGroupPairs = [pair])),
    ];

    private static IpPermission With(IpPermission permission, Action<IpPermission> set)
    {
        var single = new IpPermission { IpProtocol = permission.IpProtocol, FromPort = permission.FromPort, ToPort = permission.ToPort };
        set(single);
        return single;
    }

    private static IpPermission ToSdk(SecurityGroupSpec.Permission permission)
    {
        var sdk = new IpPermission { IpProtocol = "tcp", FromPort = permission.Port, ToPort = permission.Port };
        switch (permission.Source)
        {
            case SecurityGroupSpec.PermissionSource.Ipv4:
                sdk.Ipv4Ranges = [new IpRange { CidrIp = permission.Value }];
                break;
            case SecurityGroupSpec.PermissionSource.Ipv6:
                sdk.Ipv6Ranges = [new Ipv6Range { CidrIpv6 = permission.Value }];
                break;
            default:
                sdk.PrefixListIds = [new PrefixListId { Id = permission.Value }];
                break;
        }

        return sdk;
    }

    private static string KeyOf(IpPermission permission) => string.Join(
        '|',
        permission.IpProtocol,
        permission.FromPort,
        permission.ToPort,
        permission.Ipv4Ranges?.FirstOrDefault()?.CidrIp,
        permission.Ipv6Ranges?.FirstOrDefault()?.CidrIpv6,
        permission.PrefixListIds?.FirstOrDefault()?.Id,
        permission.UserIdGroupPairs?.FirstOrDefault()?.GroupId);
}
