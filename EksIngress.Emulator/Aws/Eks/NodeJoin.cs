using System.Collections.Immutable;
using EksIngress.Emulator.Aws.Ec2;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;
using EksIngress.Emulator.Kubernetes;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Whether the instances of a node group could become nodes, as far as the account decides it: network, role, and the cluster's own door.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html#worker-node-fail and create-node-role.html</remarks>
internal sealed class NodeJoin(Ec2Network network, EksRoles roles, CallerResolver callers, Func<IKubernetesClusters> kubernetes, TimeProvider time, IOptions<EmulatorOptions> options)
{
    private const string NetworkPlugin = "vpc-cni";

    // What node and kubelet ask for, and the managed policy that is recommended for it.
    private static readonly (string Action, string Policy)[] NodeActions =
        [("ec2:DescribeInstances", "AmazonEKSWorkerNodePolicy"), ("ecr:GetAuthorizationToken", "AmazonEC2ContainerRegistryPullOnly")];

    /// <summary>Where there are no access entries, nodes join by the ConfigMap.</summary>
    public void MapRole(EksCluster cluster, EksNodeGroup group)
    {
        if (!cluster.HasAccessEntries)
        {
            kubernetes().ChangeConfigMap(cluster.Name, AwsAuthConfigMap.Key, data => AwsAuthConfigMap.AddNodeRole(data, group.NodeRoleArn, options.Value.AccountId));
        }
    }

    public Task AddAsync(EksCluster cluster, EksNodeGroup group, Instance instance, CancellationToken cancellationToken) =>
        kubernetes().AddNodeAsync(cluster.Name, NodeOf(group, instance), cancellationToken);

    public Task RemoveAsync(string clusterName, string nodeName, CancellationToken cancellationToken) =>
        kubernetes().RemoveNodeAsync(clusterName, nodeName, cancellationToken);

    /// <summary>What EKS says before anything is launched: subnets that lead to an internet gateway, and give no public addresses.</summary>
    public EksIssue? FindSubnetIssue(EksCluster cluster, EksNodeGroup group)
    {
        var state = network.Observe(cluster.Region);
        var without = group.SubnetIds
            .Where(id => state.Find<Subnet>(id) is { MapPublicIpOnLaunch: false } subnet && DefaultTarget(state, subnet) is { } target && state.Find<InternetGateway>(target) is not null)
            .ToArray();
        return without.Length == 0
            ? null
            : new EksIssue(
                "Ec2SubnetInvalidConfiguration",
                $"One or more Amazon EC2 Subnets of [{string.Join(", ", without)}] for node group {group.Name} does not automatically assign public IP addresses to instances launched into it. "
                    + "If you want your instances to be assigned a public IP address, then you need to enable auto-assign public IP address for the subnet. "
                    + "See IP addressing in VPC guide: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html#subnet-public-ip",
                without);
    }

    /// <summary>Why the group's instances would not join, and what mends it; null when they would.</summary>
    public string? FindObstacle(EksCluster cluster, EksNodeGroup group) =>
        FindNetworkObstacle(cluster, group) ?? FindPluginObstacle(cluster) ?? FindRoleObstacle(cluster, group);

    private static string? FindPluginObstacle(EksCluster cluster) =>
        cluster.BootstrapSelfManagedAddons || cluster.Addons.ContainsKey(NetworkPlugin)
            ? null
            : $"cluster {cluster.Name} was made without its own add-ons (bootstrapSelfManagedAddons), and its nodes have no network plugin: aws eks create-addon --cluster-name {cluster.Name} --addon-name {NetworkPlugin}";

    private string? FindNetworkObstacle(EksCluster cluster, EksNodeGroup group)
    {
        var state = network.Observe(cluster.Region);
        if (state.Find<Vpc>(cluster.VpcId) is not { EnableDnsSupport: true, EnableDnsHostnames: true })
        {
            return $"VPC {cluster.VpcId} does not have both DNS attributes: aws ec2 modify-vpc-attribute --vpc-id {cluster.VpcId} --enable-dns-hostnames";
        }

        foreach (var subnet in group.SubnetIds.Select(state.Find<Subnet>).OfType<Subnet>())
        {
            var target = DefaultTarget(state, subnet);
            var leadsOut = target is not null
                && (state.Find<InternetGateway>(target) is not null || state.Find<NatGateway>(target) is { State: NatGatewayState.Available, IsPublic: true });
            if (!leadsOut)
            {
                return $"subnet {subnet.Id} has no route to the internet for the cluster's endpoint and the registries: give its route table 0.0.0.0/0 by a NAT gateway or an internet gateway";
            }
        }

        return null;
    }

    private string? FindRoleObstacle(EksCluster cluster, EksNodeGroup group)
    {
        if (roles.FindAny(group.NodeRoleArn) is not { } role || callers.Find(new IamPrincipal.RoleSession(role.RoleId, "node", time.GetUtcNow(), null, Empty, Empty)) is not { } caller)
        {
            return $"the role {group.NodeRoleArn} is gone";
        }

        var isKnown = (cluster.HasAccessEntries && cluster.AccessEntries.GetValueOrDefault(role.Arn)?.PrincipalId == role.RoleId)
            || (cluster.ReadsConfigMap && kubernetes().FindConfigMap(cluster.Name, AwsAuthConfigMap.Key) is { } data && AwsAuthConfigMap.Find(data, role.Arn, options.Value.AccountId) is not null);
        if (!isKnown)
        {
            return $"the cluster lets the role {role.Arn} not in: it has no access entry of type EC2_LINUX and no mapping in {AwsAuthConfigMap.Key}";
        }

        // The network plugin may have a role of its own, by its add-on or by pod identity.
        var pluginHasRole = cluster.Addons.GetValueOrDefault(NetworkPlugin)?.ServiceAccountRoleArn is not null
            || cluster.PodIdentities.Values.Any(association => (association.Namespace, association.ServiceAccount) == ("kube-system", "aws-node"));
        var needed = pluginHasRole ? NodeActions : [.. NodeActions, ("ec2:AssignPrivateIpAddresses", "AmazonEKS_CNI_Policy")];
        var context = new PolicyContext([caller.ContextKeys, new Dictionary<string, IReadOnlyList<string>> { ["aws:RequestedRegion"] = [cluster.Region] }]);
        return needed
            .Where(entry => !PolicyEvaluator.Evaluate(caller.Policies, entry.Action, "*", context).IsAllowed)
            .Select(entry => $"the role {role.Arn} may not {entry.Action}: aws iam attach-role-policy --role-name {role.RoleName} --policy-arn arn:aws:iam::aws:policy/{entry.Policy}")
            .FirstOrDefault();
    }

    private static ImmutableDictionary<string, string> Empty => ImmutableDictionary<string, string>.Empty;

    private static string? DefaultTarget(Ec2State state, Subnet subnet) =>
        RouteTables.Of(state, subnet).Routes.FirstOrDefault(route => route.Destination.PrefixLength == 0)?.Target;

    private static KubernetesNodeSpec NodeOf(EksNodeGroup group, Instance instance) => new(
        instance.PrivateDnsName,
        instance.Id,
        instance.InstanceType,
        instance.Zone.Name,
        group.Name,
        new Dictionary<string, string>(group.Labels)
        {
            ["eks.amazonaws.com/nodegroup"] = group.Name,
            ["eks.amazonaws.com/capacityType"] = group.CapacityType,
            ["eks.amazonaws.com/nodegroup-image"] = instance.ImageId,
        })
    {
        Taints = [.. group.Taints.Select(taint => (taint.Key, taint.Value, taint.KubernetesEffect))],
    };
}
