using System.Reflection;

namespace EksIngress.Hosting.Local;

/// <summary>The projects that an environment needs to run on this machine, found among those that the AppHost refers to.</summary>
internal static class ToolProjects
{
    public const string Emulator = "EksIngress.Emulator";
    public const string Provisioner = "Provisioner";

    /// <summary>Adds the AppHost's project of that file name. It is a part of the environment, no workload in it.</summary>
    /// <exception cref="DistributedApplicationException">The AppHost refers to no such project.</exception>
    public static IResourceBuilder<ProjectResource> Add(
        IResourceBuilder<EksEnvironmentResource> environment, string projectName, string resourceName)
    {
        var application = environment.ApplicationBuilder;
        var metadata = Find(application.AppHostAssembly, projectName)
            ?? throw new DistributedApplicationException(
                $"EKS environment '{environment.Resource.Name}' runs on this machine with the project {projectName}, to which the AppHost does not refer. "
                + $"Add <ProjectReference Include=\"../{projectName}/{projectName}.csproj\" /> to the AppHost's project file.");

        // The overload that the application model itself is written with takes the generated type as an argument.
        var add = typeof(ProjectResourceBuilderExtensions).GetMethods()
            .Single(method => method is { Name: nameof(ProjectResourceBuilderExtensions.AddProject), IsGenericMethodDefinition: true }
                && method.GetParameters() is [_, _, { ParameterType: var last }] && last == typeof(Action<ProjectResourceOptions>))
            .MakeGenericMethod(metadata);
        Action<ProjectResourceOptions> configure = options =>
        {
            // Ports and settings come from the environment, not from what suits a developer who starts the tool alone.
            options.ExcludeLaunchProfile = true;
            options.ExcludeKestrelEndpoints = true;
        };
        var project = (IResourceBuilder<ProjectResource>)add.Invoke(
            null, BindingFlags.DoNotWrapExceptions, null, [application, resourceName, configure], null)!;
        return project.WithParentRelationship(environment.Resource).ExcludeFromManifest();
    }

    private static Type? Find(Assembly? assembly, string projectName) =>
        assembly?.GetTypes().FirstOrDefault(type =>
            type is { IsClass: true, IsAbstract: false }
            && typeof(IProjectMetadata).IsAssignableFrom(type)
            && type.GetConstructor(Type.EmptyTypes) is not null
            && Activator.CreateInstance(type) is IProjectMetadata metadata
            && Path.GetFileNameWithoutExtension(metadata.ProjectPath) == projectName);
}
