using System.Text.Json;

namespace Aspire.Hosting.Launching;

/// <summary>Finds the launch profile that a project is started with.</summary>
internal static class LaunchProfiles
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static string PathOf(IProjectMetadata metadata) =>
        Path.Combine(Path.GetDirectoryName(metadata.ProjectPath) ?? "", "Properties", "launchSettings.json");

    /// <returns>Null when the project is started without one.</returns>
    public static (string Name, LaunchProfile Profile)? Find(ProjectResource project)
    {
        if (project.HasAnnotationOfType<ExcludeLaunchProfileAnnotation>() || Read(project.GetProjectMetadata()) is not { } settings)
        {
            return null;
        }

        if (project.TryGetLastAnnotation<LaunchProfileAnnotation>(out var named))
        {
            return settings.Profiles.TryGetValue(named.LaunchProfileName, out var profile) ? (named.LaunchProfileName, profile) : null;
        }

        if (project.TryGetLastAnnotation<DefaultLaunchProfileAnnotation>(out var preferred)
            && settings.Profiles.TryGetValue(preferred.LaunchProfileName, out var same))
        {
            return (preferred.LaunchProfileName, same);
        }

        var first = settings.Profiles.FirstOrDefault(pair => pair.Value.CommandName is null or "" or "Project" or "Executable");
        return first.Value is null ? null : (first.Key, first.Value);
    }

    public static LaunchSettings? Read(IProjectMetadata metadata)
    {
        if (metadata.LaunchSettings is { } given)
        {
            return given;
        }

        var path = PathOf(metadata);
        return File.Exists(path) ? Read(path) : null;
    }

    /// <exception cref="DistributedApplicationException">The file is no launch settings file.</exception>
    public static LaunchSettings? Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<LaunchSettings>(stream, s_options);
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException($"'{path}' is no valid launch settings file: {exception.Message}", exception);
        }
    }

    /// <summary>Arguments of the profile come first; a <c>--</c> then keeps <c>dotnet run</c> from taking any for itself.</summary>
    public static void AddArguments(CommandLineArgsCallbackContext context, LaunchProfile profile)
    {
        if (profile.CommandLineArgs is not { Length: > 0 } line)
        {
            return;
        }

        context.Args.Add("--");
        foreach (var argument in CommandLine.Split(line))
        {
            context.Args.Add(argument);
        }
    }
}
