namespace EksIngress.Emulator.Aws;

/// <summary>
/// The members of a request, by their wire names: <c>Find("Name")</c>, <c>Strings("Subnets.member")</c> for
/// <c>Subnets.member.1=…</c> (EC2: <c>Strings("SubnetId")</c> for <c>SubnetId.1=…</c>),
/// <c>Structures("Actions.member")</c> for <c>Actions.member.1.Type=…</c>.
/// </summary>
internal sealed class AwsParameters
{
    private readonly IReadOnlyDictionary<string, string> _values;

    // Where this structure stands in the request; empty for the request itself.
    private readonly string _prefix;

    public AwsParameters(IReadOnlyDictionary<string, string> values)
        : this(values, "")
    {
    }

    private AwsParameters(IReadOnlyDictionary<string, string> values, string prefix)
    {
        _values = values;
        _prefix = prefix;
    }

    /// <summary>Wire names of all members that were sent, for example <c>Filter.1.Name</c>.</summary>
    public IEnumerable<string> Names => _values.Keys.Where(key => key.StartsWith(_prefix, StringComparison.Ordinal)).Select(key => key[_prefix.Length..]);

    public string? Find(string name) => _values.GetValueOrDefault(_prefix + name);

    /// <exception cref="AwsException"><c>ValidationError</c>: the member is missing or empty.</exception>
    public string Get(string name) =>
        Find(name) is { Length: > 0 } value
            ? value
            : throw new AwsException("ValidationError", $"1 validation error detected: Value null at '{Camel(name)}' failed to satisfy constraint: Member must not be null");

    /// <exception cref="AwsException"><c>ValidationError</c>: the member is there and is not a number.</exception>
    public int? FindInt32(string name) =>
        Find(name) is not { } text
            ? null
            : int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new AwsException("ValidationError", $"Invalid value '{text}' for {name}");

    /// <exception cref="AwsException"><c>ValidationError</c>: the member is there and is neither true nor false.</exception>
    public bool? FindBoolean(string name) =>
        Find(name) is not { } text
            ? null
            : bool.TryParse(text, out var value) ? value : throw new AwsException("ValidationError", $"Invalid value '{text}' for {name}");

    /// <summary>True if the name itself or any member below it was sent.</summary>
    public bool Has(string name) => _values.ContainsKey(_prefix + name) || HasBelow($"{_prefix}{name}.");

    /// <summary>The values <c>PREFIX.1</c>, <c>PREFIX.2</c>, … in order; empty when none was sent.</summary>
    public IReadOnlyList<string> Strings(string prefix)
    {
        var strings = new List<string>();
        while (Find($"{prefix}.{strings.Count + 1}") is { } value)
        {
            strings.Add(value);
        }

        return strings;
    }

    /// <summary>The structures <c>PREFIX.1.*</c>, <c>PREFIX.2.*</c>, … in order; empty when none was sent.</summary>
    public IReadOnlyList<AwsParameters> Structures(string prefix)
    {
        var structures = new List<AwsParameters>();
        while (Structure($"{prefix}.{structures.Count + 1}") is { } structure)
        {
            structures.Add(structure);
        }

        return structures;
    }

    /// <summary>The members below <c>NAME.</c>; null when none was sent.</summary>
    public AwsParameters? Structure(string name)
    {
        var prefix = $"{_prefix}{name}.";
        return HasBelow(prefix) ? new AwsParameters(_values, prefix) : null;
    }

    private bool HasBelow(string prefix) => _values.Keys.Any(key => key.StartsWith(prefix, StringComparison.Ordinal));

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
