namespace Aspire.Hosting.Dcp;

/// <summary>An endpoint of the model and the orchestrator's service for it.</summary>
internal sealed record DcpServiceEndpoint(IResource Resource, EndpointAnnotation Endpoint, string ServiceName)
{
    /// <summary>What the process listens on: a port, or the template that becomes one for each replica.</summary>
    public string TargetPortExpression =>
        Endpoint.TargetPort is { } port
            ? port.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : $"{{{{- portForServing \"{ServiceName}\" -}}}}";
}
