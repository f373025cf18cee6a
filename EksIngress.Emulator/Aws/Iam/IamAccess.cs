namespace EksIngress.Emulator.Aws.Iam;

/// <summary>What IAM's own operations ask of the policies, and how a role is changed in the snapshot.</summary>
internal static class IamAccess
{
    public static AccessRequest ToRole(IamState state, string accountId, AwsCall call, string action, Action<ConditionKeys>? add = null)
    {
        var name = IamInput.RoleName(call.Parameters);
        var role = state.Roles.GetValueOrDefault(name);
        var keys = new ConditionKeys().AddResourceTags(role?.Tags ?? IamTags.None, "iam").Add("iam:PermissionsBoundary", role?.PermissionsBoundary);
        add?.Invoke(keys);
        return new AccessRequest(action, role?.Arn ?? $"arn:aws:iam::{accountId}:role/{name}", keys.Values);
    }

    public static AccessRequest ToPolicy(IamState state, AwsCall call, string action, Action<ConditionKeys>? add = null)
    {
        var arn = IamInput.PolicyArn(call.Parameters);
        var keys = new ConditionKeys().AddResourceTags(state.Policies.GetValueOrDefault(arn)?.Tags ?? IamTags.None, "iam");
        add?.Invoke(keys);
        return new AccessRequest(action, arn, keys.Values);
    }

    /// <summary>The member <c>PermissionsBoundary</c>; null when it was not sent.</summary>
    /// <exception cref="AwsException"><c>NoSuchEntity</c>: there is no such policy.</exception>
    public static string? FindBoundary(IamState state, AwsCall call)
    {
        var arn = call.Parameters.Find("PermissionsBoundary");
        return arn is null || state.Policies.ContainsKey(arn)
            ? arn
            : throw IamErrors.NoSuchEntity($"Scope ARN: {arn} does not exist or is not attachable.");
    }

    /// <exception cref="AwsException"><c>NoSuchEntity</c>, or <c>UnmodifiableEntity</c> for a service-linked role.</exception>
    public static IamState ChangeRole(IamState state, string name, Func<IamState, IamRole, IamRole> change)
    {
        var role = state.Roles.GetValueOrDefault(name) ?? throw IamErrors.NoSuchRole(name);
        return role.Path.StartsWith("/aws-service-role/", StringComparison.Ordinal)
            ? throw new AwsException("UnmodifiableEntity", $"Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS")
            : state with { Roles = state.Roles.SetItem(name, change(state, role)) };
    }
}
