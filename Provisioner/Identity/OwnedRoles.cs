using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Removal;

namespace EksIngress.Provisioner.Identity;

/// <summary>Finds the environment's roles, and takes them apart. Candidates are found by name and description; only their tags say that they are ours.</summary>
internal sealed class OwnedRoles(EnvironmentContext context)
{
    private readonly IAmazonIdentityManagementService _iam = context.Aws.Iam;

    /// <summary>
    /// Names of roles that may be the environment's, sorted: by their own names, or, where the specification once gave another name, by the
    /// description that every role of an environment gets. A list of roles carries no tags.
    /// </summary>
    /// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html</remarks>
    public async Task<IReadOnlyList<string>> ListCandidatesAsync(CancellationToken cancellationToken)
    {
        var prefix = ResourceNames.IamPrefix(context.Spec);
        var named = context.Spec.Workloads.Select(workload => workload.IamRole?.Name).ToHashSet(StringComparer.Ordinal);
        var roles = await Paging.AllAsync<Role>(async marker =>
        {
            var page = await _iam.ListRolesAsync(new ListRolesRequest { Marker = marker }, cancellationToken);
            return (page.Roles, page.Marker);
        });
        return
        [
            .. roles
                .Where(role => role.RoleName.StartsWith(prefix, StringComparison.Ordinal) || named.Contains(role.RoleName)
                    || role.Description?.EndsWith(DescriptionEnd(context.Spec.Name), StringComparison.Ordinal) is true)
                .Select(role => role.RoleName)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>How the description of a workload's role ends.</summary>
    public static string DescriptionEnd(string environment) => $" of environment {environment}";

    /// <summary>What a role is made of, in the order in which it goes, itself last; nothing when it is gone, or someone else's.</summary>
    public async Task<IReadOnlyList<RemovablePart>> FindPartsAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            if (await FindAttachmentsAsync(name, cancellationToken) is not { } attached)
            {
                return [];
            }

            // None is ours, but one that someone wrote into our role would hold it.
            var inline = await _iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = name }, cancellationToken);
            return
            [
                .. attached.Select(arn => Attachment(name, arn)),
                .. (inline.PolicyNames ?? []).Select(written => new RemovablePart($"inline policy {written} of role {name}", token =>
                    _iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = name, PolicyName = written }, token))),
                new RemovablePart($"role {name}", token => _iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = name }, token)),
            ];
        }
        catch (AmazonIdentityManagementServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            return [];
        }
    }

    /// <summary>Attachments of policies that a role of ours shall not have (any more).</summary>
    public async Task<IReadOnlyList<RemovablePart>> FindOthersAsync(string name, IReadOnlyList<string> wantedArns, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await FindAttachmentsAsync(name, cancellationToken) ?? []).Except(wantedArns, StringComparer.Ordinal).Select(arn => Attachment(name, arn))];
        }
        catch (AmazonIdentityManagementServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            return [];
        }
    }

    // Null: the role is someone else's.
    private async Task<IReadOnlyList<string>?> FindAttachmentsAsync(string name, CancellationToken cancellationToken)
    {
        var role = await _iam.GetRoleAsync(new GetRoleRequest { RoleName = name }, cancellationToken);
        if (!context.Tags.Owns(role.Role.Tags))
        {
            return null;
        }

        var attached = await Paging.AllAsync<AttachedPolicyType>(async marker =>
        {
            var page = await _iam.ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = name, Marker = marker }, cancellationToken);
            return (page.AttachedPolicies, page.Marker);
        });
        return [.. attached.Select(policy => policy.PolicyArn)];
    }

    private RemovablePart Attachment(string role, string policyArn) => new($"attachment of {policyArn} to role {role}", token =>
        _iam.DetachRolePolicyAsync(new DetachRolePolicyRequest { RoleName = role, PolicyArn = policyArn }, token));
}
