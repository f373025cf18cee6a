using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>The targets of target groups: listed, registered, taken out.</summary>
internal sealed class TargetList(IAmazonElasticLoadBalancingV2 elb, IAmazonEC2 ec2, ControllerConfiguration configuration, ControllerLog log) : IDisposable
{
    // Of one call.
    private const int Batch = 200;
    private const string Logger = "controllers.targetGroupBinding";

    private static readonly Dictionary<string, IReadOnlyList<IPNetwork>> s_none = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Dictionary<string, IReadOnlyList<IPNetwork>> _blocks = s_none;

    public async Task<IReadOnlyList<TargetHealthDescription>> ListAsync(string arn, CancellationToken cancellationToken)
    {
        var response = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeTargetHealth", elb.DescribeTargetHealthAsync(
            new DescribeTargetHealthRequest { TargetGroupArn = arn }, cancellationToken));
        return response.TargetHealthDescriptions ?? [];
    }

    public async Task RegisterAsync(string arn, string? vpcId, IReadOnlyList<TargetEndpoint> endpoints, CancellationToken cancellationToken)
    {
        IReadOnlyList<IPNetwork> blocks = endpoints.Any(endpoint => endpoint.Pod is not null)
            ? await VpcBlocksAsync(string.IsNullOrEmpty(vpcId) ? configuration.VpcId : vpcId, cancellationToken)
            : [];
        foreach (var batch in endpoints.Chunk(Batch))
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "RegisterTargets", elb.RegisterTargetsAsync(
                new RegisterTargetsRequest { TargetGroupArn = arn, Targets = [.. batch.Select(endpoint => ToSdk(endpoint, blocks))] }, cancellationToken));
            log.Info(Logger, "registered targets", ("arn", arn), ("targets", string.Join<TargetEndpoint>(',', batch)));
        }
    }

    public async Task DeregisterAsync(string arn, IReadOnlyList<TargetDescription> targets, CancellationToken cancellationToken)
    {
        foreach (var batch in targets.Chunk(Batch))
        {
            await AwsCalls.InvokeAsync(AwsCalls.Elb, "DeregisterTargets", elb.DeregisterTargetsAsync(
                new DeregisterTargetsRequest { TargetGroupArn = arn, Targets = [.. batch.Select(target => new TargetDescription { Id = target.Id, Port = target.Port })] },
                cancellationToken));
            log.Info(Logger, "deRegistered targets", ("arn", arn), ("targets", string.Join(',', batch.Select(target => $"{target.Id}:{target.Port}"))));
        }
    }

    public void Dispose() => _gate.Dispose();

    private static TargetDescription ToSdk(TargetEndpoint endpoint, IReadOnlyList<IPNetwork> blocks) => new()
    {
        Id = endpoint.Id,
        Port = endpoint.Port,
        // Addresses outside the VPC belong to no zone.
        AvailabilityZone = endpoint.Pod is null || blocks.Any(block => block.Contains(IPAddress.Parse(endpoint.Id))) ? null : "all",
    };

    private async Task<IReadOnlyList<IPNetwork>> VpcBlocksAsync(string vpcId, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_blocks.TryGetValue(vpcId, out var blocks))
            {
                var response = await AwsCalls.InvokeAsync(AwsCalls.Ec2, "DescribeVpcs", ec2.DescribeVpcsAsync(
                    new DescribeVpcsRequest { VpcIds = [vpcId] }, cancellationToken));
                blocks = [.. (response.Vpcs ?? []).Select(vpc => IPNetwork.Parse(vpc.CidrBlock))];
                _blocks = new(_blocks, StringComparer.Ordinal) { [vpcId] = blocks };
            }

            return blocks;
        }
        finally
        {
            _gate.Release();
        }
    }
}
