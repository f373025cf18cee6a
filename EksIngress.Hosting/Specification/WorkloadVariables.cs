using System.Globalization;
using EksIngress.Model.Environments;

namespace EksIngress.Hosting.Specification;

/// <summary>
/// The environment variables that the application model gives to a project, as the specification has them: literals, addresses of other
/// workloads, and parameters, of which the secret ones become variables of a Secret.
/// </summary>
internal sealed class WorkloadVariables(ProjectResource project, SpecificationContext context)
{
    public async Task<IReadOnlyList<EnvironmentVariableSpec>> CollectAsync(CancellationToken cancellationToken)
    {
        var callbacks = new EnvironmentCallbackContext(context.ExecutionContext, project, [], cancellationToken);
        foreach (var annotation in project.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(callbacks);
        }

        var variables = new List<EnvironmentVariableSpec>();
        foreach (var (name, value) in callbacks.EnvironmentVariables)
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
            var text = Text(value);
            return new EnvironmentVariableSpec { Name = name, Value = text, Secret = context.Parameters.IsSecret(text) };
        }
        catch (NotSupportedException exception)
        {
            context.Faults.Add($"Project '{project.Name}': variable {name} {exception.Message}");
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
        ReferenceExpression expression => PublishedParameters.Text(expression, Text),
        ParameterResource parameter => context.Parameters.Placeholder(parameter),
        ConnectionStringReference reference => Text(reference.Resource),
        IResourceWithConnectionString resource => Text(resource.ConnectionStringExpression),
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException(
            $"has a value of type {value.GetType().Name}, which an EKS environment cannot carry; give a literal value, a parameter or an endpoint of a project."),
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
        context.Projects.FirstOrDefault(other => ReferenceEquals(other, endpoint.Resource));

    private static string? ServiceEndpoint(ProjectResource workload) => WorkloadProjects.FindHttpEndpoint(workload)?.EndpointName;
}
