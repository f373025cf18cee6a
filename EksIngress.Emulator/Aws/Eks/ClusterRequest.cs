using System.Collections.Immutable;
using System.Text.RegularExpressions;
using EksIngress.Emulator.Aws.Ec2;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Reads and checks CreateCluster.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html</remarks>
internal sealed partial class ClusterRequest(Ec2Network network, EksRoles roles, TimeProvider time)
{
    private const int FewestAddresses = 6;

    // Zones in which EKS runs no control planes: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
    private static readonly string[] ZonesWithoutEks = ["use1-az3", "usw1-az2", "cac1-az3"];

    /// <exception cref="AwsException">What EKS would refuse, or what is not emulated.</exception>
    public EksCluster Read(AwsCall call)
    {
        var body = new EksMembers(call.Body);
        var name = body.GetString("name");
        if (!ClusterName().IsMatch(name))
        {
            throw EksErrors.InvalidParameter("The cluster name must be 1 to 100 letters, digits, hyphens or underscores, and start with a letter or digit.", name);
        }

        var version = body.FindString("version") ?? EksVersions.Default;
        if (!EksVersions.Known.Contains(version))
        {
            throw EksErrors.InvalidParameter($"unsupported Kubernetes version {version}", name);
        }

        // EKS's own defaults on both sides of these switches: nothing changes when they are asked for.
        if (body.FindObject("kubernetesNetworkConfig")?.FindString("ipFamily") is { } family and not "ipv4")
        {
            throw EksErrors.NotEmulated($"kubernetesNetworkConfig.ipFamily {family}");
        }

        var roleArn = body.GetString("roleArn");
        var arn = EksOperation.ClusterArn(call, name);
        if (roles.Find(roleArn) is not { } role || !roles.Trusts(role, "eks.amazonaws.com", call.AccountId, arn))
        {
            throw EksErrors.InvalidParameter($"Role with arn: {roleArn}, could not be assumed because it does not exist or the trusted entity is not correct", name);
        }

        var vpcConfig = body.FindObject("resourcesVpcConfig") ?? throw EksErrors.InvalidParameter("The member 'resourcesVpcConfig' is required.", name);
        var (vpcId, subnetIds) = ReadSubnets(call.Region, name, vpcConfig);
        var access = body.FindObject("accessConfig");
        var (isPublic, isPrivate) = (vpcConfig.FindBoolean("endpointPublicAccess") ?? true, vpcConfig.FindBoolean("endpointPrivateAccess") ?? false);
        if (!isPublic && !isPrivate)
        {
            throw EksErrors.InvalidParameter("Private and public endpoint access cannot be false at the same time.", name);
        }

        var token = EksClientToken.Find(call);
        return new EksCluster
        {
            Name = name,
            Region = call.Region,
            Arn = arn,
            Version = version,
            RoleArn = roleArn,
            CreatedAt = time.GetUtcNow(),
            Status = EksStatus.Creating,
            VpcId = vpcId,
            SubnetIds = subnetIds,
            SecurityGroupIds = ReadSecurityGroups(call.Region, name, vpcId, vpcConfig),
            EndpointPublicAccess = isPublic,
            EndpointPrivateAccess = isPrivate,
            PublicAccessCidrs = vpcConfig.Strings("publicAccessCidrs") is { IsEmpty: false } cidrs ? cidrs : ["0.0.0.0/0"],
            AuthenticationMode = ReadMode(access),
            BootstrapCreatorAdmin = access?.FindBoolean("bootstrapClusterCreatorAdminPermissions") ?? true,
            DeletionProtection = body.FindBoolean("deletionProtection") ?? false,
            BootstrapSelfManagedAddons = body.FindBoolean("bootstrapSelfManagedAddons") ?? true,
            LoggingTypes = ClusterLogging.Read(body.FindObject("logging"), ClusterLogging.None),
            SupportType = ReadSupportType(body.FindObject("upgradePolicy")),
            CreatorArn = call.Caller!.PrincipalArn,
            ClientRequestToken = token?.Value,
            RequestHash = token?.Request,
            Tags = body.Tags(),
        };
    }

    private static string ReadSupportType(EksMembers? policy) =>
        policy?.FindString("supportType") switch
        {
            null or "EXTENDED" => "EXTENDED",
            "STANDARD" => "STANDARD",
            var type => throw EksErrors.InvalidParameter($"Invalid supportType: {type}"),
        };

    private static string ReadMode(EksMembers? access) =>
        (access?.FindString("authenticationMode") ?? "CONFIG_MAP") switch
        {
            ("API" or "API_AND_CONFIG_MAP" or "CONFIG_MAP") and var known => known,
            var mode => throw EksErrors.InvalidParameter($"Invalid authenticationMode: {mode}"),
        };

    private (string VpcId, ImmutableArray<string> SubnetIds) ReadSubnets(string region, string cluster, EksMembers vpcConfig)
    {
        var ids = vpcConfig.Strings("subnetIds");
        var subnets = new List<Subnet>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            var subnet = network.Find<Subnet>(region, id)
                ?? throw EksErrors.InvalidParameter($"The subnet ID '{id}' does not exist (Service: Ec2, Status Code: 400)", cluster);
            if (ZonesWithoutEks.Contains(subnet.Zone.Id))
            {
                throw new AwsException("UnsupportedAvailabilityZoneException", $"Cannot create cluster '{cluster}' because {subnet.Zone.Name}, the targeted availability zone, does not currently have sufficient capacity to support the cluster.");
            }

            if (network.AvailableAddresses(region, id) < FewestAddresses)
            {
                throw EksErrors.InvalidParameter($"Subnet {id} does not have enough free IP addresses: {FewestAddresses} are needed.", cluster);
            }

            subnets.Add(subnet);
        }

        if (subnets.Select(subnet => subnet.Zone.Name).Distinct(StringComparer.Ordinal).Count() < 2)
        {
            throw EksErrors.InvalidParameter("Subnets specified must be in at least two different AZs", cluster);
        }

        return subnets.Select(subnet => subnet.VpcId).Distinct(StringComparer.Ordinal).ToList() is [var vpcId]
            ? (vpcId, ids)
            : throw EksErrors.InvalidParameter("Subnets specified must belong to the same VPC", cluster);
    }

    private ImmutableArray<string> ReadSecurityGroups(string region, string cluster, string vpcId, EksMembers vpcConfig)
    {
        var ids = vpcConfig.Strings("securityGroupIds");
        var foreign = ids.FirstOrDefault(id => network.FindSecurityGroup(region, id)?.VpcId != vpcId);
        return foreign is null ? ids : throw EksErrors.InvalidParameter($"The security group '{foreign}' does not exist in the VPC {vpcId}", cluster);
    }

    [GeneratedRegex(@"^[0-9A-Za-z][A-Za-z0-9_-]{0,99}\z")]
    private static partial Regex ClusterName();
}
