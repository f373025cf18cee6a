using Amazon.EC2;
using Amazon.EC2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using SpecObject = EksIngress.Emulator.LoadBalancerController.Cluster.TargetGroupBindingObject.SpecObject;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>What tells the zones of targets: the blocks of VPCs, and the nodes of pods where AWS does not take the zone <c>all</c>.</summary>
internal sealed class TargetZones(IAmazonEC2 ec2, ClusterInformers informers, ControllerConfiguration configuration, TimeProvider time)
{
    private const string Associated = "associated";
    private const string Refusal = "you must specify an Availability Zone";

    // For as long as the upstream controller takes each for unchanged.
    private static readonly TimeSpan s_blocksLifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_strangerLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_nodesLifetime = TimeSpan.FromMinutes(60);

    private readonly ExpiringCache<IReadOnlyList<string>> _blocks = new(time);
    private readonly ExpiringCache<bool> _strangers = new(time);
    private readonly ExpiringCache<bool> _needsNodes = new(time);

    /// <summary>
    /// Blocks of the target group's VPC. A VPC of another account is one that this account can see, being shared with it; or it is peered, and every
    /// target is outside of it then.
    /// </summary>
    /// <returns>Null for a VPC of another account that cannot be seen.</returns>
    /// <exception cref="AwsCallException">EC2 refused.</exception>
    public async Task<IReadOnlyList<string>?> FindBlocksAsync(SpecObject binding, CancellationToken cancellationToken)
    {
        var vpc = string.IsNullOrEmpty(binding.VpcId) ? configuration.VpcId : binding.VpcId;
        var key = $"{binding.IamRoleArnToAssume}-{vpc}";
        if (IsForeign(binding) && _strangers.TryGet(key, out _))
        {
            return null;
        }

        try
        {
            return await GetBlocksAsync(vpc, cancellationToken);
        }
        catch (AwsCallException exception) when (exception.Code == "InvalidVpcID.NotFound" && IsForeign(binding))
        {
            _strangers.Set(key, true, s_strangerLifetime);
            return null;
        }
    }

    /// <summary>Whether AWS has refused the zone <c>all</c> for a binding, not long ago.</summary>
    public bool NeedsNodes(TargetGroupBindingObject binding) => _needsNodes.TryGet(KeyOf(binding), out _);

    public void RememberNodes(TargetGroupBindingObject binding) => _needsNodes.Set(KeyOf(binding), true, s_nodesLifetime);

    /// <summary>Nodes whose zones count; null for a target group of another account, whose zones are not these.</summary>
    public IReadOnlyList<Node>? FindNodes(SpecObject binding) =>
        IsForeign(binding) ? null : [.. informers.Nodes.Items.Select(ClusterView.Read<Node>)];

    /// <summary>Whether AWS wants to know the zone of a target.</summary>
    public static bool IsZoneMissing(AwsCallException exception) =>
        exception.Code == "ValidationError" && exception.Message.Contains(Refusal, StringComparison.Ordinal);

    private async Task<IReadOnlyList<string>> GetBlocksAsync(string vpc, CancellationToken cancellationToken)
    {
        if (!_blocks.TryGet(vpc, out var blocks))
        {
            var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeVpcs", ec2.DescribeVpcsAsync(
                new DescribeVpcsRequest { VpcIds = [vpc] }, cancellationToken));
            blocks = [.. (response.Vpcs ?? []).SelectMany(BlocksOf)];
            _blocks.Set(vpc, blocks, s_blocksLifetime);
        }

        return blocks;
    }

    private static IEnumerable<string> BlocksOf(Vpc vpc) =>
    [
        .. (vpc.CidrBlockAssociationSet ?? []).Where(block => block.CidrBlockState?.State?.Value == Associated).Select(block => block.CidrBlock),
        .. (vpc.Ipv6CidrBlockAssociationSet ?? []).Where(block => block.Ipv6CidrBlockState?.State?.Value == Associated).Select(block => block.Ipv6CidrBlock),
    ];

    private static bool IsForeign(SpecObject binding) => !string.IsNullOrEmpty(binding.IamRoleArnToAssume);

    private static string KeyOf(TargetGroupBindingObject binding) => $"{binding.Metadata.NamespaceProperty}/{binding.Metadata.Name}";
}
