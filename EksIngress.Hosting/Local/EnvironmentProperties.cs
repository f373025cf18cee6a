using System.Collections.Immutable;

namespace EksIngress.Hosting.Local;

/// <summary>What the dashboard shows of an environment beside its state: each step and what became of it, and what follows from them.</summary>
internal static class EnvironmentProperties
{
    /// <summary>The line that the provisioner wrote last.</summary>
    public const string LastLine = "step";

    /// <summary>Set while the controller's trust policy is broken for show; what an Ingress says then.</summary>
    public const string BrokenTrustPolicy = "trustPolicy";

    private const string StepPrefix = "step.";

    /// <summary>Adds a line of the provisioner: as the last one, and as the state of its step.</summary>
    public static ImmutableArray<ResourcePropertySnapshot> WithStep(ImmutableArray<ResourcePropertySnapshot> properties, string line) =>
        WithLateStep(With(properties, LastLine, line), line);

    /// <summary>Adds a line of a provisioner that has ended: as the state of its step alone.</summary>
    public static ImmutableArray<ResourcePropertySnapshot> WithLateStep(ImmutableArray<ResourcePropertySnapshot> properties, string line) =>
        ProvisionerLog.FindStep(line) is var (step, text) ? With(properties, StepPrefix + step, text) : properties;

    /// <summary>Keeps the steps that were known before.</summary>
    public static ImmutableArray<ResourcePropertySnapshot> WithSteps(
        ImmutableArray<ResourcePropertySnapshot> properties, ImmutableArray<ResourcePropertySnapshot> before) =>
        [.. properties, .. before.Where(property => property.Name.StartsWith(StepPrefix, StringComparison.Ordinal))];

    public static ImmutableArray<ResourcePropertySnapshot> With(ImmutableArray<ResourcePropertySnapshot> properties, string name, object value)
    {
        var property = new ResourcePropertySnapshot(name, value);
        var index = properties.ToList().FindIndex(item => item.Name == name);
        return index < 0 ? properties.Add(property) : properties.SetItem(index, property);
    }

    public static ImmutableArray<ResourcePropertySnapshot> Without(ImmutableArray<ResourcePropertySnapshot> properties, string name) =>
        properties.RemoveAll(property => property.Name == name);

    public static bool Has(CustomResourceSnapshot snapshot, string name) => snapshot.Properties.Any(property => property.Name == name);
}
