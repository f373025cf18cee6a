namespace EksIngress.Hosting;

/// <summary>States of the resources that no process stands behind.</summary>
internal static class EksSnapshots
{
    public static CustomResourceSnapshot Initial(string resourceType) => new()
    {
        ResourceType = resourceType,
        State = KnownResourceStates.NotStarted,
        Properties = [],
    };
}
