using EksIngress.Model.Environments;

namespace EksIngress.Hosting.Specification;

/// <summary>Ingresses as the specification has them.</summary>
internal static class IngressSpecs
{
    public static IReadOnlyList<IngressSpec> Of(
        EksEnvironmentResource environment, IReadOnlyList<ProjectResource> projects, List<string> faults) =>
        [.. environment.Ingresses.Select(ingress => Ingress(ingress, projects, faults))];

    private static IngressSpec Ingress(EksIngressResource ingress, IReadOnlyList<ProjectResource> projects, List<string> faults)
    {
        var subject = $"Ingress '{ingress.Name}'";
        foreach (var repeated in ingress.Paths.GroupBy(path => (path.Path, path.PathType)).Where(group => group.Count() > 1))
        {
            var targets = string.Join(" and ", repeated.Select(path => $"'{path.Endpoint.Resource.Name}'"));
            faults.Add($"{subject}: path '{repeated.Key.Path}' ({repeated.Key.PathType}) is there {repeated.Count()} times, for {targets}; "
                + "the load balancer would only ever use the first, so take the others out.");
        }

        foreach (var repeated in ingress.Hostnames.GroupBy(host => host, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            faults.Add($"{subject}: host '{repeated.Key}' is there {repeated.Count()} times; name it once.");
        }

        var reachable = ingress.Paths.Where(path => IsReachable(subject, path, projects, faults)).ToList();
        if (ingress.Paths.Count == 0)
        {
            faults.Add($"{subject} has no path: add .WithPath(\"/\", project).");
        }

        string?[] hosts = ingress.Hostnames.Count == 0 ? [null] : [.. ingress.Hostnames.Distinct(StringComparer.Ordinal)];
        return new IngressSpec
        {
            Name = ingress.Name,
            Rules =
            [
                .. hosts.SelectMany(_ => reachable, (host, path) => new IngressRuleSpec
                {
                    Host = host,
                    Path = path.Path,
                    PathType = path.PathType,
                    Workload = path.Endpoint.Resource.Name,
                }),
            ],
        };
    }

    private static bool IsReachable(string subject, EksIngressPath path, IReadOnlyList<ProjectResource> projects, List<string> faults)
    {
        var (endpoint, name) = (path.Endpoint, path.Endpoint.Resource.Name);
        if (projects.FirstOrDefault(project => ReferenceEquals(project, endpoint.Resource)) is not { } project)
        {
            faults.Add($"{subject}: path '{path.Path}' leads to '{name}', which does not run in this environment; "
                + "use .WithComputeEnvironment(...) on it, or take the path out.");
            return false;
        }

        if (!endpoint.Exists)
        {
            var known = string.Join(", ", project.GetEndpoints().Select(other => $"'{other.EndpointName}'"));
            faults.Add($"{subject}: path '{path.Path}' leads to endpoint '{endpoint.EndpointName}' of '{name}', which has "
                + (known.Length == 0 ? "no endpoint; add .WithHttpEndpoint() to it." : $"no such endpoint; there is {known}."));
            return false;
        }

        if (endpoint.Scheme != "http")
        {
            faults.Add($"{subject}: path '{path.Path}' leads to endpoint '{endpoint.EndpointName}' of '{name}', which speaks {endpoint.Scheme}; "
                + "TLS ends at the load balancer, so name an http endpoint.");
            return false;
        }

        if (WorkloadProjects.FindHttpEndpoint(project)!.EndpointName != endpoint.EndpointName)
        {
            faults.Add($"{subject}: path '{path.Path}' leads to endpoint '{endpoint.EndpointName}' of '{name}', and its Service offers "
                + $"'{WorkloadProjects.FindHttpEndpoint(project)!.EndpointName}' only; name that one.");
            return false;
        }

        return true;
    }
}
