namespace EksIngress.EndToEnd.Tests;

internal static class Repository
{
    /// <summary>Folder that holds the solution.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EksIngress.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No EksIngress.sln above {AppContext.BaseDirectory}.");
    }
}
