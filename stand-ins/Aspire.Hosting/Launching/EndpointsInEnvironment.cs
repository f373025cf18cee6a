namespace Aspire.Hosting.Launching;

internal static class EndpointsInEnvironment
{
    /// <summary>True for an endpoint that the process opens by other means than ASPNETCORE_URLS: it names its own port variable.</summary>
    public static bool Excludes(ProjectResource project, EndpointAnnotation endpoint) =>
        project.Annotations.OfType<EndpointPortVariableAnnotation>().Any(variable => variable.EndpointName == endpoint.Name);
}
