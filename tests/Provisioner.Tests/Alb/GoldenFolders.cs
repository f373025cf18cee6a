using System.Globalization;
using System.Runtime.CompilerServices;

namespace EksIngress.Provisioner.Tests.Alb;

/// <summary>
/// A folder per case: <c>command.txt</c> (the arguments, one a line; the last line is <c>exit N</c>), its input files, and
/// <c>output.txt</c> and <c>error.txt</c> (left out when empty). A case without either is written and fails: look at it, and commit it.
/// </summary>
internal static class GoldenFolders
{
    public static IEnumerable<string> Names(string set) =>
        Directory.GetDirectories(Root(set)).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    public static async Task CheckAsync(string set, string name)
    {
        var folder = Path.Combine(Root(set), name);
        var lines = (await File.ReadAllLinesAsync(Path.Combine(folder, "command.txt"), TestContext.Current.CancellationToken)).Where(line => line.Length != 0).ToList();
        using var run = new ProvisionerRun();
        var input = Path.Combine(folder, "stdin.yaml");
        run.StandardInput = File.Exists(input) ? await File.ReadAllTextAsync(input, TestContext.Current.CancellationToken) : null;
        var arguments = lines[..^1].Select(line => Path.Exists(Path.Combine(folder, line)) ? Path.Combine(folder, line) : line);

        var exit = await run.RunAsync([.. arguments]);

        var output = run.Output.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        var error = run.Error.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        var (outputFile, errorFile) = (Path.Combine(folder, "output.txt"), Path.Combine(folder, "error.txt"));
        if (!File.Exists(outputFile) && !File.Exists(errorFile))
        {
            await WriteAsync(outputFile, output);
            await WriteAsync(errorFile, error);
            Assert.Fail($"{set}/{name} had nothing to compare with. It was written: look at it, and commit it.");
        }

        Assert.Equal(await ReadAsync(outputFile), output);
        Assert.Equal(await ReadAsync(errorFile), error);
        Assert.Equal(lines[^1], string.Create(CultureInfo.InvariantCulture, $"exit {exit}"));
    }

    private static async Task WriteAsync(string path, string text)
    {
        if (text.Length != 0)
        {
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> ReadAsync(string path) =>
        File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";

    private static string Root(string set, [CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "testassets", "alb", set));
}
