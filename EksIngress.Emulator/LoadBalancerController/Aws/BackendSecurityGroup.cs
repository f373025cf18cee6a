using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Naming;
using EksIngress.Emulator.LoadBalancerController.Deploy;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>The security group that all load balancers of the cluster carry: made when first needed, deleted when nobody needs it.</summary>
internal sealed class BackendSecurityGroup(IAmazonEC2 ec2, ControllerConfiguration configuration, TimeProvider time) : IDisposable
{
    private const string Description = "[k8s] Shared Backend SecurityGroup for LoadBalancer";

    private static readonly TimeSpan DeletionLimit = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _id;

    /// <exception cref="AwsCallException">EC2 refused.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_id is null && await FindAsync(cancellationToken) is { } found)
            {
                // As upstream, before its tags: a controller that may not tag fails once, and goes on with the group as it is.
                _id = found.GroupId;
                await AlignTagsAsync(found, cancellationToken);
            }

            return _id ??= await CreateAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Deletes it, unless it is the user's. The caller knows that no Ingress needs it any more.</summary>
    /// <exception cref="AwsCallException">EC2 refused, for example because a load balancer still has it.</exception>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (configuration.BackendSecurityGroup.Length != 0)
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            _id ??= (await FindAsync(cancellationToken))?.GroupId;
            if (_id is not null)
            {
                await Retrying.WhileAsync(
                    "failed to delete securityGroup",
                    "DependencyViolation",
                    DeletionLimit,
                    () => AwsCalls.InvokeAsync(AwsCalls.Ec2, "DeleteSecurityGroup", ec2.DeleteSecurityGroupAsync(
                        new DeleteSecurityGroupRequest { GroupId = _id }, cancellationToken)),
                    time,
                    cancellationToken);
                _id = null;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private IReadOnlyDictionary<string, string> Tags => TrackingTags.OfBackendSecurityGroup(configuration.ClusterName, configuration.DefaultTags);

    // What --default-tags say now counts, also for a group that is there already.
    private async Task AlignTagsAsync(SecurityGroup found, CancellationToken cancellationToken)
    {
        var observed = (found.Tags ?? []).Where(tag => !TagKeys.IsForeign(tag.Key, [])).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
        var wrong = Tags.Where(tag => observed.GetValueOrDefault(tag.Key) != tag.Value).OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => new Tag(tag.Key, tag.Value)).ToList();
        if (wrong.Count != 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Ec2, "CreateTags", ec2.CreateTagsAsync(
                new CreateTagsRequest { Resources = [found.GroupId], Tags = wrong }, cancellationToken));
        }

        var surplus = observed.Where(tag => !Tags.ContainsKey(tag.Key)).OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => new Tag(tag.Key, tag.Value)).ToList();
        if (surplus.Count != 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DeleteTags", ec2.DeleteTagsAsync(
                new DeleteTagsRequest { Resources = [found.GroupId], Tags = surplus }, cancellationToken));
        }
    }

    private async Task<SecurityGroup?> FindAsync(CancellationToken cancellationToken)
    {
        var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeSecurityGroups", ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest
            {
                Filters =
                [
                    new Filter("vpc-id", [configuration.VpcId]),
                    new Filter($"tag:{TrackingTags.Cluster}", [configuration.ClusterName]),
                    new Filter($"tag:{TrackingTags.Resource}", [Tags[TrackingTags.Resource]]),
                ],
            },
            cancellationToken));
        return response.SecurityGroups?.FirstOrDefault();
    }

    private async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "CreateSecurityGroup", ec2.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest
            {
                VpcId = configuration.VpcId,
                GroupName = ResourceNames.BackendSecurityGroup(configuration.ClusterName),
                Description = Description,
                TagSpecifications = [new TagSpecification { ResourceType = ResourceType.SecurityGroup, Tags = [.. Tags.Select(tag => new Tag(tag.Key, tag.Value))] }],
            },
            cancellationToken));
        return response.GroupId;
    }
}
