using System.Text.RegularExpressions;

namespace EksIngress.Alb.Endpoints;

/// <summary>
/// Labels of a security group's rule, which EC2 does not have: they stand in its description, for example
/// <c>elbv2.k8s.aws/targetGroupBinding=shared</c>. By them the controller knows the rules that it may revoke.
/// </summary>
public static partial class SecurityGroupRuleLabels
{
    /// <summary>Label with the description itself, which every rule has.</summary>
    public const string RawDescription = "raw/description";

    /// <summary>Labels of a description: the <c>key=value</c> pairs in it, and the whole of it.</summary>
    public static IReadOnlyDictionary<string, string> Read(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal) { [RawDescription] = description };
        foreach (Match pair in Pair().Matches(description))
        {
            labels[pair.Groups[1].Value] = pair.Groups[2].Value;
        }

        return labels;
    }

    /// <summary>Description for labels: <c>a=1,b=2</c> in the order of keys, or the one of <see cref="RawDescription"/> if that is among them.</summary>
    public static string Write(IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return labels.TryGetValue(RawDescription, out var description)
            ? description
            : string.Join(',', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));
    }

    [GeneratedRegex(@"([^\t\n\f\r ,=]+)=([^\t\n\f\r ,=]+)(?:,|\z)")]
    private static partial Regex Pair();
}
