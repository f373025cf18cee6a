using System.Collections.Immutable;
using System.Globalization;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>The attributes of a load balancer, listener or target group: what was set, over the defaults of its table.</summary>
internal sealed class AttributeSet
{
    private readonly AttributeTable _table;
    private readonly ImmutableSortedDictionary<string, string> _values;

    private AttributeSet(AttributeTable table, ImmutableSortedDictionary<string, string> values)
    {
        _table = table;
        _values = values;
    }

    /// <summary>Name of the table, to find it again.</summary>
    public string TableName => _table.Name;

    /// <summary>Every attribute with its value, in ordinal order.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => _values;

    public static AttributeSet Defaults(AttributeTable table) =>
        new(table, table.Defaults.ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>As it was written, without a look at the values: they were good when they were set.</summary>
    public static AttributeSet Restore(AttributeTable table, IEnumerable<KeyValuePair<string, string>> values) =>
        new(table, Defaults(table)._values.SetItems(values));

    /// <exception cref="AwsException">
    /// <c>ValidationError</c>: unknown key or bad value; <c>InvalidConfigurationRequest</c>: a key of another type of load balancer, or
    /// values that exclude each other.
    /// </exception>
    public AttributeSet With(IEnumerable<KeyValuePair<string, string>> changes)
    {
        var values = _values;
        foreach (var (key, value) in changes)
        {
            _table.Validate(key, value);
            values = values.SetItem(key, value);
        }

        var changed = new AttributeSet(_table, values);
        _table.ValidateTogether(changed);
        return changed;
    }

    /// <summary>As attributes of another table: values of keys that it has as well stay.</summary>
    public AttributeSet As(AttributeTable table)
    {
        var defaults = Defaults(table);
        return new AttributeSet(table, defaults._values.SetItems(_values.Where(pair => defaults._values.ContainsKey(pair.Key))));
    }

    public string Get(string key) => _values[key];

    /// <summary>Null when what it belongs to has no such attribute.</summary>
    public string? Find(string key) => _values.GetValueOrDefault(key);

    public bool IsTrue(string key) => _values[key] == "true";

    public TimeSpan Seconds(string key) => TimeSpan.FromSeconds(int.Parse(_values[key], CultureInfo.InvariantCulture));
}
