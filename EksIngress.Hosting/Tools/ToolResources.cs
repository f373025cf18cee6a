using System.Reflection;
using EksIngress.Hosting.Local;

namespace EksIngress.Hosting.Tools;

/// <summary>The emulator and the provisioner as resources of the AppHost: parts of the environment, no workloads in it.</summary>
internal static class ToolResources
{
    public static IResourceBuilder<IResourceWithEndpoints> AddEmulator(
        IResourceBuilder<EksEnvironmentResource> environment, LocalDirectory directory, LocalKeys keys)
    {
        var name = $"{environment.Resource.Name}-emulator";
        return ToolFinder.Find(environment.ApplicationBuilder, ToolPart.Emulator) switch
        {
            Tool.Project project => Configure(AddProject(environment, project, name)),
            Tool.Command command => Configure(AddExecutable(environment, command, name)),
            var unknown => throw new InvalidOperationException($"Unknown tool {unknown}."),
        };

        IResourceBuilder<IResourceWithEndpoints> Configure<T>(IResourceBuilder<T> emulator)
            where T : class, IResourceWithEndpoints, IResourceWithEnvironment, IComputeResource =>
            Own(emulator, environment)
                .WithHttpEndpoint(name: "http", env: "Emulator__AwsPort")
                .WithHttpHealthCheck("/_emulator/health", endpointName: "http")
                .WithEnvironment("Emulator__Directory", directory.FullPath)
                .WithEnvironment("Emulator__WriteOutputs", "false")
                .WithEnvironment("Emulator__Persist", environment.ApplicationBuilder.Configuration[LocalDirectory.PersistSetting] ?? "true")
                .WithEnvironment("Emulator__AccountId", LocalEnvironment.AccountId)
                .WithEnvironment("Emulator__Region", () => environment.Resource.Region ?? "")
                .WithEnvironment("Emulator__AccessKeyId", keys.AccessKeyId)
                .WithEnvironment("Emulator__SecretAccessKey", keys.SecretAccessKey)
                .WithEnvironment("Emulator__AttachKey", keys.AttachKey);
    }

    public static IResourceBuilder<IResource> AddProvisioner(
        IResourceBuilder<EksEnvironmentResource> environment, LocalDirectory directory, IResourceBuilder<IResource> emulator)
    {
        var name = $"{environment.Resource.Name}-provisioner";
        return ToolFinder.Find(environment.ApplicationBuilder, ToolPart.Provisioner) switch
        {
            Tool.Project project => Configure(AddProject(environment, project, name)),
            Tool.Command command => Configure(AddExecutable(environment, command, name)),
            var unknown => throw new InvalidOperationException($"Unknown tool {unknown}."),
        };

        IResourceBuilder<IResource> Configure<T>(IResourceBuilder<T> provisioner)
            where T : class, IResourceWithArgs, IResourceWithWaitSupport, IComputeResource =>
            Own(provisioner, environment)
                .WithArgs("apply", directory.FullPath, "--outputs", directory.ProvisionerOutputs, "--kubeconfig", directory.Kubeconfig)
                .WaitFor(emulator);
    }

    private static IResourceBuilder<T> Own<T>(IResourceBuilder<T> tool, IResourceBuilder<EksEnvironmentResource> environment)
        where T : class, IComputeResource =>
        tool.WithParentRelationship(environment.Resource).WithComputeEnvironment(environment).ExcludeFromManifest();

    private static IResourceBuilder<ProjectResource> AddProject(
        IResourceBuilder<EksEnvironmentResource> environment, Tool.Project project, string name)
    {
        // The overload that the application model itself is written with takes the generated type as an argument.
        var add = typeof(ProjectResourceBuilderExtensions).GetMethods()
            .Single(method => method is { Name: nameof(ProjectResourceBuilderExtensions.AddProject), IsGenericMethodDefinition: true }
                && method.GetParameters() is [_, _, { ParameterType: var last }] && last == typeof(Action<ProjectResourceOptions>))
            .MakeGenericMethod(project.Metadata);
        Action<ProjectResourceOptions> configure = options =>
        {
            // Ports and settings come from the environment, not from what suits a developer who starts the tool alone.
            options.ExcludeLaunchProfile = true;
            options.ExcludeKestrelEndpoints = true;
        };
        return (IResourceBuilder<ProjectResource>)add.Invoke(
            null, BindingFlags.DoNotWrapExceptions, null, [environment.ApplicationBuilder, name, configure], null)!;
    }

    private static IResourceBuilder<ExecutableResource> AddExecutable(
        IResourceBuilder<EksEnvironmentResource> environment, Tool.Command command, string name) =>
        environment.ApplicationBuilder
            .AddExecutable(name, command.FileName, environment.ApplicationBuilder.AppHostDirectory, [.. command.Arguments])
            .WithOtlpExporter();
}
