using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Zones of a region: three in each, which is what most regions have.</summary>
internal static class AvailabilityZones
{
    private static readonly Ec2Filters<AvailabilityZone> s_filters = new()
    {
        { "group-name", (AvailabilityZone zone) => zone.Region },
        { "opt-in-status", (AvailabilityZone _) => "opt-in-not-required" },
        { "region-name", (AvailabilityZone zone) => zone.Region },
        { "state", (AvailabilityZone _) => "available" },
        { "zone-id", (AvailabilityZone zone) => zone.Id },
        { "zone-name", (AvailabilityZone zone) => zone.Name },
        { "zone-type", (AvailabilityZone _) => "availability-zone" },
    };

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        operations.Describe("DescribeAvailabilityZones", "Filter[](Name Value[]) ZoneName[] ZoneId[] AllAvailabilityZones", Describe),
    ];

    public static IReadOnlyList<AvailabilityZone> Of(string region)
    {
        var shortName = ShortNameOf(region);
        return [.. "abc".Select((letter, index) => new AvailabilityZone($"{region}{letter}", $"{shortName}-az{index + 1}", region))];
    }

    public static string PartitionOf(string region) => region switch
    {
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ => "aws",
    };

    /// <summary><c>ap-southeast-2</c> is <c>apse2</c>: the first word, the initials of the directions, the number.</summary>
    private static string ShortNameOf(string region)
    {
        if (region.Split('-') is not [var first, .. { Length: > 0 } middle, var number])
        {
            throw Ec2Errors.InvalidValue(region, "region", "Expecting a region such as eu-west-1.");
        }

        var directions = middle.Select(word => word switch
        {
            "northeast" => "ne",
            "northwest" => "nw",
            "southeast" => "se",
            "southwest" => "sw",
            _ => word.Length == 0 ? "" : word[..1],
        });
        return first + string.Concat(directions) + number;
    }

    private static AwsResult.Xml Describe(Ec2Scope scope, AwsParameters parameters)
    {
        // Local zones that nobody opted in to are shown with it; there are none.
        _ = parameters.Flag("AllAvailabilityZones");
        var zones = Of(scope.Region);
        var names = parameters.Strings("ZoneName");
        var ids = parameters.Strings("ZoneId");
        if (names.Except(zones.Select(zone => zone.Name), StringComparer.Ordinal).FirstOrDefault() is { } unknownName)
        {
            throw Ec2Errors.InvalidValue($"Invalid availability zone: [{unknownName}]");
        }

        if (ids.Except(zones.Select(zone => zone.Id), StringComparer.Ordinal).FirstOrDefault() is { } unknownId)
        {
            throw Ec2Errors.InvalidValue($"Invalid availability zone-id: [{unknownId}]");
        }

        var matches = s_filters.Read(parameters);
        return new AwsResult.Xml(Ec2Xml.List("availabilityZoneInfo", zones
            .Where(zone => names.Count == 0 || names.Contains(zone.Name, StringComparer.Ordinal))
            .Where(zone => ids.Count == 0 || ids.Contains(zone.Id, StringComparer.Ordinal))
            .Where(zone => matches(scope, zone))
            .Select(zone => new XElement(
                "item",
                new XElement("zoneName", zone.Name),
                new XElement("zoneState", "available"),
                new XElement("regionName", zone.Region),
                new XElement("zoneId", zone.Id),
                new XElement("groupName", zone.Region),
                new XElement("networkBorderGroup", zone.Region),
                new XElement("zoneType", "availability-zone"),
                new XElement("optInStatus", "opt-in-not-required"),
                new XElement("messageSet")))));
    }
}
