using System.Text.Json.Nodes;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using EksIngress.Model.Kubernetes;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Kubernetes;

namespace EksIngress.Provisioner.TrustChain;

/// <summary>The links that both ways to a role have: the service account, the role, and whom it trusts.</summary>
internal static class RoleLinks
{
    public static async Task<(ChainLink Link, JsonObject? Account)> FindServiceAccountAsync(ClusterApi api, ChainSubject subject, CancellationToken cancellationToken)
    {
        const string Name = "service account";
        var account = await api.FindAsync(new ObjectId("v1", "ServiceAccount", subject.Namespace, subject.ServiceAccount), cancellationToken);
        return account is not null
            ? (ChainLink.Holds(Name, $"{subject.Namespace}/{subject.ServiceAccount}"), account)
            : (ChainLink.Broken(
                Name,
                $"{subject.Namespace}/{subject.ServiceAccount}",
                "there is none of that name",
                $"kubectl create serviceaccount {subject.ServiceAccount} --namespace {subject.Namespace} --dry-run=client -o yaml | kubectl apply -f -"), null);
    }

    /// <returns>Null when there is none of that ARN.</returns>
    public static async Task<(ChainLink Link, Role? Role)> FindRoleAsync(
        IAmazonIdentityManagementService iam, string arn, Func<string?, Task<string>> fix, CancellationToken cancellationToken)
    {
        const string Name = "role";
        var role = await FindByNameAsync(iam, arn[(arn.LastIndexOf('/') + 1)..], cancellationToken);
        return role?.Arn == arn
            ? (ChainLink.Holds(Name, arn), role)
            : (ChainLink.Broken(Name, arn, role is null ? "there is no such role" : $"the role of that name is {role.Arn}", await fix(role?.Arn)), null);
    }

    /// <param name="role">As IAM answers it.</param>
    /// <param name="question">Who asks for it.</param>
    /// <param name="subject">For whom, as the link is to name it.</param>
    /// <param name="wanted">A trust policy that would do.</param>
    public static ChainLink CheckTrust(Role role, TrustQuestion question, string subject, string wanted)
    {
        const string Name = "trust policy";
        var document = Uri.UnescapeDataString(role.AssumeRolePolicyDocument ?? "");
        foreach (var action in question.Actions)
        {
            if (TrustPolicyCheck.FindFault(document, action, question) is { } fault)
            {
                return ChainLink.Broken(
                    Name,
                    $"{action} for {subject}",
                    fault,
                    $"aws iam update-assume-role-policy --role-name {role.RoleName} --policy-document '{wanted}'");
            }
        }

        return ChainLink.Holds(Name, $"{role.RoleName} trusts {subject}");
    }

    public static Task<List<Role>> ListAsync(IAmazonIdentityManagementService iam, CancellationToken cancellationToken) =>
        Paging.AllAsync<Role>(async marker =>
        {
            var response = await iam.ListRolesAsync(new ListRolesRequest { Marker = marker }, cancellationToken);
            return (response.Roles, response.IsTruncated == true ? response.Marker : null);
        });

    private static async Task<Role?> FindByNameAsync(IAmazonIdentityManagementService iam, string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await iam.GetRoleAsync(new GetRoleRequest { RoleName = name }, cancellationToken)).Role;
        }
        catch (AmazonServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            return null;
        }
    }
}
