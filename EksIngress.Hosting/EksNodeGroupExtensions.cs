using EksIngress.Model.Environments;

namespace Aspire.Hosting;

/// <summary>Settings of a managed node group.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html</remarks>
public static class EksNodeGroupExtensions
{
    /// <summary>Sets the EC2 instance types, 1 to 20, in order of preference. Default: <c>m5.large</c>.</summary>
    public static IResourceBuilder<EksNodeGroupResource> WithInstanceTypes(
        this IResourceBuilder<EksNodeGroupResource> builder, params string[] instanceTypes)
    {
        ArgumentNullException.ThrowIfNull(instanceTypes);
        return builder.With(spec => spec with { InstanceTypes = [.. instanceTypes] });
    }

    /// <summary>Sets the numbers of nodes. Default: 2, 2 and 4.</summary>
    /// <param name="builder">The node group.</param>
    /// <param name="minSize">Smallest number, 0 to 450.</param>
    /// <param name="desiredSize">Number at the start, between the other two.</param>
    /// <param name="maxSize">Largest number, 1 to 450.</param>
    public static IResourceBuilder<EksNodeGroupResource> WithScaling(
        this IResourceBuilder<EksNodeGroupResource> builder, int minSize, int desiredSize, int maxSize) =>
        builder.With(spec => spec with { MinSize = minSize, DesiredSize = desiredSize, MaxSize = maxSize });

    /// <summary>Sets how the instances are bought. Default: on demand.</summary>
    public static IResourceBuilder<EksNodeGroupResource> WithCapacityType(
        this IResourceBuilder<EksNodeGroupResource> builder, CapacityType capacityType) =>
        builder.With(spec => spec with { CapacityType = capacityType });

    /// <summary>Sets the AMI type by its EKS name, for example <c>AL2023_ARM_64_STANDARD</c>. Default: Amazon Linux 2023 on x86-64.</summary>
    public static IResourceBuilder<EksNodeGroupResource> WithAmiType(this IResourceBuilder<EksNodeGroupResource> builder, string amiType)
    {
        ArgumentException.ThrowIfNullOrEmpty(amiType);
        return builder.With(spec => spec with { AmiType = amiType });
    }

    /// <summary>Sets the size of each node's root volume in GiB, 20 to 16384. Default: 20.</summary>
    public static IResourceBuilder<EksNodeGroupResource> WithDiskSize(this IResourceBuilder<EksNodeGroupResource> builder, int sizeGiB) =>
        builder.With(spec => spec with { DiskSizeGiB = sizeGiB });

    /// <summary>Gives the nodes a label. Pods choose nodes by it.</summary>
    /// <param name="builder">The node group.</param>
    /// <param name="key">Label key; <c>kubernetes.io/</c>, <c>k8s.io/</c> and <c>eks.amazonaws.com/</c> are taken.</param>
    /// <param name="value">Up to 63 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
    public static IResourceBuilder<EksNodeGroupResource> WithLabel(
        this IResourceBuilder<EksNodeGroupResource> builder, string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        return builder.With(spec => spec with
        {
            Labels = new SortedDictionary<string, string>((spec.Labels ?? new Dictionary<string, string>()).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal) { [key] = value },
        });
    }

    /// <summary>Gives the nodes a taint, which keeps pods away that do not tolerate it. One node group must be without, for the controller's own pods.</summary>
    /// <param name="builder">The node group.</param>
    /// <param name="key">Label key.</param>
    /// <param name="effect">What it does.</param>
    /// <param name="value">Up to 63 characters; null for none.</param>
    public static IResourceBuilder<EksNodeGroupResource> WithTaint(
        this IResourceBuilder<EksNodeGroupResource> builder, string key, TaintEffect effect, string? value = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return builder.With(spec => spec with { Taints = [.. spec.Taints ?? [], new TaintSpec { Key = key, Value = value, Effect = effect }] });
    }

    private static IResourceBuilder<EksNodeGroupResource> With(
        this IResourceBuilder<EksNodeGroupResource> builder, Func<NodeGroupSpec, NodeGroupSpec> change)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.Spec = change(builder.Resource.Spec);
        return builder;
    }
}
