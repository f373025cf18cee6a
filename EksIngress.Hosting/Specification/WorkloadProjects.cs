namespace EksIngress.Hosting.Specification;

/// <summary>Which projects run in an environment, and where they listen.</summary>
internal static class WorkloadProjects
{
    /// <summary>Where ASP.NET Core listens in a container, unless it is told otherwise.</summary>
    public const int DefaultPort = 8080;

    public static IReadOnlyList<ProjectResource> Of(EksEnvironmentResource environment, DistributedApplicationModel model, List<string> faults)
    {
        var several = model.Resources.OfType<IComputeEnvironmentResource>().Count() > 1;
        var projects = new List<ProjectResource>();
        foreach (var project in model.GetProjectResources().Where(project => !project.IsExcludedFromPublish()))
        {
            if (project.GetComputeEnvironment() is { } chosen)
            {
                if (ReferenceEquals(chosen, environment))
                {
                    projects.Add(project);
                }
            }
            else if (several)
            {
                faults.Add($"Project '{project.Name}' could run in several environments: name one with .WithComputeEnvironment(...).");
            }
            else
            {
                projects.Add(project);
            }
        }

        return projects;
    }

    /// <summary>What would run in the environment and is no project, such as a container or an executable: none of it is published.</summary>
    public static IEnumerable<IComputeResource> LeftOut(EksEnvironmentResource environment, DistributedApplicationModel model) =>
        model.Resources.OfType<IComputeResource>().Where(resource => resource is not ProjectResource
            && !resource.IsExcludedFromPublish()
            && (resource.GetComputeEnvironment() is not { } chosen || ReferenceEquals(chosen, environment)));

    /// <summary>The endpoint that the workload's Service offers: the one named http, or else the first that speaks it.</summary>
    public static EndpointReference? FindHttpEndpoint(ProjectResource project) =>
        project.GetEndpoints().Where(endpoint => endpoint.Scheme == "http").MaxBy(endpoint => endpoint.EndpointName == "http");

    public static int ContainerPort(ProjectResource project) => FindHttpEndpoint(project)?.TargetPort ?? DefaultPort;
}
