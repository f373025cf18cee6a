namespace EksIngress.Alb.Networking;

/// <summary>Turns ids and Name tags into security group ids: ids first, then names, as the controller lists them.</summary>
internal sealed class SecurityGroupResolver(IAwsLookup aws)
{
    /// <exception cref="AlbModelException">Some were not found.</exception>
    public async ValueTask<IReadOnlyList<string>> ResolveAsync(IReadOnlyList<string> namesOrIds, CancellationToken cancellationToken)
    {
        var ids = namesOrIds.Where(IsId).ToList();
        var names = namesOrIds.Where(name => !IsId(name)).Distinct(StringComparer.Ordinal).ToList();
        var resolved = new List<string>();
        var faults = new List<string>();
        if (ids.Count > 0)
        {
            var groups = await aws.FindSecurityGroupsByIdsAsync(ids, cancellationToken);
            resolved.AddRange(groups.Select(group => group.Id));
            if (groups.Count != ids.Count)
            {
                faults.Add($"requested ids [{string.Join(", ", ids)}] but found [{string.Join(", ", groups.Select(group => group.Id))}]");
            }
        }

        if (names.Count > 0)
        {
            var groups = await aws.FindSecurityGroupsByNamesAsync(names, cancellationToken);
            resolved.AddRange(groups.Select(group => group.Id));
            var found = groups.Select(group => group.Name).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            if (found.Count != names.Count)
            {
                faults.Add($"requested names [{string.Join(", ", names)}] but found [{string.Join(", ", found)}]");
            }
        }

        return faults.Count == 0
            ? resolved
            : throw new AlbModelException($"couldn't find all security groups: {string.Join(", ", faults)}");
    }

    private static bool IsId(string nameOrId) => nameOrId.StartsWith("sg-", StringComparison.Ordinal);
}
