using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Alb;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>
/// Security groups as EC2 told of them in the last ten minutes, or since the controller last changed their rules. What somebody else does to a group
/// in between is seen when a call fails for it, or afterwards.
/// </summary>
internal sealed class SecurityGroupCache(IAmazonEC2 ec2, TimeProvider time)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(10);

    private readonly ExpiringCache<SecurityGroup> _known = new(time);

    /// <exception cref="AwsCallException">EC2 refused.</exception>
    /// <exception cref="AlbModelException">EC2 does not tell of a group.</exception>
    public async Task<IReadOnlyList<SecurityGroup>> GetAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var found = new List<SecurityGroup>();
        var unknown = new List<string>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (_known.TryGet(id, out var group))
            {
                found.Add(group);
            }
            else
            {
                unknown.Add(id);
            }
        }

        if (unknown.Count > 0)
        {
            // Without an id EC2 would tell of every group there is.
            found.AddRange(await DescribeAsync(new DescribeSecurityGroupsRequest { GroupIds = unknown }, cancellationToken));
            unknown.RemoveAll(id => found.Exists(group => group.GroupId == id));
        }

        return unknown.Count == 0 ? found : throw new AlbModelException($"couldn't fetch SecurityGroupInfos: [{string.Join(' ', unknown)}]");
    }

    /// <summary>As EC2 tells now.</summary>
    /// <exception cref="AwsCallException">EC2 refused.</exception>
    public Task<IReadOnlyList<SecurityGroup>> FindAsync(List<Filter> filters, CancellationToken cancellationToken) =>
        DescribeAsync(new DescribeSecurityGroupsRequest { Filters = filters }, cancellationToken);

    /// <summary>The next one who asks for the group gets what EC2 tells then.</summary>
    public void Forget(string id) => _known.Remove(id);

    private async Task<IReadOnlyList<SecurityGroup>> DescribeAsync(DescribeSecurityGroupsRequest request, CancellationToken cancellationToken)
    {
        var groups = (await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeSecurityGroups", ec2.DescribeSecurityGroupsAsync(request, cancellationToken))).SecurityGroups ?? [];
        foreach (var group in groups)
        {
            _known.Set(group.GroupId, group, s_lifetime);
        }

        return groups;
    }
}
