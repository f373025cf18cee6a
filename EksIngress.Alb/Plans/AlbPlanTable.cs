using System.Globalization;
using System.Text;
using EksIngress.Alb.Explain;

namespace EksIngress.Alb.Plans;

/// <summary>A plan as text for people: groups, listeners, rules in the order of evaluation, target groups, targets; and what is not built.</summary>
public static class AlbPlanTable
{
    /// <summary>The same text for the same plan; ends with a newline.</summary>
    public static string Write(AlbPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var text = new StringBuilder();
        foreach (var group in plan.Groups)
        {
            WriteGroup(text, group);
        }

        WriteList(text, "Nothing is built for", [.. plan.Unclaimed.Select(ingress => $"Ingress {ingress.Ingress}: {ingress.Reason}")]);
        WriteList(text, "Assumed", plan.Assumed);
        WriteList(text, "Note", plan.Notes);
        return text.ToString();
    }

    private static void WriteGroup(StringBuilder text, PlannedGroup group)
    {
        text.Append(CultureInfo.InvariantCulture, $"Group {group.Id}");
        text.Append(group.Members.Count == 0 ? "\n" : $": Ingress {string.Join(", ", group.Members)}\n");
        if (group.InactiveMembers.Count != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Leaving: Ingress {string.Join(", ", group.InactiveMembers)}\n");
        }

        if (group.Error is { } error)
        {
            text.Append(CultureInfo.InvariantCulture, $"Failed build model due to {error}\n");
        }
        else if (group.Missing is { } missing)
        {
            text.Append(CultureInfo.InvariantCulture, $"Not built: {missing}\n");
        }
        else if (group.Model is { } model)
        {
            LoadBalancerTable.Write(text, model);
            if (group.Stack is { } stack)
            {
                AttachmentTable.Write(text, stack);
            }
        }
        else
        {
            text.Append("It has no members: everything that was made for it is removed.\n");
        }

        text.Append('\n');
    }

    private static void WriteList(StringBuilder text, string title, IReadOnlyList<string> items)
    {
        foreach (var item in items)
        {
            text.Append(CultureInfo.InvariantCulture, $"{title}: {item}\n");
        }
    }
}
