using System.Collections;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>The filters of one Describe operation. A filter matches when any of its values does; all filters must match.</summary>
/// <typeparam name="T">What is filtered; resources have the tag filters beside the listed ones.</typeparam>
internal sealed class Ec2Filters<T> : IEnumerable<string>
{
    private const int MaxValues = 200;

    private readonly Dictionary<string, Func<Ec2Scope, T, IEnumerable<string?>>> _known = new(StringComparer.Ordinal);

    public void Add(string name, Func<T, string?> value) => _known.Add(name, (_, item) => [value(item)]);

    public void Add(string name, Func<T, bool> value) => _known.Add(name, (_, item) => [value(item) ? "true" : "false"]);

    public void Add(string name, Func<Ec2Scope, T, string?> value) => _known.Add(name, (scope, item) => [value(scope, item)]);

    /// <summary>A filter on something that an item may have several of.</summary>
    public void Add(string name, Func<Ec2Scope, T, IEnumerable<string?>> values) => _known.Add(name, values);

    /// <exception cref="AwsException"><c>InvalidParameterValue</c>: no such filter, or one without values.</exception>
    public Func<Ec2Scope, T, bool> Read(AwsParameters parameters)
    {
        var filters = new List<(Func<Ec2Scope, T, IEnumerable<string?>> Observed, IReadOnlyList<string> Wanted)>();
        foreach (var filter in parameters.Structures("Filter"))
        {
            var name = filter.Required("Name");
            var wanted = filter.Strings("Value");
            if (wanted.Count == 0)
            {
                throw Ec2Errors.InvalidValue($"The filter '{name}' must have at least one value");
            }

            if (wanted.Count > MaxValues)
            {
                throw new AwsException("FilterLimitExceeded", $"The maximum number of {MaxValues} filter values specified on a single call has been exceeded.");
            }

            filters.Add((Find(name) ?? throw Ec2Errors.InvalidValue($"The filter '{name}' is invalid"), wanted));
        }

        return (scope, item) => filters.TrueForAll(filter => filter.Observed(scope, item)
            .Any(observed => observed is not null && filter.Wanted.Any(wanted => Ec2FilterPattern.Matches(wanted, observed))));
    }

    public IEnumerator<string> GetEnumerator() => _known.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Func<Ec2Scope, T, IEnumerable<string?>>? Find(string name)
    {
        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }

        if (!typeof(T).IsAssignableTo(typeof(Ec2Resource)))
        {
            return null;
        }

        return name switch
        {
            "tag-key" => (_, item) => ((Ec2Resource)(object)item!).Tags.Keys,
            "tag-value" => (_, item) => ((Ec2Resource)(object)item!).Tags.Values,
            ['t', 'a', 'g', ':', .. { Length: > 0 } key] => (_, item) => [((Ec2Resource)(object)item!).Tags.GetValueOrDefault(key)],
            _ => null,
        };
    }
}
