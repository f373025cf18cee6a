using System.Text.RegularExpressions;

namespace EksIngress.Model.Environments;

/// <summary>Collects the faults of a specification, so that a user sees all of them at once.</summary>
internal sealed class Faults
{
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    /// <summary>Adds a fault: what was found at a member, and what is wanted there.</summary>
    public void Add(string member, string? found, string wanted) =>
        _all.Add(found is null ? $"{member}: {wanted}" : $"{member} is '{found}': {wanted}");

    public void Matches(Regex pattern, string member, string value, string wanted)
    {
        if (!pattern.IsMatch(value))
        {
            Add(member, value, wanted);
        }
    }

    public void InRange(int lowest, int highest, string member, int value)
    {
        if (value < lowest || value > highest)
        {
            Add(member, value.ToString(System.Globalization.CultureInfo.InvariantCulture), $"it must be from {lowest} to {highest}");
        }
    }

    public void Unique<T>(string collection, IEnumerable<T> items, Func<T, string> key, string what)
    {
        foreach (var repeated in items.GroupBy(key, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            Add(collection, null, $"{what} '{repeated.Key}' is there {repeated.Count()} times; give each its own");
        }
    }
}
