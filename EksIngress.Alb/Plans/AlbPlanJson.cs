using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EksIngress.Alb.Plans;

/// <summary>
/// A whole plan as one JSON document: <c>{"groups":[…],"unclaimed":[…],"assumed":[…],"notes":[…]}</c>. A group has <c>id</c>,
/// <c>members</c>, <c>inactiveMembers</c> when some are leaving it, and one of <c>stack</c> (as <see cref="PlannedGroup.StackJson"/>),
/// <c>error</c> and <c>missing</c>.
/// </summary>
public static class AlbPlanJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same bytes for the same plan; one line without a newline at its end.</summary>
    public static string Write(AlbPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("groups");
            foreach (var group in plan.Groups)
            {
                WriteGroup(json, group);
            }

            json.WriteEndArray();
            json.WriteStartArray("unclaimed");
            foreach (var ingress in plan.Unclaimed)
            {
                json.WriteStartObject();
                json.WriteString("ingress", ingress.Ingress);
                json.WriteString("reason", ingress.Reason);
                json.WriteBoolean("reported", ingress.IsReported);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteTexts(json, "assumed", plan.Assumed);
            WriteTexts(json, "notes", plan.Notes);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteGroup(Utf8JsonWriter json, PlannedGroup group)
    {
        json.WriteStartObject();
        json.WriteString("id", group.Id);
        WriteTexts(json, "members", group.Members);
        if (group.InactiveMembers.Count != 0)
        {
            WriteTexts(json, "inactiveMembers", group.InactiveMembers);
        }

        if (group.StackJson is { } stack)
        {
            json.WritePropertyName("stack");
            json.WriteRawValue(stack);
        }
        else if (group.Error is { } error)
        {
            json.WriteString("error", error);
        }
        else if (group.Missing is { } missing)
        {
            json.WriteStartObject("missing");
            json.WriteString("name", missing.Name);
            json.WriteString("remedy", missing.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
