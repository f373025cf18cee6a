namespace EksIngress.Emulator.Aws;

/// <summary>Collects the condition keys of an <see cref="AccessRequest"/>.</summary>
internal sealed class ConditionKeys
{
    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> None { get; } = new Dictionary<string, IReadOnlyList<string>>();

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Values => _values;

    public ConditionKeys Add(string key, string? value)
    {
        if (value is not null)
        {
            _values[key] = [value];
        }

        return this;
    }

    /// <summary>Adds <c>aws:RequestTag/KEY</c> for each tag sent, and <c>aws:TagKeys</c>.</summary>
    public ConditionKeys AddRequestTags(IEnumerable<KeyValuePair<string, string>> tags)
    {
        var keys = new List<string>();
        foreach (var (key, value) in tags)
        {
            _values[$"aws:RequestTag/{key}"] = [value];
            keys.Add(key);
        }

        return AddTagKeys(keys);
    }

    /// <summary>Adds <c>aws:TagKeys</c> when the request names any.</summary>
    public ConditionKeys AddTagKeys(IReadOnlyList<string> keys)
    {
        if (keys.Count > 0)
        {
            _values["aws:TagKeys"] = keys;
        }

        return this;
    }

    /// <summary>Adds <c>aws:ResourceTag/KEY</c>, and the service's own form of it, for each tag that the resource has.</summary>
    /// <param name="service">For example <c>ec2</c>, for <c>ec2:ResourceTag/KEY</c>; null when the service has no such key.</param>
    public ConditionKeys AddResourceTags(IEnumerable<KeyValuePair<string, string>> tags, string? service = null)
    {
        foreach (var (key, value) in tags)
        {
            _values[$"aws:ResourceTag/{key}"] = [value];
            if (service is not null)
            {
                _values[$"{service}:ResourceTag/{key}"] = [value];
            }
        }

        return this;
    }
}
