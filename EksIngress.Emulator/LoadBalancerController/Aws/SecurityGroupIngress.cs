using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Alb;
using SecurityGroupRule = EksIngress.Alb.Endpoints.SecurityGroupRule;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>
/// Brings what a security group lets in in line: what is missing is let in before what is surplus is shut out, so that nobody is cut off in between.
/// Only where a group has no room for both it is the other way round.
/// </summary>
internal sealed class SecurityGroupIngress(IAmazonEC2 ec2, SecurityGroupCache groups)
{
    private const string NoRoom = "RulesPerSecurityGroupLimitExceeded";

    /// <param name="id">The group.</param>
    /// <param name="wanted">What it should let in; what somebody else lets in already is not let in twice.</param>
    /// <param name="description">Description of rules that are made, and of those that may go; null for a group whose rules are all the controller's.</param>
    /// <param name="authorizeOnly">True shuts nothing out.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="AwsCallException">EC2 refused, also when the group was read anew.</exception>
    /// <exception cref="AlbModelException">EC2 does not tell of the group.</exception>
    public async Task ReconcileAsync(
        string id, IReadOnlyList<SecurityGroupRule> wanted, string? description, bool authorizeOnly, CancellationToken cancellationToken)
    {
        try
        {
            await AlignAsync(await GetAsync(id, cancellationToken), wanted, description, authorizeOnly, revokeFirst: false, cancellationToken);
        }
        catch (AwsCallException exception) when (exception.Code is "InvalidPermission.Duplicate" or "InvalidPermission.NotFound" or NoRoom)
        {
            groups.Forget(id);
            await AlignAsync(await GetAsync(id, cancellationToken), wanted, description, authorizeOnly, exception.Code == NoRoom, cancellationToken);
        }
    }

    private async Task<SecurityGroup> GetAsync(string id, CancellationToken cancellationToken) => (await groups.GetAsync([id], cancellationToken))[0];

    private async Task AlignAsync(
        SecurityGroup group, IReadOnlyList<SecurityGroupRule> wanted, string? description, bool authorizeOnly, bool revokeFirst, CancellationToken cancellationToken)
    {
        var observed = new SortedDictionary<string, (IpPermission Permission, string Description)>(StringComparer.Ordinal);
        foreach (var (identity, text, permission) in (group.IpPermissions ?? []).SelectMany(SecurityGroupPermissions.Read))
        {
            observed[identity] = (permission, text);
        }

        var missing = new SortedDictionary<string, IpPermission>(StringComparer.Ordinal);
        foreach (var rule in wanted.Where(rule => !observed.ContainsKey(rule.Identity)))
        {
            missing[rule.Identity] = SecurityGroupPermissions.ToSdk(rule, description ?? "");
        }

        var identities = wanted.Select(rule => rule.Identity).ToHashSet(StringComparer.Ordinal);
        List<IpPermission> surplus =
        [
            .. observed.Where(pair => !authorizeOnly && !identities.Contains(pair.Key) && (description is null || SecurityGroupRule.IsOwn(pair.Value.Description)))
                .Select(pair => pair.Value.Permission),
        ];
        if (revokeFirst)
        {
            await RevokeAsync(group.GroupId, surplus, cancellationToken);
        }

        if (missing.Count > 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Ec2, "AuthorizeSecurityGroupIngress", ec2.AuthorizeSecurityGroupIngressAsync(
                new AuthorizeSecurityGroupIngressRequest { GroupId = group.GroupId, IpPermissions = [.. missing.Values] }, cancellationToken));
            groups.Forget(group.GroupId);
        }

        if (!revokeFirst)
        {
            await RevokeAsync(group.GroupId, surplus, cancellationToken);
        }
    }

    private async Task RevokeAsync(string id, List<IpPermission> surplus, CancellationToken cancellationToken)
    {
        if (surplus.Count > 0)
        {
            await AwsCalls.InvokeAsync(AwsCalls.Ec2, "RevokeSecurityGroupIngress", ec2.RevokeSecurityGroupIngressAsync(
                new RevokeSecurityGroupIngressRequest { GroupId = id, IpPermissions = surplus }, cancellationToken));
            groups.Forget(id);
        }
    }
}
