namespace EksIngress.Hosting.Tests;

/// <summary>What an AppHost's build generates for each project that it refers to.</summary>
internal abstract class TestProject(string path) : IProjectMetadata
{
    public string ProjectPath => Path.Combine(AppContext.BaseDirectory, path);

    public bool SuppressBuild => true;

    public LaunchSettings LaunchSettings { get; } = new()
    {
        Profiles = new()
        {
            ["http"] = new()
            {
                CommandName = "Project",
                ApplicationUrl = "http://localhost:5300",
                EnvironmentVariables = new() { ["AWS_PROFILE"] = "from-the-launch-profile" },
            },
        },
    };
}

internal sealed class ServiceAProject() : TestProject("ServiceA/ServiceA.csproj");

internal sealed class ServiceBProject() : TestProject("ServiceB/ServiceB.csproj");

internal sealed class EmulatorProject() : TestProject("EksIngress.Emulator/EksIngress.Emulator.csproj");

internal sealed class ProvisionerProject() : TestProject("Provisioner/Provisioner.csproj");
