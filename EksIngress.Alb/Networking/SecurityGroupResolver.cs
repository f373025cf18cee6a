namespace EksIngress.Alb.Networking;

/// <summary>Turns ids and Name tags into security group ids.</summary>
/// <param name="aws">Where security groups are found.</param>
public sealed class SecurityGroupResolver(IAwsLookup aws)
{
    /// <summary>Ids first, then names, each as AWS lists them; a name stands for every group that has it.</summary>
    /// <param name="namesOrIds">What starts with <c>sg-</c> is an id.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="AlbModelException">Some were not found, or AWS was not to be asked; all faults in one message.</exception>
    public async ValueTask<IReadOnlyList<string>> ResolveAsync(IReadOnlyList<string> namesOrIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(namesOrIds);
        var ids = namesOrIds.Where(IsId).ToList();
        var names = namesOrIds.Where(name => !IsId(name)).Distinct(StringComparer.Ordinal).ToList();
        var resolved = new List<string>();
        var faults = new List<string>();
        await CollectAsync(ids, FindByIdsAsync);
        await CollectAsync(names, FindByNamesAsync);
        return faults.Count == 0
            ? resolved
            : throw new AlbModelException($"couldn't find all security groups: {string.Join(", ", faults)}");

        async ValueTask CollectAsync(
            List<string> wanted, Func<IReadOnlyList<string>, CancellationToken, ValueTask<IReadOnlyList<SecurityGroupFact>>> find)
        {
            if (wanted.Count == 0)
            {
                return;
            }

            try
            {
                resolved.AddRange((await find(wanted, cancellationToken)).Select(group => group.Id));
            }
            catch (AlbModelException exception)
            {
                faults.Add(exception.Message);
            }
        }
    }

    private static bool IsId(string nameOrId) => nameOrId.StartsWith("sg-", StringComparison.Ordinal);

    private async ValueTask<IReadOnlyList<SecurityGroupFact>> FindByIdsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var groups = await aws.FindSecurityGroupsByIdsAsync(ids, cancellationToken);
        return groups.Count == ids.Count
            ? groups
            : throw new AlbModelException($"requested ids [{string.Join(", ", ids)}] but found [{string.Join(", ", groups.Select(group => group.Id))}]");
    }

    private async ValueTask<IReadOnlyList<SecurityGroupFact>> FindByNamesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var groups = await aws.FindSecurityGroupsByNamesAsync(names, cancellationToken);
        var found = groups.Select(group => group.Name).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return found.Count == names.Count
            ? groups
            : throw new AlbModelException($"requested names [{string.Join(", ", names)}] but found [{string.Join(", ", found)}]");
    }
}
