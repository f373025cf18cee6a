using System.Text.RegularExpressions;

namespace EksIngress.Provisioner.Tests.Alb;

/// <summary>docs/mistakes.md, taken apart.</summary>
internal static partial class MistakesDocument
{
    public static string Path { get; } = System.IO.Path.Combine(Root(), "docs", "mistakes.md");

    public static IReadOnlyList<Entry> Read() => [.. Section().Split(File.ReadAllText(Path)).Skip(1).Chunk(3).Select(part => new Entry(
        part[0],
        part[1],
        Severity().Match(part[2]).Groups["name"].Value,
        Block("yaml", part[2]) ?? "",
        Block("json", part[2]),
        Flags().Match(part[2]) is { Success: true } flags ? flags.Groups["flags"].Value.Split(' ') : [],
        Source().Match(part[2]).Groups["url"].Value,
        Fix().IsMatch(part[2])))];

    private static string? Block(string language, string text)
    {
        var start = text.IndexOf($"```{language}\n", StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start += language.Length + 4;
        return text[start..text.IndexOf("\n```", start, StringComparison.Ordinal)];
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "EksIngress.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no EksIngress.sln above the tests");
        }

        return folder;
    }

    [GeneratedRegex(@"^### (ALB\d{3}) (.+)\n", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\*\*(?<name>\w+)\.\*\* \S", RegexOptions.Multiline)]
    private static partial Regex Severity();

    [GeneratedRegex(@"^# controller: (?<flags>.+)$", RegexOptions.Multiline)]
    private static partial Regex Flags();

    [GeneratedRegex(@"^Source: <(?<url>.+)>$", RegexOptions.Multiline)]
    private static partial Regex Source();

    [GeneratedRegex(@"^Fix: \S", RegexOptions.Multiline)]
    private static partial Regex Fix();

    /// <param name="Facts">A facts document; null without one.</param>
    /// <param name="Flags">Flags of the controller.</param>
    internal sealed record Entry(
        string Code, string Title, string Severity, string Yaml, string? Facts, IReadOnlyList<string> Flags, string Source, bool HasFix)
    {
        /// <summary>Lines of the example, from 1, that carry an arrow to this code.</summary>
        public IReadOnlyList<int> MarkedLines => [.. Yaml.Split('\n')
            .Select((line, index) => (line, number: index + 1))
            .Where(pair => pair.line.EndsWith($"# <- {Code}", StringComparison.Ordinal))
            .Select(pair => pair.number)];
    }
}
