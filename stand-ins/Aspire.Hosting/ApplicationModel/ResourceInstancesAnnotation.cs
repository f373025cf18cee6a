namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names under which the orchestrator runs the resource, one per replica: <c>service-a-kzsrkayq</c>.</summary>
internal sealed record ResourceInstancesAnnotation(IReadOnlyList<ResourceInstance> Instances) : IResourceAnnotation;
