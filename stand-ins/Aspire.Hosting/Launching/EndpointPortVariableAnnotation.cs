namespace Aspire.Hosting.Launching;

/// <summary>The variable by which a process is told the port of one endpoint (the <c>env</c> argument of <c>WithEndpoint</c>).</summary>
internal sealed record EndpointPortVariableAnnotation(string EndpointName, string Variable) : IResourceAnnotation;
