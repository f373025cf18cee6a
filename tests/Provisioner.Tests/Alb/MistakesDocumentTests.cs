using EksIngress.Alb.Lint;
using EksIngress.Alb.Plans;
using EksIngress.Provisioner.Alb.Manifests;

namespace EksIngress.Provisioner.Tests.Alb;

/// <summary>docs/mistakes.md lists what the linter knows, and its examples are what the linter says they are.</summary>
public sealed class MistakesDocumentTests
{
    private static readonly IReadOnlyList<MistakesDocument.Entry> Entries = MistakesDocument.Read();

    public static TheoryData<string> Codes => [.. Entries.Select(entry => entry.Code)];

    [Fact]
    public void Document_ListsEveryRule_WithItsTitleSeverityAndSource() => Assert.Equal(
        AlbLinter.Rules.Select(rule => $"{rule.Code} {rule.Title} ({rule.Severity}) {rule.Source}").Order(StringComparer.Ordinal),
        Entries.Select(entry => $"{entry.Code} {entry.Title} ({entry.Severity}) {entry.Source}").Order(StringComparer.Ordinal));

    [Fact]
    public void Document_EveryEntry_SaysWhatToChange() => Assert.All(Entries, entry => Assert.True(entry.HasFix, entry.Code));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Example_GivesItsCode_AtTheMarkedLine_AndNothingElse(string code)
    {
        var entry = Entries.Single(candidate => candidate.Code == code);

        var report = AlbLinter.Lint(
            YamlReader.Read("example.yaml", entry.Yaml),
            entry.Facts is null ? null : AwsFactsDocument.Read(entry.Facts),
            ControllerFlags.Parse(entry.Flags));

        Assert.NotEmpty(entry.MarkedLines);
        Assert.Equal(
            entry.MarkedLines.Select(line => $"example.yaml:{line} {code}"),
            report.Findings.OrderBy(finding => finding.Line).Select(finding => $"{finding.File}:{finding.Line} {finding.Code}"));
        Assert.All(report.Findings, finding => Assert.False(string.IsNullOrWhiteSpace(finding.Fix)));
    }
}
