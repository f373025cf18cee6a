using System.Runtime.CompilerServices;
using System.Text;

namespace EksIngress.Model.Tests;

/// <summary>Compares with recorded files. With EKSINGRESS_RECORD=1 in the environment it records instead.</summary>
internal static class Golden
{
    private static readonly bool Record = Environment.GetEnvironmentVariable("EKSINGRESS_RECORD") == "1";

    private static readonly string Project = Path.GetDirectoryName(SourceFile())!;

    public static string Folder(string name) => Path.Combine(Project, "testassets", name);

    public static string Repository => Path.GetFullPath(Path.Combine(Project, "..", ".."));

    public static void Equal(string path, ReadOnlyMemory<byte> content)
    {
        if (Record)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content.Span);
        }

        Assert.True(File.Exists(path), $"{path} is not recorded.");
        Assert.Equal(File.ReadAllText(path), Encoding.UTF8.GetString(content.Span));
    }

    /// <summary>The whole folder: no file more, none less, each equal.</summary>
    public static void Equal(string folder, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        foreach (var (name, content) in files)
        {
            Equal(Path.Combine(folder, name), content);
        }

        var recorded = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path));
        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), recorded.Order(StringComparer.Ordinal));
    }

    private static string SourceFile([CallerFilePath] string path = "") => path;
}
