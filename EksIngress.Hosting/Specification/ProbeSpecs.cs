using System.Globalization;
using EksIngress.Model.Environments;

namespace EksIngress.Hosting.Specification;

/// <summary>
/// Probes of a project: those of <c>WithHttpProbe</c>; without a readiness probe, the first <c>WithHttpHealthCheck</c> is one. A project
/// that says nothing has none.
/// </summary>
internal static class ProbeSpecs
{
    public static WorkloadSpec AddTo(WorkloadSpec workload, ProjectResource project, SpecificationContext context)
    {
        foreach (var probe in project.Annotations.OfType<ProbeAnnotation>())
        {
            if (probe is not EndpointProbeAnnotation asked)
            {
                context.Faults.Add($"Project '{project.Name}': a probe of type {probe.GetType().Name} has no place in an EKS environment; use .WithHttpProbe(...).");
                continue;
            }

            if (!IsServed(project, asked.EndpointReference.EndpointName))
            {
                context.Faults.Add($"Project '{project.Name}': its {probe.Type} probe asks endpoint '{asked.EndpointReference.EndpointName}', which its pods do not serve; "
                    + "name the http endpoint.");
                continue;
            }

            var spec = new ProbeSpec
            {
                Path = asked.Path,
                InitialDelaySeconds = probe.InitialDelaySeconds,
                PeriodSeconds = probe.PeriodSeconds,
                TimeoutSeconds = probe.TimeoutSeconds,
                FailureThreshold = probe.FailureThreshold,
                SuccessThreshold = probe.SuccessThreshold,
            };
            workload = probe.Type switch
            {
                ProbeType.Startup => workload with { Startup = spec },
                ProbeType.Liveness => workload with { Liveness = spec },
                _ => workload with { Readiness = spec },
            };
        }

        return workload.Readiness is null && FindHealthCheck(project) is { } path ? workload with { Readiness = new ProbeSpec { Path = path } } : workload;
    }

    private static bool IsServed(ProjectResource project, string endpointName) =>
        WorkloadProjects.FindHttpEndpoint(project) is { } served && string.Equals(served.EndpointName, endpointName, StringComparison.OrdinalIgnoreCase);

    // Aspire keeps an HTTP health check by a key alone: RESOURCE_ENDPOINT_PATH_STATUS_check. Only 200 is good to an ALB as well.
    private static string? FindHealthCheck(ProjectResource project)
    {
        if (WorkloadProjects.FindHttpEndpoint(project) is not { } endpoint)
        {
            return null;
        }

        var prefix = string.Create(CultureInfo.InvariantCulture, $"{project.Name}_{endpoint.EndpointName}_/");
        const string suffix = "_200_check";
        return project.Annotations.OfType<HealthCheckAnnotation>()
            .Select(check => check.Key)
            .Where(key => key.Length >= prefix.Length + suffix.Length - 1 && key.StartsWith(prefix, StringComparison.Ordinal) && key.EndsWith(suffix, StringComparison.Ordinal))
            .Select(key => key[(prefix.Length - 1)..^suffix.Length])
            // A probe brings a health check with it; that one says what the probe says already.
            .FirstOrDefault(path => !project.Annotations.OfType<EndpointProbeAnnotation>().Any(probe => probe.Path == path));
    }
}
