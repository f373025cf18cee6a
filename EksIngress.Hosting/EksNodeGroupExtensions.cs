namespace Aspire.Hosting;

/// <summary>Settings of a managed node group.</summary>
public static class EksNodeGroupExtensions
{
    /// <summary>Sets the EC2 instance types, 1 to 20, in order of preference. Default: <c>m5.large</c>.</summary>
    public static IResourceBuilder<EksNodeGroupResource> WithInstanceTypes(
        this IResourceBuilder<EksNodeGroupResource> builder, params string[] instanceTypes)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(instanceTypes);
        builder.Resource.InstanceTypes = [.. instanceTypes];
        return builder;
    }

    /// <summary>Sets the numbers of nodes. Default: 2, 2 and 4.</summary>
    /// <param name="builder">The node group.</param>
    /// <param name="minSize">Smallest number, 0 to 1000.</param>
    /// <param name="desiredSize">Number at the start, between the other two.</param>
    /// <param name="maxSize">Largest number, 1 to 1000.</param>
    public static IResourceBuilder<EksNodeGroupResource> WithScaling(
        this IResourceBuilder<EksNodeGroupResource> builder, int minSize, int desiredSize, int maxSize)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.Scaling = new EksNodeGroupScaling(minSize, desiredSize, maxSize);
        return builder;
    }
}
