using System.Globalization;
using EksIngress.Model.Environments;

namespace EksIngress.Hosting.Specification;

/// <summary>
/// The environment variables that the application model gives to a project, as the specification has them: literals, and
/// addresses of other workloads.
/// </summary>
internal sealed class WorkloadVariables(ProjectResource project, IReadOnlyList<ProjectResource> projects, List<string> faults)
{
    public async Task<IReadOnlyList<EnvironmentVariableSpec>> CollectAsync(
        DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(executionContext, project, [], cancellationToken);
        foreach (var annotation in project.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        var variables = new List<EnvironmentVariableSpec>();
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            if (Variable(name, value) is { } variable)
            {
                variables.Add(variable);
            }
        }

        return variables;
    }

    private EnvironmentVariableSpec? Variable(string name, object value)
    {
        // TLS ends at the load balancer: inside the cluster there is nothing behind an https address.
        if (value is EndpointReference { Exists: true, Scheme: "https" })
        {
            return null;
        }

        if (value is EndpointReference endpoint && FindWorkload(endpoint) is { } workload && endpoint.EndpointName == ServiceEndpoint(workload))
        {
            return new EnvironmentVariableSpec { Name = name, Workload = workload.Name };
        }

        try
        {
            return new EnvironmentVariableSpec { Name = name, Value = Text(value) };
        }
        catch (NotSupportedException exception)
        {
            faults.Add($"Project '{project.Name}': variable {name} {exception.Message}");
            return null;
        }
    }

    private string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        IResourceBuilder<IResource> builder => Text(builder.Resource),
        EndpointReference endpoint => Text(endpoint.Property(EndpointProperty.Url)),
        EndpointReferenceExpression expression => EndpointText(expression),
        ReferenceExpression expression => string.Format(
            CultureInfo.InvariantCulture, expression.Format, [.. expression.ValueProviders.Select(provider => (object)Text(provider))]),
        ParameterResource { Secret: true } parameter => throw new NotSupportedException(
            $"is the secret parameter '{parameter.Name}', and a published folder is no place for secrets; let the program read it from AWS Secrets Manager."),
        ParameterResource parameter => throw new NotSupportedException(
            $"is the parameter '{parameter.Name}', whose value is not known when the application is published; give a literal value."),
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException(
            $"has a value of type {value.GetType().Name}, which an EKS environment cannot carry; give a literal value or an endpoint of a project."),
    };

    private string EndpointText(EndpointReferenceExpression expression)
    {
        var endpoint = expression.Endpoint;
        if (expression.Property == EndpointProperty.TargetPort && ReferenceEquals(endpoint.Resource, project) && endpoint.TargetPort is { } own)
        {
            // Where the program itself listens is its own affair, whether a Service offers the port or not.
            return own.ToString(CultureInfo.InvariantCulture);
        }

        if (FindWorkload(endpoint) is not { } workload || endpoint.EndpointName != ServiceEndpoint(workload))
        {
            throw new NotSupportedException(
                $"is the address of endpoint '{endpoint.EndpointName}' of '{endpoint.Resource.Name}', which no Service of this environment offers; "
                + "run that resource in the environment, or give a literal address.");
        }

        var port = WorkloadProjects.ContainerPort(workload).ToString(CultureInfo.InvariantCulture);
        return expression.Property switch
        {
            EndpointProperty.Url => $"http://{workload.Name}:{port}",
            EndpointProperty.Host => workload.Name,
            EndpointProperty.Port or EndpointProperty.TargetPort => port,
            EndpointProperty.Scheme => "http",
            EndpointProperty.HostAndPort => $"{workload.Name}:{port}",
            _ => throw new NotSupportedException(
                $"is the {expression.Property} of endpoint '{endpoint.EndpointName}' of '{endpoint.Resource.Name}', which is not known before the pod runs; use its Host."),
        };
    }

    private ProjectResource? FindWorkload(EndpointReference endpoint) =>
        projects.FirstOrDefault(other => ReferenceEquals(other, endpoint.Resource));

    private static string? ServiceEndpoint(ProjectResource workload) => WorkloadProjects.FindHttpEndpoint(workload)?.EndpointName;
}
