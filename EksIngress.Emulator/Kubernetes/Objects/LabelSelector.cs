using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>A set of requirements on labels: from a query string, or from a <c>selector</c> in an object.</summary>
internal sealed partial class LabelSelector
{
    private readonly List<Requirement> _requirements = [];

    public static LabelSelector Everything { get; } = new();

    public bool IsEmpty => _requirements.Count == 0;

    /// <summary>Parses what <c>?labelSelector=</c> carries, for example <c>app=a,tier in (x,y),!legacy</c>.</summary>
    /// <exception cref="StatusException">400: not a selector.</exception>
    public static LabelSelector Parse(string? text)
    {
        var selector = new LabelSelector();
        foreach (var part in Split(text ?? ""))
        {
            var set = SetPattern().Match(part);
            if (set.Success)
            {
                var values = set.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries);
                selector._requirements.Add(new(set.Groups["key"].Value, set.Groups["op"].Value == "in" ? Operator.In : Operator.NotIn, values));
                continue;
            }

            var equality = EqualityPattern().Match(part);
            if (equality.Success)
            {
                selector._requirements.Add(new(
                    equality.Groups["key"].Value, equality.Groups["op"].Value == "!=" ? Operator.NotIn : Operator.In, [equality.Groups["value"].Value]));
                continue;
            }

            var key = part.TrimStart('!').Trim();
            if (!ObjectNames.IsQualifiedName(key))
            {
                throw StatusException.BadRequest($"unable to parse requirement: <nil>: Invalid value: \"{part}\": {ObjectNames.QualifiedNameMessage}");
            }

            selector._requirements.Add(new(key, part.StartsWith('!') ? Operator.DoesNotExist : Operator.Exists, []));
        }

        return selector;
    }

    /// <summary>A <c>LabelSelector</c> object. Null selects nothing; an empty one everything.</summary>
    public static LabelSelector? FromObject(JsonNode? node)
    {
        if (node is not JsonObject map)
        {
            return null;
        }

        var selector = FromMap(map["matchLabels"]);
        foreach (var expression in map.Items("matchExpressions"))
        {
            selector._requirements.Add(new(
                expression.Text("key") ?? "",
                Enum.TryParse<Operator>(expression.Text("operator"), out var found) ? found : Operator.In,
                [.. expression.Texts("values")]));
        }

        return selector;
    }

    /// <summary>A plain map, as <c>spec.selector</c> of a Service.</summary>
    public static LabelSelector FromMap(JsonNode? map)
    {
        var selector = new LabelSelector();
        selector._requirements.AddRange(map.Pairs().Select(pair => new Requirement(pair.Key, Operator.In, [pair.Value])));
        return selector;
    }

    public bool Matches(JsonNode? labels) => _requirements.All(requirement =>
    {
        var value = labels.Text(requirement.Key);
        return requirement.Operator switch
        {
            Operator.In => value is not null && requirement.Values.Contains(value),
            Operator.NotIn => value is null || !requirement.Values.Contains(value),
            Operator.Exists => value is not null,
            Operator.DoesNotExist => value is null,
            _ => false,
        };
    });

    public override string ToString() => string.Join(',', _requirements.Select(requirement => requirement.Operator switch
    {
        Operator.In when requirement.Values.Count == 1 => $"{requirement.Key}={requirement.Values[0]}",
        Operator.NotIn when requirement.Values.Count == 1 => $"{requirement.Key}!={requirement.Values[0]}",
        Operator.In => $"{requirement.Key} in ({string.Join(',', requirement.Values)})",
        Operator.NotIn => $"{requirement.Key} notin ({string.Join(',', requirement.Values)})",
        Operator.DoesNotExist => "!" + requirement.Key,
        _ => requirement.Key,
    }));

    // Commas separate requirements, but not inside the parentheses of a set.
    private static IEnumerable<string> Split(string text)
    {
        var depth = 0;
        var start = 0;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index == text.Length || (text[index] == ',' && depth == 0))
            {
                var part = text[start..index].Trim();
                start = index + 1;
                if (part.Length > 0)
                {
                    yield return part;
                }
            }
            else if (text[index] == '(')
            {
                depth++;
            }
            else if (text[index] == ')')
            {
                depth--;
            }
        }
    }

    [GeneratedRegex(@"^(?<key>[A-Za-z0-9./_-]+)\s+(?<op>in|notin)\s*\((?<values>[^()]*)\)\z", RegexOptions.NonBacktracking)]
    private static partial Regex SetPattern();

    [GeneratedRegex(@"^(?<key>[A-Za-z0-9./_-]+)\s*(?<op>==|=|!=)\s*(?<value>[A-Za-z0-9._-]*)\z", RegexOptions.NonBacktracking)]
    private static partial Regex EqualityPattern();

    private enum Operator
    {
        In,
        NotIn,
        Exists,
        DoesNotExist,
    }

    private sealed record Requirement(string Key, Operator Operator, IReadOnlyList<string> Values);
}
