namespace EksIngress.Emulator.Kubernetes;

/// <summary>Lets a user act as another one (<c>kubectl --as</c>), if a role allows that.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/</remarks>
internal static class Impersonation
{
    private const string UserHeader = "Impersonate-User";
    private const string GroupHeader = "Impersonate-Group";
    private const string UidHeader = "Impersonate-Uid";
    private const string ExtraPrefix = "Impersonate-Extra-";
    private const string AuthenticationGroup = "authentication.k8s.io";

    /// <returns>The user that the headers name; <paramref name="user"/> when they name none.</returns>
    /// <exception cref="StatusException">403: the user may not. 500, as Kubernetes has it: the headers name no user.</exception>
    public static KubernetesUser Apply(KubernetesUser user, IHeaderDictionary headers, RbacAuthorizer authorizer)
    {
        var groups = headers[GroupHeader].OfType<string>().Where(group => group.Length > 0).ToList();
        var uid = headers[UidHeader].ToString();
        var extra = headers
            .Where(header => header.Key.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(
                header => Uri.UnescapeDataString(header.Key[ExtraPrefix.Length..].ToLowerInvariant()),
                IReadOnlyList<string> (header) => [.. header.Value.OfType<string>()],
                StringComparer.Ordinal);
        var name = headers[UserHeader].ToString();
        if (name.Length == 0)
        {
            return groups.Count == 0 && uid.Length == 0 && extra.Count == 0
                ? user
                : throw new StatusException(500, "InternalError", "Internal error occurred: groups, a uid or extra values are to be impersonated without a user");
        }

        NamespacedName? account = name.Split(':') is ["system", "serviceaccount", { Length: > 0 } inNamespace, { Length: > 0 } accountName]
            ? new NamespacedName(inNamespace, accountName)
            : null;
        Require(account is { } one ? new("impersonate", "", "serviceaccounts", one.Namespace, one.Name, "") : new("impersonate", "", "users", "", name, ""));
        foreach (var group in groups)
        {
            Require(new("impersonate", "", "groups", "", group, ""));
        }

        if (uid.Length > 0)
        {
            Require(new("impersonate", AuthenticationGroup, "uids", "", uid, ""));
        }

        foreach (var (key, values) in extra)
        {
            foreach (var value in values)
            {
                Require(new("impersonate", AuthenticationGroup, $"userextras/{key}", "", value, ""));
            }
        }

        if (account is { Namespace: var of } && groups.Count == 0)
        {
            groups = ["system:serviceaccounts", $"system:serviceaccounts:{of}"];
        }

        var status = name == KubernetesUser.Anonymous.Name ? "system:unauthenticated" : "system:authenticated";
        return new(name, uid, [.. groups.Append(status).Distinct()], []) { Extra = extra };

        void Require(AccessAttributes access)
        {
            if (!authorizer.IsAllowed(user, access))
            {
                var subject = access.Group.Length == 0 ? access.Resource : $"{access.Resource}.{access.Group}";
                throw new StatusException(403, "Forbidden", $"{subject} \"{access.Name}\" is forbidden: {RbacAuthorizer.Describe(user, access)}");
            }
        }
    }
}
