using EksIngress.Hosting.Publishing;
using EksIngress.Hosting.Specification;
using EksIngress.Hosting.Tools;
using EksIngress.Model.Environments;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EksIngress.Hosting.Local;

/// <summary>Wires an environment to an emulator and a provisioner that the AppHost starts.</summary>
internal static class LocalEnvironmentExtensions
{
    public static IResourceBuilder<EksEnvironmentResource> WithLocalEnvironment(this IResourceBuilder<EksEnvironmentResource> builder)
    {
        var name = builder.Resource.Name;
        var application = builder.ApplicationBuilder;
        var (directory, keys) = (LocalDirectory.Of(application, name), LocalKeys.Generate());

        var emulator = ToolResources.AddEmulator(builder, directory, keys);
        var provisioner = ToolResources.AddProvisioner(builder, directory, emulator);
        var local = new LocalEnvironment(builder.Resource, emulator.Resource, provisioner.Resource, directory, keys);
        new EnvironmentCommands(local, application).AddTo(builder);
        application.Services.TryAddSingleton(TimeProvider.System);
        application.Services.AddSingleton(local);
        application.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LocalEnvironmentMonitor>());
        application.Eventing.Subscribe<BeforeStartEvent>((started, cancellationToken) => PrepareAsync(local, application, started, cancellationToken));
        return builder;
    }

    private static async Task PrepareAsync(
        LocalEnvironment local, IDistributedApplicationBuilder application, BeforeStartEvent started, CancellationToken cancellationToken)
    {
        // First, so that a faulty model leaves everything as it was.
        var spec = await EnvironmentSpecFactory.CreateAsync(local.Environment, started.Model, application.ExecutionContext, cancellationToken);
        await local.Directory.PrepareAsync(started.Services.GetRequiredService<TimeProvider>(), cancellationToken);
        await EnvironmentFolder.WriteAsync(local.Directory.FullPath, spec with { Overlay = "local" }, cancellationToken);

        var inherited = AwsIsolation.InheritedNames(application.Configuration);
        foreach (var resource in started.Model.Resources.OfType<IResourceWithEnvironment>().Where(resource => Owns(local, resource, started.Model)))
        {
            Add(resource, context => AwsIsolation.Apply(
                context.EnvironmentVariables, inherited, local.Endpoint, spec.Region, local.Directory.EmptyAwsConfig, Identity(local, resource, spec)));
            if (ReferenceEquals(resource, local.Provisioner))
            {
                Add(resource, context => GivenParameters.AddTo(context.EnvironmentVariables, spec, started.Model));
            }

            if (spec.Workloads.FirstOrDefault(workload => workload.Name == resource.Name) is { } workload)
            {
                Add(resource, context => Attach(context.EnvironmentVariables, workload, local));
            }
        }
    }

    /// <summary>Whether a resource gets its AWS from this environment: its own projects, and all that belongs to none, from the first.</summary>
    private static bool Owns(LocalEnvironment local, IResource resource, DistributedApplicationModel model)
    {
        if (ReferenceEquals(resource, local.Emulator) || ReferenceEquals(resource, local.Provisioner))
        {
            return true;
        }

        // A tool of another environment is that one's.
        if (resource.Annotations.OfType<ResourceRelationshipAnnotation>()
            .Any(relationship => relationship.Resource is EksEnvironmentResource && relationship.Type == "Parent"))
        {
            return false;
        }

        var environment = resource.GetComputeEnvironment() as EksEnvironmentResource
            ?? model.Resources.OfType<EksEnvironmentResource>().First();
        return ReferenceEquals(environment, local.Environment);
    }

    private static AwsIdentity Identity(LocalEnvironment local, IResource resource, EnvironmentSpec spec)
    {
        if (ReferenceEquals(resource, local.Provisioner))
        {
            return new AwsIdentity.AccessKey(local.Keys.AccessKeyId, local.Keys.SecretAccessKey);
        }

        return spec.Workloads.FirstOrDefault(workload => workload.Name == resource.Name) is { IamRole: not null } workload
            ? new AwsIdentity.WebIdentity(WorkloadRoles.Arn(spec, workload, LocalEnvironment.AccountId), local.Directory.TokenFile(workload.Name))
            : new AwsIdentity.None();
    }

    private static void Attach(Dictionary<string, object> variables, WorkloadSpec workload, LocalEnvironment local)
    {
        variables["EksIngress__Attach__Url"] = local.Endpoint;
        variables["EksIngress__Attach__Key"] = local.Keys.AttachKey;
        variables["EksIngress__Attach__Workload"] = workload.Name;
        variables["EksIngress__Attach__Namespace"] = workload.Namespace;
        variables["EksIngress__Attach__ContainerPort"] = workload.ContainerPort;
    }

    // After everything that the AppHost or a launch profile says: callbacks run in order, and the last value counts.
    private static void Add(IResource resource, Action<EnvironmentCallbackContext> callback) =>
        resource.Annotations.Add(new EnvironmentCallbackAnnotation(callback));
}
