namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>What instance types have, worked out from their names: families share a ratio of memory to processors, sizes double.</summary>
/// <remarks>Source: https://aws.amazon.com/ec2/instance-types/ and, for interfaces and addresses,
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html</remarks>
internal static class InstanceSizes
{
    private static readonly string[] Generations = ["5", "6g", "6i", "7g", "7i"];

    // GiB per virtual processor, by the letter of the family.
    private static readonly (string Letter, int Memory)[] Families = [("c", 2), ("m", 4), ("r", 8)];

    private static readonly (string Size, int Processors, int Interfaces, int Addresses)[] Sizes =
        [("large", 2, 3, 10), ("xlarge", 4, 4, 15), ("2xlarge", 8, 4, 15), ("4xlarge", 16, 8, 30), ("8xlarge", 32, 8, 30)];

    private static readonly (string Size, int Processors, int MemoryMiB, int Interfaces, int Addresses)[] Burstable =
    [
        ("nano", 2, 512, 2, 2), ("micro", 2, 1024, 2, 2), ("small", 2, 2048, 3, 4), ("medium", 2, 4096, 3, 6),
        ("large", 2, 8192, 3, 12), ("xlarge", 4, 16384, 4, 15), ("2xlarge", 8, 32768, 4, 15),
    ];

    /// <summary>By name.</summary>
    public static IReadOnlyList<InstanceSize> All { get; } =
    [
        .. Families
            .SelectMany(family => Generations.Select(generation => (Name: family.Letter + generation, family.Memory)))
            .SelectMany(family => Sizes.Select(size => new InstanceSize($"{family.Name}.{size.Size}", size.Processors, size.Processors * family.Memory * 1024, size.Interfaces, size.Addresses)))
            .Concat(new[] { "t3", "t3a", "t4g" }.SelectMany(family => Burstable.Select(size => new InstanceSize($"{family}.{size.Size}", size.Processors, size.MemoryMiB, size.Interfaces, size.Addresses))))
            .OrderBy(size => size.Name, StringComparer.Ordinal),
    ];
}
