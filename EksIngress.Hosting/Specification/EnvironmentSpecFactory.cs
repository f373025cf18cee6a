using EksIngress.Model.Environments;

namespace EksIngress.Hosting.Specification;

/// <summary>Gathers what the application model says about an environment into its specification.</summary>
internal static class EnvironmentSpecFactory
{
    /// <summary>Takes the place of a region that is missing, so that the other faults are found as well.</summary>
    private const string NoRegion = "us-east-1";

    /// <exception cref="DistributedApplicationException">The model has faults; the message lists them all.</exception>
    public static async Task<EnvironmentSpec> CreateAsync(
        EksEnvironmentResource environment,
        DistributedApplicationModel model,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        var region = environment.AwsSdkConfig?.Region?.SystemName;
        if (region is null)
        {
            faults.Add("It has no region: add .WithReference(builder.AddAWSSDKConfig().WithRegion(RegionEndpoint.EUWest1)).");
        }

        var projects = WorkloadProjects.Of(environment, model, faults);
        var spec = new EnvironmentSpec
        {
            Name = environment.Name,
            Region = region ?? NoRegion,
            NodeGroups = [.. environment.NodeGroups.Select(NodeGroup)],
            Workloads = await WorkloadsAsync(projects, executionContext, faults, cancellationToken),
            Ingresses = IngressSpecs.Of(environment, projects, faults),
        };
        if (environment.KubernetesVersion is { } version)
        {
            spec = spec with { KubernetesVersion = version };
        }

        // Why an Ingress has no rule is among the faults already, in terms of its paths.
        faults.AddRange(EnvironmentValidator.Validate(spec)
            .Where(fault => !fault.Contains("rules: there are 0;", StringComparison.Ordinal))
            .Select(fault => FaultNames.ByResource(fault, spec)));
        return faults.Count == 0
            ? spec
            : throw new DistributedApplicationException(
                $"EKS environment '{environment.Name}' cannot be built:\n"
                + string.Join('\n', faults.Distinct(StringComparer.Ordinal).Select(fault => "  - " + fault)));
    }

    private static NodeGroupSpec NodeGroup(EksNodeGroupResource resource)
    {
        var nodeGroup = new NodeGroupSpec { Name = resource.Name };
        if (resource.InstanceTypes is { } types)
        {
            nodeGroup = nodeGroup with { InstanceTypes = types };
        }

        return resource.Scaling is { } scaling
            ? nodeGroup with { MinSize = scaling.MinSize, DesiredSize = scaling.DesiredSize, MaxSize = scaling.MaxSize }
            : nodeGroup;
    }

    private static async Task<IReadOnlyList<WorkloadSpec>> WorkloadsAsync(
        IReadOnlyList<ProjectResource> projects,
        DistributedApplicationExecutionContext executionContext,
        List<string> faults,
        CancellationToken cancellationToken)
    {
        var workloads = new List<WorkloadSpec>();
        foreach (var project in projects)
        {
            var probes = project.TryGetLastAnnotation<EksProbesAnnotation>(out var annotation) ? annotation : EksProbesAnnotation.Default;
            var listens = WorkloadProjects.FindHttpEndpoint(project) is not null;
            workloads.Add(new WorkloadSpec
            {
                Name = project.Name,
                Image = $"{project.Name.ToLowerInvariant()}:latest",
                Replicas = project.GetReplicaCount(),
                ContainerPort = WorkloadProjects.ContainerPort(project),
                // Pods that Aspire runs have their variables from Aspire.
                Environment = executionContext.IsPublishMode
                    ? await new WorkloadVariables(project, projects, faults).CollectAsync(executionContext, cancellationToken)
                    : [],
                Readiness = listens && probes.ReadinessPath is { } readiness ? new() { Path = readiness } : null,
                Liveness = listens && probes.LivenessPath is { } liveness ? new() { Path = liveness } : null,
                IamRole = IamRoleSpecs.FindRole(project, faults),
            });
        }

        return workloads;
    }
}
