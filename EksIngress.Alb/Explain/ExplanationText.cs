using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EksIngress.Alb.Explain;

/// <summary>An explanation for people, and for programs.</summary>
public static class ExplanationText
{
    private const string Indent = "  ";

    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The same text for the same explanation; ends with a newline.</summary>
    public static string Write(Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var text = new StringBuilder();
        Line(text, "Request", explanation.Request);
        Line(text, "Balancer", explanation.LoadBalancer);
        Line(text, "Listener", explanation.Listener?["Listener ".Length..]);
        Line(text, "Certificate", explanation.Certificate);
        Line(text, "Refused", explanation.Refusal);
        if (explanation.Chosen is { } chosen)
        {
            WriteRules(text, explanation);
            Line(text, "Chosen", chosen);
        }

        foreach (var transform in explanation.Transforms)
        {
            Line(text, "Transform", $"{transform.Type}: {transform.Before} {(transform.After is null ? "fails" : transform.After == transform.Before ? "stays" : $"becomes {transform.After}")}");
        }

        foreach (var action in explanation.Actions)
        {
            Line(text, "Action", $"{action.Type}: {action.Effect}");
            foreach (var group in action.TargetGroups)
            {
                WriteGroup(text, group, action.TargetGroups.Count > 1);
            }
        }

        Line(text, "Try", explanation.Try);
        return text.ToString();
    }

    /// <summary>The properties of <see cref="Explanation"/> in camel case; what is null is left out. Ends with a newline.</summary>
    public static string WriteJson(Explanation explanation) => JsonSerializer.Serialize(explanation, JsonOptions) + "\n";

    private static void WriteRules(StringBuilder text, Explanation explanation)
    {
        foreach (var rule in explanation.Rules)
        {
            foreach (var (index, condition) in (rule.Matches ? rule.Conditions : rule.Conditions.TakeLast(1)).Index())
            {
                var title = index == 0
                    ? string.Create(CultureInfo.InvariantCulture, $"{Indent}{rule.Priority,5}  {(rule.Matches ? "yes" : "no"),-3}")
                    : new string(' ', Indent.Length + 10);
                text.Append(title).Append(Indent).Append(condition.Field).Append(' ').AppendJoin(", ", condition.Values)
                    .Append(": the request has ").Append(condition.Request).Append('\n');
            }
        }

        if (explanation.Rules.Count == 0 && explanation.RulesNotConsidered == 0)
        {
            text.Append(Indent).Append("The listener has no rules.\n");
        }

        if (explanation.RulesNotConsidered != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Indent}{explanation.RulesNotConsidered} more {(explanation.RulesNotConsidered == 1 ? "rule is" : "rules are")} not looked at.\n");
        }
    }

    private static void WriteGroup(StringBuilder text, ExplainedTargetGroup group, bool isWeighted)
    {
        text.Append(Indent).Append("Target group ").Append(group.Name);
        if (isWeighted)
        {
            text.Append(CultureInfo.InvariantCulture, $", weight {group.Weight} of {group.TotalWeight}");
        }

        text.Append(": ").Append(group.Effect).Append('\n');
        if (group.Targets is { Count: > 0 } targets)
        {
            LoadBalancerTable.WriteRows(
                text, Indent + Indent, targets.Select(target => new[] { target.Target, target.State ?? "", string.Join(Indent, new[] { target.Reason, target.Object }.OfType<string>()) }));
        }
    }

    private static void Line(StringBuilder text, string title, string? value)
    {
        if (value is not null)
        {
            text.Append(title.PadRight(11)).Append(Indent).Append(value).Append('\n');
        }
    }
}
