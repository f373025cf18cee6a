#nullable enable
using System.Collections;
using System.Globalization;

namespace EksIngress.StandIns.Aws;

/// <summary>Writes members as the query protocol's flat names: <c>Tags.member.1.Key</c>, <c>Matcher.HttpCode</c>.</summary>
internal static class QueryWriter
{
    internal static void Write(IDictionary<string, string> parameters, object structure, string prefix = "")
    {
        foreach (var member in Shape.Of(structure.GetType()).Members)
        {
            if (member.FindValue(structure) is { } value)
            {
                WriteValue(parameters, prefix + member.QueryName, value);
            }
        }
    }

    private static void WriteValue(IDictionary<string, string> parameters, string name, object value)
    {
        if (Values.IsScalar(value))
        {
            parameters.Add(name, Values.Format(value));
        }
        else if (value is IDictionary map)
        {
            WriteMap(parameters, name, map);
        }
        else if (value is IList list)
        {
            WriteList(parameters, name, list);
        }
        else
        {
            Write(parameters, value, name + ".");
        }
    }

    // Params.entry.1.key=k&Params.entry.1.value=v
    private static void WriteMap(IDictionary<string, string> parameters, string name, IDictionary map)
    {
        var index = 0;
        foreach (DictionaryEntry entry in map)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"{name}.entry.{++index}");
            WriteValue(parameters, $"{prefix}.key", entry.Key);
            if (entry.Value is { } value)
            {
                WriteValue(parameters, $"{prefix}.value", value);
            }
        }
    }

    private static void WriteList(IDictionary<string, string> parameters, string name, IList list)
    {
        if (list.Count == 0)
        {
            // An empty list differs from none: it clears.
            parameters.Add(name, "");
        }

        for (var index = 0; index < list.Count; index++)
        {
            if (list[index] is { } item)
            {
                WriteValue(parameters, string.Create(CultureInfo.InvariantCulture, $"{name}.member.{index + 1}"), item);
            }
        }
    }
}
