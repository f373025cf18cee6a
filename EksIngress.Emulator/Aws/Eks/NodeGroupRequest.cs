using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Reads and checks CreateNodegroup.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html</remarks>
internal sealed partial class NodeGroupRequest(IEc2Lookup network, EksRoles roles, TimeProvider time)
{
    private const int MaxNodes = 450;
    private const int MaxTaints = 50;

    /// <exception cref="AwsException">What EKS would refuse, or what is not emulated.</exception>
    public EksNodeGroup Read(AwsCall call, EksCluster cluster)
    {
        var body = new EksMembers(call.Body);
        var name = body.GetString("nodegroupName");
        if (!NodeGroupName().IsMatch(name))
        {
            throw EksErrors.InvalidParameter("The nodegroup name must be 1 to 63 letters, digits, hyphens or underscores, and start with a letter or digit.", cluster.Name);
        }

        var roleArn = body.GetString("nodeRole");
        var role = roles.Find(roleArn) ?? throw EksErrors.InvalidParameter($"The role with name {roleArn[(roleArn.LastIndexOf('/') + 1)..]} cannot be found.", cluster.Name);
        if (!roles.Trusts(role, "ec2.amazonaws.com", call.AccountId, cluster.Arn))
        {
            throw EksErrors.InvalidParameter($"Following required service principals [ec2.amazonaws.com] were not found in the trust relationships of nodeRole {roleArn}", cluster.Name);
        }

        if (body.FindString("version") is { } version && version != cluster.Version)
        {
            throw EksErrors.InvalidParameter($"Requested Nodegroup version {version} is not the cluster's, {cluster.Version}; older nodes are not emulated.", cluster.Name);
        }

        var id = Guid.NewGuid().ToString();
        var now = time.GetUtcNow();
        var token = EksClientToken.Find(call);
        return new EksNodeGroup
        {
            Name = name,
            Arn = $"arn:aws:eks:{cluster.Region}:{call.AccountId}:nodegroup/{cluster.Name}/{name}/{id}",
            Version = cluster.Version,
            CreatedAt = now,
            ModifiedAt = now,
            Status = EksStatus.Creating,
            CapacityType = ReadChoice(body, "capacityType", "ON_DEMAND", "SPOT"),
            Scaling = ReadScaling(body.FindObject("scalingConfig"), new EksScaling(1, 2, 2)),
            UpdateConfig = EksUpdateConfig.Read(body.FindObject("updateConfig"), EksUpdateConfig.Default),
            InstanceTypes = body.Strings("instanceTypes") is { IsEmpty: false } types ? types : ["t3.medium"],
            SubnetIds = ReadSubnets(cluster, body),
            AmiType = ReadChoice(body, "amiType", "AL2023_x86_64_STANDARD", "AL2023_ARM_64_STANDARD", "BOTTLEROCKET_x86_64", "BOTTLEROCKET_ARM_64"),
            NodeRoleArn = roleArn,
            DiskSizeGiB = body.FindInt32("diskSize") ?? 20,
            Labels = ReadLabels(body.StringMap("labels")),
            Taints = ReadTaints(body, "taints"),
            Tags = body.Tags(),
            ClientRequestToken = token?.Value,
            RequestHash = token?.Request,
            AutoScalingGroup = $"eks-{name}-{id}",
        };
    }

    /// <exception cref="AwsException"><c>InvalidParameterException</c>: sizes out of order.</exception>
    public static EksScaling ReadScaling(EksMembers? sent, EksScaling before)
    {
        if (sent is null)
        {
            return before;
        }

        var scaling = new EksScaling(
            sent.FindInt32("minSize") ?? before.MinSize,
            sent.FindInt32("maxSize") ?? before.MaxSize,
            sent.FindInt32("desiredSize") ?? before.DesiredSize);
        if (scaling.MinSize < 0 || scaling.MaxSize is < 1 or > MaxNodes)
        {
            throw EksErrors.InvalidParameter($"Scaling sizes: minSize from 0, maxSize from 1 to {MaxNodes}.");
        }

        if (scaling.MinSize > scaling.MaxSize)
        {
            throw EksErrors.InvalidParameter($"Minimum capacity {scaling.MinSize} can't be greater than maximum capacity {scaling.MaxSize}");
        }

        if (scaling.DesiredSize < scaling.MinSize)
        {
            throw EksErrors.InvalidParameter($"Minimum capacity {scaling.MinSize} can't be greater than desired size {scaling.DesiredSize}");
        }

        return scaling.DesiredSize <= scaling.MaxSize
            ? scaling
            : throw EksErrors.InvalidParameter($"Desired capacity {scaling.DesiredSize} can't be greater than max size {scaling.MaxSize}");
    }

    private ImmutableArray<string> ReadSubnets(EksCluster cluster, EksMembers body)
    {
        var ids = body.Strings("subnets");
        if (ids.IsEmpty)
        {
            throw EksErrors.InvalidParameter("Subnets are required.", cluster.Name);
        }

        var foreign = ids.FirstOrDefault(id => network.FindSubnet(cluster.Region, id)?.VpcId != cluster.VpcId);
        return foreign is null
            ? ids
            : throw EksErrors.InvalidParameter($"The subnet ID '{foreign}' does not exist in the cluster's VPC {cluster.VpcId}", cluster.Name);
    }

    /// <exception cref="AwsException"><c>InvalidParameterException</c>: too many, or one that is none.</exception>
    public static ImmutableArray<EksTaint> ReadTaints(JsonMembers body, string member)
    {
        var taints = body.Objects(member)
            .Select(taint => new EksTaint(taint.FindString("key") ?? "", taint.FindString("value"), taint.FindString("effect") ?? ""))
            .ToImmutableArray();
        if (taints.Length > MaxTaints)
        {
            throw EksErrors.InvalidParameter($"No more than {MaxTaints} taints are allowed for a nodegroup.");
        }

        return taints.FirstOrDefault(taint => taint.Key.Length is < 1 or > 63 || taint.Value?.Length > 63 || taint.Effect is not ("NO_SCHEDULE" or "PREFER_NO_SCHEDULE" or "NO_EXECUTE")) is { } wrong
            ? throw EksErrors.InvalidParameter($"Invalid taint {wrong.Key}={wrong.Value}:{wrong.Effect}")
            : taints;
    }

    /// <exception cref="AwsException"><c>InvalidParameterException</c>: a reserved key.</exception>
    public static ImmutableSortedDictionary<string, string> ReadLabels(ImmutableSortedDictionary<string, string> labels)
    {
        var reserved = labels.Keys.FirstOrDefault(key => key.StartsWith("eks.amazonaws.com/", StringComparison.Ordinal) || key.StartsWith("kubernetes.io/", StringComparison.Ordinal) || key.StartsWith("k8s.io/", StringComparison.Ordinal));
        return reserved is null ? labels : throw EksErrors.InvalidParameter($"Label cannot contain reserved prefixes [kubernetes.io/, k8s.io/, eks.amazonaws.com/]: {reserved}");
    }

    /// <summary>One of the choices; the first when none was sent.</summary>
    private static string ReadChoice(EksMembers body, string member, params string[] choices)
    {
        var choice = body.FindString(member) ?? choices[0];
        return choices.Contains(choice, StringComparer.Ordinal)
            ? choice
            : throw EksErrors.NotEmulated($"The {member} '{choice}' (known: {string.Join(", ", choices)})");
    }

    [GeneratedRegex(@"^[0-9A-Za-z][A-Za-z0-9_-]{0,62}\z")]
    private static partial Regex NodeGroupName();
}
