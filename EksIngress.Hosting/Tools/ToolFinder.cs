using System.Reflection;
using System.Text.Json;

namespace EksIngress.Hosting.Tools;

/// <summary>
/// Finds the programs that an environment needs. First that applies: a project that the AppHost refers to; the program that the
/// setting <c>EksIngress:Tool</c> names; the tool manifest beside or above the AppHost; a tool that is installed for the user.
/// </summary>
internal static class ToolFinder
{
    /// <summary>The command of the installed tool, and the name of its package.</summary>
    public const string ToolName = "eksingress";

    /// <summary>Setting that names the program itself.</summary>
    public const string Setting = "EksIngress:Tool";

    private static readonly string[] Manifests = [Path.Combine(".config", "dotnet-tools.json"), "dotnet-tools.json"];

    /// <exception cref="DistributedApplicationException">There is none; the message says how to get it.</exception>
    public static Tool Find(IDistributedApplicationBuilder application, ToolPart part) =>
        FindProject(application.AppHostAssembly, part.ProjectName) is { } metadata
            ? new Tool.Project(metadata)
            : FindProgram(application.Configuration, application.AppHostDirectory) is { } program
                ? program with { Arguments = [.. program.Arguments, .. part.Arguments] }
                : throw new DistributedApplicationException(
                    $"{part.ProjectName} is needed, and is neither a project that the AppHost refers to nor installed. Install it in the AppHost's folder with "
                    + $"'dotnet new tool-manifest' and 'dotnet tool install {ToolName}', or, where its sources are at hand, add "
                    + $"<ProjectReference Include=\"../{part.ProjectName}/{part.ProjectName}.csproj\" /> to the AppHost's project file.");

    /// <summary>The installed tool; null when there is none.</summary>
    /// <param name="configuration">The AppHost's configuration, its environment variables included.</param>
    /// <param name="directory">Folder of the AppHost.</param>
    /// <exception cref="DistributedApplicationException">The setting names a file that does not exist.</exception>
    public static Tool.Command? FindProgram(IConfiguration configuration, string directory)
    {
        if (configuration[Setting] is { Length: > 0 } configured)
        {
            var path = Path.GetFullPath(configured, directory);
            return File.Exists(path)
                ? new Tool.Command(path, [])
                : throw new DistributedApplicationException($"{Setting} is '{configured}', and there is no file {path}. Name the program '{ToolName}', or take the setting out.");
        }

        if (IsInManifest(directory))
        {
            return new Tool.Command("dotnet", ["tool", "run", ToolName, "--"]);
        }

        var file = OperatingSystem.IsWindows() ? ToolName + ".exe" : ToolName;
        var home = configuration["DOTNET_CLI_HOME"] is { Length: > 0 } given ? given : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return (configuration["PATH"] ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(Path.Combine(home, ".dotnet", "tools"))
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists) is { } found
            ? new Tool.Command(found, [])
            : null;
    }

    private static Type? FindProject(Assembly? assembly, string projectName) =>
        assembly?.GetTypes().FirstOrDefault(type =>
            type is { IsClass: true, IsAbstract: false }
            && typeof(IProjectMetadata).IsAssignableFrom(type)
            && type.GetConstructor(Type.EmptyTypes) is not null
            && Activator.CreateInstance(type) is IProjectMetadata metadata
            && Path.GetFileNameWithoutExtension(metadata.ProjectPath) == projectName);

    // As the .NET CLI looks for it: upwards, through all manifests until one says that it is the root.
    private static bool IsInManifest(string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            foreach (var path in Manifests.Select(name => Path.Combine(folder.FullName, name)).Where(File.Exists))
            {
                var (isRoot, hasTool) = ReadManifest(path);
                if (hasTool || isRoot)
                {
                    return hasTool;
                }
            }
        }

        return false;
    }

    private static (bool IsRoot, bool HasTool) ReadManifest(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            return (
                root.TryGetProperty("isRoot", out var isRoot) && isRoot.ValueKind == JsonValueKind.True,
                root.TryGetProperty("tools", out var tools) && tools.ValueKind == JsonValueKind.Object && tools.TryGetProperty(ToolName, out _));
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new DistributedApplicationException($"The tool manifest {path} cannot be read: {exception.Message}", exception);
        }
    }
}
