using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EksIngress.Model.Naming;

namespace EksIngress.Model.Environments;

/// <summary>Finds the faults of network, cluster and node groups.</summary>
internal static class ClusterValidator
{
    private static readonly IPNetwork[] PrivateRanges =
        [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10")];

    private static readonly string[] ReservedLabels = ["eks.amazonaws.com/", "kubernetes.io/", "k8s.io/"];

    public static void Validate(EnvironmentSpec spec, Faults faults)
    {
        if (spec.Network.Existing is { } existing)
        {
            ValidateExisting(existing, faults);
        }

        ValidateNew(spec.Network, faults);
        ValidateAccess(spec.EndpointAccess, faults);
        faults.Defined("authenticationMode", spec.AuthenticationMode);
        ValidateTags(spec.Tags, faults);
        ValidateNodeGroups(spec.NodeGroups, faults);
    }

    private static void ValidateNew(NetworkSpec network, Faults faults)
    {
        faults.InRange(2, 4, "network.availabilityZoneCount", network.AvailabilityZoneCount);
        if (Placeholders.IsIn(network.Cidr))
        {
            return;
        }

        if (FindRange(network.Cidr) is not { } cidr)
        {
            faults.Add("network.cidr", network.Cidr, "it must be an IPv4 range in CIDR notation without host bits, such as 192.168.0.0/16");
            return;
        }

        // EC2 takes /16 to /28; 8 subnets of 16 addresses and more each want /20 at least.
        if (cidr.PrefixLength is < 16 or > 20)
        {
            faults.Add("network.cidr", network.Cidr, "its prefix must be from /16 to /20, so that every subnet has room for pods");
        }

        if (!PrivateRanges.Any(range => range.PrefixLength <= cidr.PrefixLength && range.Contains(cidr.BaseAddress)))
        {
            faults.Add("network.cidr", network.Cidr, "it must lie in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10; an ALB takes no other target addresses");
        }
    }

    private static void ValidateExisting(ExistingNetworkSpec network, Faults faults)
    {
        const string member = "network.existing";
        faults.Matches(Patterns.VpcId, $"{member}.vpcId", network.VpcId, "it must be the id of a VPC such as vpc-0a1b2c3d");
        if (network.PrivateSubnetIds.Count is < 2 or > 16)
        {
            faults.Add($"{member}.privateSubnetIds", null, $"there are {network.PrivateSubnetIds.Count}; EKS wants 2 to 16, in two availability zones at least");
        }

        if (network.PublicSubnetIds.Count is 1 or > 16)
        {
            faults.Add($"{member}.publicSubnetIds", null, $"there are {network.PublicSubnetIds.Count}; an internet-facing ALB wants 2 to 16, in two availability zones at least");
        }

        IReadOnlyList<string> all = [.. network.PrivateSubnetIds, .. network.PublicSubnetIds];
        faults.Unique(member, all.Where(id => !Placeholders.IsIn(id)), id => id, "the subnet");
        foreach (var id in all)
        {
            faults.Matches(Patterns.SubnetId, $"{member}.subnets", id, "it must be the id of a subnet such as subnet-0a1b2c3d");
        }
    }

    private static void ValidateAccess(EndpointAccessSpec access, Faults faults)
    {
        if (access is { Public: false, Private: false })
        {
            faults.Add("endpointAccess", null, "nobody could reach the Kubernetes API; leave the public or the private endpoint on");
        }

        if (access is { Public: false, PublicCidrs.Count: > 0 })
        {
            faults.Add("endpointAccess.publicCidrs", null, "the public endpoint is off, so they say nothing; turn it on or take them out");
        }

        if (access.PublicCidrs.Count > 40)
        {
            faults.Add("endpointAccess.publicCidrs", null, $"there are {access.PublicCidrs.Count}; EKS takes 40 at most");
        }

        foreach (var cidr in access.PublicCidrs.Where(cidr => !Placeholders.IsIn(cidr)))
        {
            if (FindRange(cidr) is not { } range)
            {
                faults.Add("endpointAccess.publicCidrs", cidr, "it must be an IPv4 range in CIDR notation without host bits, such as 203.0.113.0/24");
            }
            else if (PrivateRanges.Any(other => other.Contains(range.BaseAddress) && other.PrefixLength <= range.PrefixLength))
            {
                faults.Add("endpointAccess.publicCidrs", cidr, "no request comes to a public endpoint from a private range; give the public addresses of those who may");
            }
        }
    }

    private static void ValidateTags(IReadOnlyDictionary<string, string>? tags, Faults faults)
    {
        if (tags is null)
        {
            return;
        }

        // AWS takes 50 a resource; some are ours, some EKS's and the controller's.
        if (tags.Count > 40)
        {
            faults.Add("tags", null, $"there are {tags.Count}; give 40 at most");
        }

        foreach (var (key, value) in tags)
        {
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase) || key.StartsWith("kubernetes.io/", StringComparison.Ordinal)
                || key.StartsWith(Ownership.Prefix, StringComparison.Ordinal) || key == "Name")
            {
                faults.Add($"tags['{key}']", null, $"tags that begin with aws:, kubernetes.io/ or {Ownership.Prefix}, and Name, have their owners; take another key");
            }

            faults.Matches(Patterns.TagKey, $"tags['{key}']", key, "its key must be 1 to 128 letters, digits, spaces and _.:/=+-@");
            faults.Matches(Patterns.TagValue, $"tags['{key}']", value, "its value must be up to 256 letters, digits, spaces and _.:/=+-@");
        }
    }

    private static void ValidateNodeGroups(IReadOnlyList<NodeGroupSpec> groups, Faults faults)
    {
        if (groups.Count == 0)
        {
            faults.Add("nodeGroups", null, "there is none, so no pod could run; add a node group");
        }
        else if (groups.All(group => group.Taints?.Any(taint => taint.Effect is TaintEffect.NoSchedule or TaintEffect.NoExecute) is true))
        {
            faults.Add("nodeGroups", null, "all have taints that keep pods away, so neither the load balancer controller nor DNS could run; leave one without");
        }

        faults.Unique("nodeGroups", groups, group => group.Name, "the name");
        for (var i = 0; i < groups.Count; i++)
        {
            ValidateNodeGroup(groups[i], $"nodeGroups[{i}]", faults);
        }
    }

    private static void ValidateNodeGroup(NodeGroupSpec group, string member, Faults faults)
    {
        faults.Matches(Patterns.NodeGroupName, $"{member}.name", group.Name, "it must be 1 to 63 letters, digits, hyphens and underscores");
        faults.InRange(0, 450, $"{member}.minSize", group.MinSize);
        faults.InRange(1, 450, $"{member}.maxSize", group.MaxSize);
        if (group.DesiredSize < group.MinSize || group.DesiredSize > group.MaxSize)
        {
            faults.Add($"{member}.desiredSize", group.DesiredSize.ToString(CultureInfo.InvariantCulture),
                $"it must lie between minSize {group.MinSize} and maxSize {group.MaxSize}");
        }

        if (group.InstanceTypes.Count is < 1 or > 20)
        {
            faults.Add($"{member}.instanceTypes", null, $"there are {group.InstanceTypes.Count}; EKS takes 1 to 20");
        }

        foreach (var type in group.InstanceTypes)
        {
            faults.Matches(Patterns.InstanceType, $"{member}.instanceTypes", type, "it must be an EC2 instance type such as m5.large");
        }

        faults.Defined($"{member}.capacityType", group.CapacityType);
        faults.InRange(20, 16384, $"{member}.diskSizeGiB", group.DiskSizeGiB);
        if (group.AmiType is { } ami)
        {
            faults.Matches(Patterns.AmiType, $"{member}.amiType", ami, "it must be an AMI type of EKS such as AL2023_ARM_64_STANDARD");
        }

        foreach (var (key, value) in group.Labels ?? new Dictionary<string, string>())
        {
            if (ReservedLabels.FirstOrDefault(prefix => key.StartsWith(prefix, StringComparison.Ordinal)) is { } reserved)
            {
                faults.Add($"{member}.labels['{key}']", null, $"EKS keeps labels that begin with {reserved} for itself; take another key");
            }

            faults.Matches(Patterns.AnnotationKey, $"{member}.labels['{key}']", key, "its key must be a label key such as team or example.org/team");
            faults.Matches(Patterns.LabelValue, $"{member}.labels['{key}']", value, "its value must be up to 63 letters, digits, '-', '_' and '.'");
        }

        ValidateTaints(group.Taints ?? [], member, faults);
    }

    private static void ValidateTaints(IReadOnlyList<TaintSpec> taints, string member, Faults faults)
    {
        if (taints.Count > 50)
        {
            faults.Add($"{member}.taints", null, $"there are {taints.Count}; EKS takes 50 at most");
        }

        faults.Unique($"{member}.taints", taints, taint => $"{taint.Key}:{taint.Effect}", "the taint");
        foreach (var taint in taints)
        {
            faults.Defined($"{member}.taints", taint.Effect);
            faults.Matches(Patterns.AnnotationKey, $"{member}.taints", taint.Key, "its key must be a label key such as dedicated");
            faults.Matches(Patterns.LabelValue, $"{member}.taints['{taint.Key}']", taint.Value ?? "", "its value must be up to 63 letters, digits, '-', '_' and '.'");
        }
    }

    // The parser cuts host bits off; EC2 would too, and the range would not be the one that was asked for.
    private static IPNetwork? FindRange(string text) =>
        IPNetwork.TryParse(text, out var range) && range.BaseAddress.AddressFamily == AddressFamily.InterNetwork && range.ToString() == text ? range : null;
}
