using EksIngress.Alb.GoValues;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Flags;

/// <summary>The controller's command line, read as its flag library reads it.</summary>
/// <remarks>Source: https://pkg.go.dev/github.com/spf13/pflag</remarks>
internal sealed class FlagValues
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, string>> _pairs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ThrottleRule>> _throttles = new(StringComparer.Ordinal);
    private readonly List<string> _gates = [];

    private FlagValues() => Gates = FeatureGates.Parse();

    public FeatureGates Gates { get; private set; }

    /// <summary>Rules of <c>--aws-api-throttle</c> by service; a flag that is given again replaces those of the services that it names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ThrottleRule>> Throttles => _throttles;

    /// <summary>Flags that were given, in ordinal order.</summary>
    public IEnumerable<string> Given => _texts.Keys.Order(StringComparer.Ordinal);

    /// <summary><c>--name=value</c>, <c>--name value</c>, and <c>--name</c> alone for switches. Of plain values the last one wins.</summary>
    /// <exception cref="AlbModelException">A flag is unknown, malformed or lacks its value.</exception>
    public static FlagValues Parse(IReadOnlyList<string> arguments)
    {
        var values = new FlagValues();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (!argument.StartsWith("--", StringComparison.Ordinal) || argument.Length == 2)
            {
                throw new AlbModelException($"'{argument}' is no controller flag; write --name=value");
            }

            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument[2..] : argument[2..equals];
            if (name.Length == 0 || name[0] == '-')
            {
                throw new AlbModelException($"bad flag syntax: {argument}");
            }

            var kind = FlagTable.Find(name) ?? throw new AlbModelException($"unknown flag: --{name}");
            var value = equals >= 0 ? argument[(equals + 1)..]
                : kind == FlagKind.Switch ? "true"
                : i + 1 < arguments.Count ? arguments[++i]
                : throw new AlbModelException($"flag needs an argument: --{name}");
            values.Set(name, kind, value);
        }

        return values;
    }

    public string? FindText(string name) => _texts.GetValueOrDefault(name);

    /// <summary>Null also for an empty value.</summary>
    public string? FindNonEmpty(string name) => _texts.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    public bool Switch(string name, bool initial) => FindText(name) is { } text ? GoNumber.ParseBool(text) : initial;

    public int Integer(string name, int initial) => FindText(name) is { } text ? (int)ParseInteger(text) : initial;

    public TimeSpan Duration(string name, TimeSpan initial) => FindText(name) is { } text ? GoDuration.Parse(text) : initial;

    public IReadOnlyList<string> List(string name) => _lists.TryGetValue(name, out var list) ? list : [];

    public IReadOnlyDictionary<string, string> Pairs(string name) => _pairs.TryGetValue(name, out var pairs) ? pairs : NoStrings.Map;

    private void Set(string name, FlagKind kind, string value)
    {
        try
        {
            switch (kind)
            {
                case FlagKind.Switch:
                    _ = GoNumber.ParseBool(value);
                    break;
                case FlagKind.Integer:
                    _ = ParseInteger(value);
                    break;
                case FlagKind.Duration:
                    _ = GoDuration.Parse(value);
                    break;
                case FlagKind.List:
                    Add(name, value.Length == 0 ? [] : CsvFields.Read(value));
                    break;
                case FlagKind.Pairs:
                    Add(name, ReadPairs(value));
                    break;
                case FlagKind.Gates:
                    Gates = FeatureGates.Parse([.. _gates, value]);
                    _gates.Add(value);
                    break;
                case FlagKind.Throttle:
                    foreach (var (service, rules) in ThrottleText.Read(value))
                    {
                        _throttles[service] = rules;
                    }

                    break;
                case FlagKind.Text:
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
            }
        }
        catch (AlbModelException exception)
        {
            throw exception.Within($"invalid argument {GoQuote.Quote(value)} for {GoQuote.Quote($"--{name}")} flag");
        }

        _texts[name] = value;
    }

    private void Add(string name, IReadOnlyList<string> items)
    {
        if (!_lists.TryGetValue(name, out var list))
        {
            _lists[name] = list = [];
        }

        list.AddRange(items);
    }

    private void Add(string name, List<KeyValuePair<string, string>> pairs)
    {
        if (!_pairs.TryGetValue(name, out var map))
        {
            _pairs[name] = map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        }

        foreach (var (key, value) in pairs)
        {
            map[key] = value;
        }
    }

    private static List<KeyValuePair<string, string>> ReadPairs(string value)
    {
        var parts = value.Count(character => character == '=') switch
        {
            0 => throw new AlbModelException($"{value} must be formatted as key=value"),
            1 => [value.Trim('"')],
            _ => CsvFields.Read(value),
        };
        return [.. parts.Select(part => part.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0
            ? KeyValuePair.Create(part[..equals], part[(equals + 1)..])
            : throw new AlbModelException($"{part} must be formatted as key=value"))];
    }

    private static long ParseInteger(string text) => GoNumber.ParseInt(text, 64) is var number and >= int.MinValue and <= int.MaxValue
        ? number
        : throw new AlbModelException($"strconv.ParseInt: parsing {GoQuote.Quote(text)}: value out of range");
}
