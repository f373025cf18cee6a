using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.Dcp.Model;

namespace Aspire.Hosting.Dcp;

/// <summary>Makes the orchestrator's object for one instance of a project or executable.</summary>
internal sealed class DcpExecutableFactory(DistributedApplicationExecutionContext executionContext, AppHostAssembly appHost)
{
    public async Task<DcpExecutable> CreateAsync(
        IResource resource, ResourceInstance instance, IReadOnlyList<DcpServiceEndpoint> services, ILogger logger, CancellationToken cancellationToken)
    {
        var environment = await ExecutionConfiguration.GetEnvironmentAsync(resource, executionContext, cancellationToken, logger);
        var arguments = await ExecutionConfiguration.GetArgumentsAsync(resource, executionContext, cancellationToken, logger);
        var project = resource as ProjectResource;
        var prefix = project is null ? [] : ProjectArguments(project);
        var executable = resource as ExecutableResource;
        return new DcpExecutable
        {
            Kind = "Executable",
            Metadata = new DcpMetadata
            {
                Name = instance.Name,
                Annotations = Annotations(resource, instance, services, prefix, arguments),
            },
            Spec = new DcpExecutableSpec
            {
                ExecutablePath = executable?.Command ?? "dotnet",
                WorkingDirectory = executable?.WorkingDirectory ?? Path.GetDirectoryName(project!.GetProjectMetadata().ProjectPath),
                Args = [.. prefix, .. AppArguments(prefix, arguments)],
                Env = [.. environment.Select(variable => new DcpVariable(variable.Name, variable.Value ?? ""))],
            },
        };
    }

    private static IEnumerable<string> AppArguments(List<string> prefix, IReadOnlyList<ConfiguredArgument> arguments) =>
        // The separator of a launch profile's arguments is for 'dotnet run'; an executable never gets one.
        arguments.Select(argument => argument.Value).Where((value, index) => index > 0 || value != "--" || prefix.Count > 0);

    private List<string> ProjectArguments(ProjectResource project)
    {
        var metadata = project.GetProjectMetadata();
        List<string> arguments = metadata.IsFileBasedApp
            ? ["run", "--file", metadata.ProjectPath, "--no-cache"]
            : ["run", "--project", metadata.ProjectPath];
        if (metadata.SuppressBuild && !metadata.IsFileBasedApp)
        {
            arguments.Add("--no-build");
        }

        if (AppHostMetadata.FindConfiguration(appHost.Assembly) is { } configuration)
        {
            arguments.AddRange(["--configuration", configuration]);
        }

        // The profile's part was worked out here; the process would apply it a second time.
        arguments.Add("--no-launch-profile");
        return arguments;
    }

    private static Dictionary<string, string> Annotations(
        IResource resource,
        ResourceInstance instance,
        IReadOnlyList<DcpServiceEndpoint> services,
        List<string> projectArguments,
        IReadOnlyList<ConfiguredArgument> arguments)
    {
        var annotations = new Dictionary<string, string>
        {
            [DcpAnnotations.ResourceName] = resource.Name,
            [DcpAnnotations.OtelServiceName] = resource.Name,
            [DcpAnnotations.OtelServiceInstanceId] = instance.Suffix,
            [DcpAnnotations.ReplicaCount] = resource.GetReplicaCount().ToString(CultureInfo.InvariantCulture),
            [DcpAnnotations.ReplicaIndex] = instance.Index.ToString(CultureInfo.InvariantCulture),
            [DcpAnnotations.AppArguments] = JsonSerializer.Serialize(arguments.Select((argument, index) => new
            {
                Argument = argument.Value,
                argument.IsSensitive,
                EffectiveArgumentIndex = projectArguments.Count + index,
            })),
        };
        if (projectArguments.Count > 0)
        {
            annotations[DcpAnnotations.ProjectArguments] = JsonSerializer.Serialize(projectArguments);
        }

        if (services.Count > 0)
        {
            annotations[DcpAnnotations.ServiceProducer] = JsonSerializer.Serialize(
                services.Select(service => new DcpServiceProducer(service.ServiceName, service.Endpoint.TargetHost, service.Endpoint.TargetPort)),
                DcpJson.WithNulls);
        }

        return annotations;
    }
}
