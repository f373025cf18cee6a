using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>The images that instances were started from: those of EKS, which belong to AWS.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html</remarks>
internal static class MachineImages
{
    /// <summary>AWS's account of the images that EKS makes.</summary>
    private const string Owner = "602401143452";

    private static readonly Ec2Filters<MachineImage> s_filters = new()
    {
        { "architecture", (MachineImage image) => image.Architecture },
        { "image-id", (MachineImage image) => image.Id },
        { "image-type", (MachineImage _) => "machine" },
        { "is-public", (MachineImage _) => true },
        { "owner-alias", (MachineImage _) => "amazon" },
        { "owner-id", (MachineImage _) => Owner },
        { "root-device-type", (MachineImage _) => "ebs" },
        { "state", (MachineImage _) => "available" },
        { "virtualization-type", (MachineImage _) => "hvm" },
    };

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        operations.Describe("DescribeImages", "ExecutableBy[] Filter[](Name Value[]) ImageId[] IncludeDeprecated IncludeDisabled MaxResults NextToken Owner[]", Describe),
    ];

    private static AwsResult.Xml Describe(Ec2Scope scope, AwsParameters parameters)
    {
        // All images are public, and none is deprecated or disabled.
        _ = (parameters.Flag("IncludeDeprecated"), parameters.Flag("IncludeDisabled"));
        var launchers = parameters.Strings("ExecutableBy");
        var matches = s_filters.Read(parameters);
        var (ids, owners) = (parameters.Strings("ImageId"), parameters.Strings("Owner"));
        var all = scope.State.All<Instance>()
            .Select(instance => new MachineImage(instance.ImageId, Instances.Architecture(instance.InstanceType)))
            .DistinctBy(image => image.Id, StringComparer.Ordinal)
            .OrderBy(image => image.Id, StringComparer.Ordinal)
            .ToList();
        if (ids.FirstOrDefault(id => !all.Exists(image => image.Id == id)) is { } missing)
        {
            throw new AwsException("InvalidAMIID.NotFound", $"The image id '[{missing}]' does not exist");
        }

        var (images, next) = Ec2Page.Cut(
            [.. all.Where(image => (ids.Count == 0 || ids.Contains(image.Id)) && (owners.Count == 0 || owners.Any(owner => owner is "amazon" or Owner)) && (launchers.Count == 0 || launchers.Contains("all")) && matches(scope, image))],
            image => image.Id,
            parameters);
        return new AwsResult.Xml(Ec2Xml.List("imagesSet", images.Select(Render)), next);
    }

    private static XElement Render(MachineImage image) => new(
        "item",
        new XElement("imageId", image.Id),
        new XElement("imageState", "available"),
        new XElement("imageOwnerId", Owner),
        new XElement("imageOwnerAlias", "amazon"),
        new XElement("isPublic", true),
        new XElement("architecture", image.Architecture),
        new XElement("imageType", "machine"),
        new XElement("rootDeviceType", "ebs"),
        new XElement("virtualizationType", "hvm"));
}
