namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>What instance types have, worked out from their names: families share a ratio of memory to processors, sizes double.</summary>
/// <remarks>Source: https://aws.amazon.com/ec2/instance-types/ and, for interfaces and addresses,
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html</remarks>
internal static class InstanceSizes
{
    // GiB per virtual processor.
    private static readonly Dictionary<string, int> Families = new(StringComparer.Ordinal)
    {
        ["c5"] = 2, ["c6g"] = 2, ["c6i"] = 2, ["c7g"] = 2, ["c7i"] = 2,
        ["m5"] = 4, ["m6g"] = 4, ["m6i"] = 4, ["m7g"] = 4, ["m7i"] = 4,
        ["r5"] = 8, ["r6g"] = 8, ["r6i"] = 8, ["r7g"] = 8, ["r7i"] = 8,
    };

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
        .. Families.SelectMany(family => Sizes.Select(size => new InstanceSize($"{family.Key}.{size.Size}", size.Processors, size.Processors * family.Value * 1024, size.Interfaces, size.Addresses)))
            .Concat(new[] { "t3", "t3a", "t4g" }.SelectMany(family => Burstable.Select(size => new InstanceSize($"{family}.{size.Size}", size.Processors, size.MemoryMiB, size.Interfaces, size.Addresses))))
            .OrderBy(size => size.Name, StringComparer.Ordinal),
    ];
}
