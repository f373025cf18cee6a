using System.Text.Json.Nodes;

namespace EksIngress.Alb.Lint;

/// <summary>A report for code hosts and editors.</summary>
/// <remarks>Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html</remarks>
public static class LintReportSarif
{
    /// <summary>SARIF 2.1.0 with one run: the rules that found something, and a result for each finding. Ends with a line feed.</summary>
    /// <param name="report">The results are written in its order.</param>
    public static string Write(LintReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var found = report.Findings.Select(finding => finding.Code).ToHashSet(StringComparer.Ordinal);
        var rules = AlbLinter.Rules.Where(rule => found.Contains(rule.Code)).ToList();
        var root = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject { ["name"] = "EksIngress alb lint", ["rules"] = new JsonArray([.. rules.Select(Rule)]) },
                },
                ["results"] = new JsonArray([.. report.Findings.Select(finding => Result(finding, rules.FindIndex(rule => rule.Code == finding.Code)))]),
            }),
        };
        return root.ToJsonString(LintReportJson.Options) + "\n";
    }

    private static JsonObject Rule(LintRuleInfo rule) => new()
    {
        ["id"] = rule.Code,
        ["shortDescription"] = new JsonObject { ["text"] = rule.Title },
        ["helpUri"] = rule.Source,
        ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.Severity) },
    };

    private static JsonObject Result(LintFinding finding, int rule)
    {
        var location = new JsonObject
        {
            ["logicalLocations"] = new JsonArray(new JsonObject
            {
                ["fullyQualifiedName"] = $"{finding.Kind} {LintReportText.Name(finding)}",
                ["name"] = finding.Field.Length == 0 ? "/" : finding.Field,
            }),
        };
        if (finding.File is { } file)
        {
            var place = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = Uri.EscapeDataString(file.Replace('\\', '/')).Replace("%2F", "/", StringComparison.Ordinal) } };
            if (finding.Line is { } line)
            {
                place["region"] = new JsonObject { ["startLine"] = line };
            }

            location["physicalLocation"] = place;
        }

        return new JsonObject
        {
            ["ruleId"] = finding.Code,
            ["ruleIndex"] = rule,
            ["level"] = Level(finding.Severity),
            ["message"] = new JsonObject { ["text"] = $"{finding.Message}. Fix: {finding.Fix}" },
            ["locations"] = new JsonArray(location),
        };
    }

    private static string Level(LintSeverity severity) => severity switch
    {
        LintSeverity.Error => "error",
        LintSeverity.Warning => "warning",
        _ => "note",
    };
}
