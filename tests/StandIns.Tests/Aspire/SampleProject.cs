using Aspire.Hosting;

namespace StandIns.Tests.Aspire;

/// <summary>A project that exists only as metadata.</summary>
internal sealed class SampleProject(string directory, string name, params (string Name, LaunchProfile Profile)[] profiles) : IProjectMetadata
{
    public string ProjectPath { get; } = Path.Combine(directory, name, name + ".csproj");

    public LaunchSettings? LaunchSettings { get; } =
        profiles.Length == 0 ? null : new() { Profiles = profiles.ToDictionary(profile => profile.Name, profile => profile.Profile) };

    public bool SuppressBuild => true;
}
