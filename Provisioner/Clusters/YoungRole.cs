using Amazon.IdentityManagement.Model;
using EksIngress.Provisioner.Aws;

namespace EksIngress.Provisioner.Clusters;

/// <summary>
/// IAM spreads a new role within seconds, sometimes a minute; until then EKS says that it cannot assume it, with the same code
/// as for a role that is wrong. A role younger than this gets the benefit of the doubt.
/// </summary>
internal static class YoungRole
{
    private static readonly TimeSpan Youth = TimeSpan.FromMinutes(2);

    public static async Task<bool> IsYoungAsync(EnvironmentContext context, string roleName, CancellationToken cancellationToken)
    {
        var role = await context.Aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = roleName }, cancellationToken);
        return role.Role.CreateDate is { } created && context.Time.GetUtcNow() - created.ToUniversalTime() < Youth;
    }
}
