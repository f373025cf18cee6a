using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Removal;

namespace EksIngress.Provisioner.Identity;

/// <summary>Finds the environment's customer managed policies, and takes them apart: older versions first.</summary>
internal sealed class OwnedPolicies(EnvironmentContext context)
{
    private readonly IAmazonIdentityManagementService _iam = context.Aws.Iam;

    /// <summary>Policies whose names begin as the environment's do, sorted; only their tags say that they are ours.</summary>
    public async Task<IReadOnlyList<ManagedPolicy>> ListCandidatesAsync(CancellationToken cancellationToken)
    {
        var prefix = ResourceNames.IamPrefix(context.Spec);
        var policies = await Paging.AllAsync<ManagedPolicy>(async marker =>
        {
            var page = await _iam.ListPoliciesAsync(new ListPoliciesRequest { Scope = PolicyScopeType.Local, Marker = marker }, cancellationToken);
            return (page.Policies, page.Marker);
        });
        return
        [
            .. policies
                .Where(policy => policy.PolicyName.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(policy => policy.PolicyName, StringComparer.Ordinal),
        ];
    }

    /// <summary>What a policy is made of, in the order in which it goes, itself last; nothing when it is gone, or someone else's.</summary>
    public async Task<IReadOnlyList<RemovablePart>> FindPartsAsync(ManagedPolicy listed, CancellationToken cancellationToken)
    {
        try
        {
            // A list of policies carries no tags.
            var policy = await _iam.GetPolicyAsync(new GetPolicyRequest { PolicyArn = listed.Arn }, cancellationToken);
            if (!context.Tags.Owns(policy.Policy.Tags))
            {
                return [];
            }

            var versions = await _iam.ListPolicyVersionsAsync(new ListPolicyVersionsRequest { PolicyArn = listed.Arn }, cancellationToken);
            return
            [
                .. (versions.Versions ?? []).Where(version => version.IsDefaultVersion is not true).Select(old => new RemovablePart(
                    $"version {old.VersionId} of policy {listed.PolicyName}",
                    token => _iam.DeletePolicyVersionAsync(new DeletePolicyVersionRequest { PolicyArn = listed.Arn, VersionId = old.VersionId }, token))),
                new RemovablePart($"policy {listed.PolicyName}", token => _iam.DeletePolicyAsync(new DeletePolicyRequest { PolicyArn = listed.Arn }, token))
                {
                    FindUserAsync = token => FindUserAsync(listed.Arn, token),
                },
            ];
        }
        catch (AmazonIdentityManagementServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            return [];
        }
    }

    // Our own roles let go of it before. Whoever else uses it must do so himself.
    private async Task<string?> FindUserAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            var users = await _iam.ListEntitiesForPolicyAsync(new ListEntitiesForPolicyRequest { PolicyArn = arn }, cancellationToken);
            return users.PolicyRoles?.FirstOrDefault() is { } role ? $"role {role.RoleName}, which does not belong to this environment; detach it there"
                : users.PolicyUsers?.FirstOrDefault() is { } user ? $"user {user.UserName}; detach it there"
                : users.PolicyGroups?.FirstOrDefault() is { } group ? $"group {group.GroupName}; detach it there"
                : null;
        }
        catch (AmazonIdentityManagementServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            return null;
        }
    }
}
