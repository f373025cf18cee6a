using System.Globalization;
using System.Text;

namespace EksIngress.Alb.Lint;

/// <summary>A report for people.</summary>
public static class LintReportText
{
    /// <summary>
    /// For each finding <c>FILE:LINE: severity CODE namespace/name: message</c> and, indented, what breaks with it, the fix and the source; then the
    /// sum, and what was not checked. Lines end with a line feed.
    /// </summary>
    /// <param name="report">The findings are written in its order.</param>
    public static string Write(LintReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        foreach (var finding in report.Findings)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Place(finding)}{Word(finding.Severity)} {finding.Code} {Name(finding)}: {OneLine(finding.Message)}\n");
            if (finding.Breaks.Count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"    stops too: {string.Join(", ", finding.Breaks)}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"    fix: {OneLine(finding.Fix)}\n    source: {finding.Source}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{Count(report, LintSeverity.Error)}, {Count(report, LintSeverity.Warning)}, {Count(report, LintSeverity.Info)}\n");
        foreach (var line in report.NotChecked)
        {
            text.Append(CultureInfo.InvariantCulture, $"{line}\n");
        }

        return text.ToString();
    }

    internal static string Word(LintSeverity severity) => severity switch
    {
        LintSeverity.Error => "error",
        LintSeverity.Warning => "warning",
        _ => "info",
    };

    internal static string Name(LintFinding finding) => finding.Namespace.Length == 0 ? finding.Name : $"{finding.Namespace}/{finding.Name}";

    private static string Place(LintFinding finding) => finding switch
    {
        { File: { } file, Line: { } line } => $"{file}:{line}: ",
        { File: { } file } => $"{file}: ",
        _ => $"{finding.Kind} ",
    };

    private static string Count(LintReport report, LintSeverity severity)
    {
        var count = report.Findings.Count(finding => finding.Severity == severity);
        return string.Create(CultureInfo.InvariantCulture, $"{count} {Word(severity)}{(count == 1 ? "" : "s")}");
    }

    // Values of manifests may span lines, or hold what moves a terminal's cursor.
    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
