using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Naming;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>The security group that all load balancers of the cluster carry: made when first needed, deleted when nobody needs it.</summary>
internal sealed class BackendSecurityGroup(IAmazonEC2 ec2, ControllerConfiguration configuration) : IDisposable
{
    private const string ResourceValue = "backend-sg";
    private const string Description = "[k8s] Shared Backend SecurityGroup for LoadBalancer";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _id;

    /// <exception cref="AwsCallException">EC2 refused.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _id ??= await FindAsync(cancellationToken) ?? await CreateAsync(cancellationToken);
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
            _id ??= await FindAsync(cancellationToken);
            if (_id is not null)
            {
                await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DeleteSecurityGroup", ec2.DeleteSecurityGroupAsync(
                    new DeleteSecurityGroupRequest { GroupId = _id }, cancellationToken));
                _id = null;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeSecurityGroups", ec2.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest
            {
                Filters =
                [
                    new Filter("vpc-id", [configuration.VpcId]),
                    new Filter($"tag:{TrackingTags.Cluster}", [configuration.ClusterName]),
                    new Filter($"tag:{TrackingTags.Resource}", [ResourceValue]),
                ],
            },
            cancellationToken));
        return response.SecurityGroups?.FirstOrDefault()?.GroupId;
    }

    private async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        var tags = configuration.DefaultTags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => new Tag(tag.Key, tag.Value)).ToList();
        tags.Add(new Tag(TrackingTags.Cluster, configuration.ClusterName));
        tags.Add(new Tag(TrackingTags.Resource, ResourceValue));
        var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "CreateSecurityGroup", ec2.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest
            {
                VpcId = configuration.VpcId,
                GroupName = ResourceNames.BackendSecurityGroup(configuration.ClusterName),
                Description = Description,
                TagSpecifications = [new TagSpecification { ResourceType = ResourceType.SecurityGroup, Tags = tags }],
            },
            cancellationToken));
        return response.GroupId;
    }
}
