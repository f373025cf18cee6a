using System.Globalization;
using System.Text;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Explain;

/// <summary>A load balancer as text: listeners, under each its rules in the order of evaluation, then target groups and their targets.</summary>
internal static class LoadBalancerTable
{
    private const string Indent = "  ";

    public static void Write(StringBuilder text, LoadBalancerModel model)
    {
        text.Append(CultureInfo.InvariantCulture, $"Load balancer {model.Name} ({model.Scheme})\n");
        foreach (var listener in model.Listeners.OrderBy(listener => listener.Port))
        {
            WriteListener(text, model, listener);
        }

        foreach (var group in model.TargetGroups.Values.OrderBy(group => group.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Indent}Target group {group}\n");
            WriteTargets(text, group, Indent + Indent);
        }
    }

    /// <summary>One line for each target, or one that says why there is none.</summary>
    public static void WriteTargets(StringBuilder text, TargetGroupModel group, string indent)
    {
        if (group.Targets is not { } targets)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}targets are not known: {group.TargetsUnknown}\n");
            return;
        }

        if (targets.Count == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}no targets\n");
            return;
        }

        WriteRows(text, indent, targets.Select(target => new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"{target.Id}:{target.Port}"),
            target.State ?? "",
            string.Join("  ", new[] { target.Reason, target.Object }.OfType<string>()),
        }));
    }

    /// <summary>Columns under each other, two spaces between them, nothing after the last one.</summary>
    public static void WriteRows(StringBuilder text, string indent, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = rows.ToList();
        var used = Enumerable.Range(0, table[0].Count).Where(column => table.Exists(row => row[column].Length != 0)).ToList();
        var widths = used.ToDictionary(column => column, column => table.Max(row => row[column].Length));
        foreach (var row in table)
        {
            text.Append(indent).AppendJoin(Indent, used.Select(column => row[column].PadRight(widths[column])));
            while (text[^1] == ' ')
            {
                text.Length--;
            }

            text.Append('\n');
        }
    }

    private static void WriteListener(StringBuilder text, LoadBalancerModel model, ListenerSpec listener)
    {
        text.Append(CultureInfo.InvariantCulture, $"{Indent}{Title(listener)}\n");
        foreach (var (index, arn) in listener.Certificates.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"{Indent}{Indent}certificate {ActionText.Key(arn)}{(index == 0 ? " (default)" : "")}\n");
        }

        var rows = new List<string[]> { new[] { "PRIORITY", "CONDITIONS", "ACTIONS" } };
        foreach (var rule in model.Rules.Where(rule => rule.ListenerPort == listener.Port).OrderBy(rule => rule.Priority))
        {
            AddRule(rows, model, rule.Priority.ToString(CultureInfo.InvariantCulture), [.. rule.Conditions.Select(ActionText.Describe)], rule.Actions);
        }

        AddRule(rows, model, "default", [], listener.DefaultActions);
        WriteRows(text, Indent + Indent, rows);
    }

    /// <summary><c>Listener HTTPS:443, ELBSecurityPolicy-2016-08</c></summary>
    public static string Title(ListenerSpec listener) =>
        string.Create(CultureInfo.InvariantCulture, $"Listener {listener.Protocol}:{listener.Port}{(listener.SslPolicy is null ? "" : $", {listener.SslPolicy}")}");

    private static void AddRule(
        List<string[]> rows, LoadBalancerModel model, string priority, IReadOnlyList<string> conditions, IReadOnlyList<ListenerAction> actions)
    {
        var lines = actions.SelectMany(action => ActionText.Describe(action, model.NameOf)).ToList();
        for (var i = 0; i < Math.Max(conditions.Count, lines.Count); i++)
        {
            rows.Add([i == 0 ? priority : "", conditions.ElementAtOrDefault(i) ?? "", lines.ElementAtOrDefault(i) ?? ""]);
        }
    }
}
