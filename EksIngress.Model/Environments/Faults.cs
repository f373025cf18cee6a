using System.Globalization;
using System.Text.RegularExpressions;

namespace EksIngress.Model.Environments;

/// <summary>
/// Collects the faults of a specification, so that a user sees all of them at once. A text that refers to a parameter has no shape
/// yet; it is looked at when the parameters have their values.
/// </summary>
internal sealed class Faults
{
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    /// <summary>True if a member has a value that its enumeration does not know: such a specification cannot be written.</summary>
    public bool HasUndefined { get; private set; }

    /// <summary>Adds a fault: what was found at a member, and what is wanted there.</summary>
    public void Add(string member, string? found, string wanted) =>
        _all.Add(found is null ? $"{member}: {wanted}" : $"{member} is '{found}': {wanted}");

    public bool Matches(Regex pattern, string member, string value, string wanted)
    {
        if (Placeholders.IsIn(value) || pattern.IsMatch(value))
        {
            return true;
        }

        Add(member, value, wanted);
        return false;
    }

    public void InRange(int lowest, int highest, string member, int? value)
    {
        if (value < lowest || value > highest)
        {
            Add(member, value.Value.ToString(CultureInfo.InvariantCulture), $"it must be from {lowest} to {highest}");
        }
    }

    public void AtMost(int length, string member, string? value, string what)
    {
        if (value is not null && !Placeholders.IsIn(value) && value.Length > length)
        {
            Add(member, value, $"{what} has {length} characters at most");
        }
    }

    public void Defined<T>(string member, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            HasUndefined = true;
            Add(member, value.ToString(), $"it must be {string.Join(" or ", Enum.GetNames<T>())}");
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
