using System.Text;
using System.Text.RegularExpressions;
using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.Kubernetes;

/// <summary>Which label keys and values Kubernetes takes, and what it says to the others.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set</remarks>
internal static partial class LabelRules
{
    private const int MaximumNameLength = 63;
    private const int MaximumPrefixLength = 253;
    private const string NamePattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string PrefixPattern = @"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

    private const string NameText =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
        $"(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '{NamePattern}')";

    /// <param name="valuesFault">What is wrong with the values as a whole; null when nothing is.</param>
    /// <exception cref="AlbModelException">Something is not valid.</exception>
    public static void Validate(string key, IReadOnlyList<string> values, string? valuesFault = null)
    {
        var faults = new FieldErrors();
        var keyFaults = KeyFaults(key).ToList();
        if (keyFaults.Count != 0)
        {
            faults.Invalid("key", key, string.Join("; ", keyFaults));
        }

        if (valuesFault is not null)
        {
            faults.InvalidJson("values", values.Count == 0 ? "null" : Json(values), valuesFault);
        }

        for (var i = 0; i < values.Count; i++)
        {
            var valueFaults = ValueFaults(values[i]).ToList();
            if (valueFaults.Count != 0)
            {
                faults.Invalid($"values[{i}][{key}]", values[i], string.Join("; ", valueFaults));
            }
        }

        faults.ThrowIfAny();
    }

    private static string Json(IReadOnlyList<string> values)
    {
        var writer = new GoJsonWriter();
        writer.WriteStartArray();
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
        return writer.ToString();
    }

    private static IEnumerable<string> KeyFaults(string key)
    {
        var parts = key.Split('/');
        if (parts.Length > 2)
        {
            yield return $"a valid label key {NameText} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            yield break;
        }

        if (parts is [var prefix, _])
        {
            foreach (var fault in PrefixFaults(prefix))
            {
                yield return $"prefix part {fault}";
            }
        }

        var name = parts[^1];
        if (name.Length == 0)
        {
            yield return "name part must be non-empty";
        }
        else if (Encoding.UTF8.GetByteCount(name) > MaximumNameLength)
        {
            yield return $"name part must be no more than {MaximumNameLength} bytes";
        }

        if (!Name().IsMatch(name))
        {
            yield return $"name part {NameText}";
        }
    }

    private static IEnumerable<string> PrefixFaults(string prefix)
    {
        if (prefix.Length == 0)
        {
            yield return "must be non-empty";
            yield break;
        }

        if (Encoding.UTF8.GetByteCount(prefix) > MaximumPrefixLength)
        {
            yield return $"must be no more than {MaximumPrefixLength} bytes";
        }

        if (!Prefix().IsMatch(prefix))
        {
            yield return
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an " +
                $"alphanumeric character (e.g. 'example.com', regex used for validation is '{PrefixPattern}')";
        }
    }

    private static IEnumerable<string> ValueFaults(string value)
    {
        if (Encoding.UTF8.GetByteCount(value) > MaximumNameLength)
        {
            yield return $"must be no more than {MaximumNameLength} bytes";
        }

        if (value.Length != 0 && !Name().IsMatch(value))
        {
            yield return
                "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an " +
                $"alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '({NamePattern})?')";
        }
    }

    [GeneratedRegex($@"\A(?:{NamePattern})\z")]
    private static partial Regex Name();

    [GeneratedRegex($@"\A(?:{PrefixPattern})\z")]
    private static partial Regex Prefix();
}
