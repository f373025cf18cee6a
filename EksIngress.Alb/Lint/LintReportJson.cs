using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Alb.Lint;

/// <summary>A report for programs.</summary>
public static class LintReportJson
{
    internal static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// <c>{"findings":[{"code","severity","kind","namespace","name","field","message","fix","source","breaks","file","line"}],"notChecked":[]}</c>;
    /// file and line are left out when they are unknown. Ends with a line feed.
    /// </summary>
    /// <param name="report">The findings are written in its order.</param>
    public static string Write(LintReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var root = new JsonObject
        {
            ["findings"] = new JsonArray([.. report.Findings.Select(Finding)]),
            ["notChecked"] = Strings(report.NotChecked),
        };
        return root.ToJsonString(Options) + "\n";
    }

    private static JsonObject Finding(LintFinding finding)
    {
        var json = new JsonObject
        {
            ["code"] = finding.Code,
            ["severity"] = LintReportText.Word(finding.Severity),
            ["kind"] = finding.Kind,
            ["namespace"] = finding.Namespace,
            ["name"] = finding.Name,
            ["field"] = finding.Field,
            ["message"] = finding.Message,
            ["fix"] = finding.Fix,
            ["source"] = finding.Source,
            ["breaks"] = Strings(finding.Breaks),
        };
        if (finding.File is { } file)
        {
            json["file"] = file;
        }

        if (finding.Line is { } line)
        {
            json["line"] = line;
        }

        return json;
    }

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode?)value)]);
}
