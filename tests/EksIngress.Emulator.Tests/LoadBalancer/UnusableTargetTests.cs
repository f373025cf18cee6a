using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Aws.Ec2;
using EksIngress.Emulator.Tests.ElbV2;
using EksIngress.Emulator.Tests.LoadBalancerController;
using Microsoft.Extensions.DependencyInjection;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;
using Filter = Amazon.EC2.Model.Filter;
using TargetHealth = Amazon.ElasticLoadBalancingV2.Model.TargetHealth;

namespace EksIngress.Emulator.Tests.LoadBalancer;

/// <summary>What is registered and cannot be a target, as EC2 has it.</summary>
public sealed class UnusableTargetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Address_OfALoadBalancer_IsUnusableUntilItIsFree()
    {
        await using var bed = await ElbTestbed.StartAsync();
        var (other, front) = (await bed.CreateLoadBalancerAsync("other"), await bed.CreateLoadBalancerAsync());
        var address = (await bed.Ec2.DescribeNetworkInterfacesAsync(
            new DescribeNetworkInterfacesRequest { Filters = [new Filter("requester-id", ["amazon-elb"])] }, Token))
            .NetworkInterfaces.First(found => found.Description.StartsWith("ELB app/other/", StringComparison.Ordinal)).PrivateIpAddress;
        await using var target = await TargetServer.StartAsync("reached");
        var group = (await bed.CreateTargetGroupAsync()).TargetGroupArn;
        var listener = await bed.CreateListenerAsync(front.LoadBalancerArn, ElbTestbed.Forward(group));
        await bed.Elb.RegisterTargetsAsync(new RegisterTargetsRequest { TargetGroupArn = group, Targets = [new TargetDescription { Id = address, Port = 80 }] }, Token);

        await UntilAsync(bed.Elb, group, health => health is { State.Value: "unused", Reason.Value: "Target.IpUnusable", Description.Length: > 0 });

        // It gets no request, not even as the only target there is.
        Assert.Equal(503, (int)(await bed.Http.GetAsync(await bed.AddressOfAsync(listener.ListenerArn), Token)).StatusCode);
        await bed.Elb.DeleteLoadBalancerAsync(new DeleteLoadBalancerRequest { LoadBalancerArn = other.LoadBalancerArn }, Token);
        await CheckNowAsync(bed.Elb, group);
        await UntilAsync(bed.Elb, group, health => health.State.Value is "initial" or "unhealthy");
    }

    [Fact]
    public async Task Instance_Terminated_IsInAnInvalidState()
    {
        await using var bed = await ControllerBed.StartAsync();
        var balancer = (await bed.Elb.CreateLoadBalancerAsync(
            new CreateLoadBalancerRequest
            {
                Name = "front",
                Scheme = LoadBalancerSchemeEnum.Internal,
                Subnets = [.. (await bed.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [new Filter("vpc-id", [bed.VpcId])] }, Token)).Subnets.Select(subnet => subnet.SubnetId)],
            },
            Token)).LoadBalancers[0].LoadBalancerArn;
        var group = (await TargetGroupBindingTests.CreateGroupAsync(bed, "instance")).TargetGroupArn;
        await bed.Elb.CreateListenerAsync(
            new CreateListenerRequest
            {
                LoadBalancerArn = balancer,
                Port = 80,
                Protocol = ProtocolEnum.HTTP,
                DefaultActions = [new Action { Type = ActionTypeEnum.Forward, TargetGroupArn = group }],
            },
            Token);
        await bed.Elb.RegisterTargetsAsync(new RegisterTargetsRequest { TargetGroupArn = group, Targets = [new TargetDescription { Id = bed.Instances[0], Port = 30080 }] }, Token);
        await UntilAsync(bed.Elb, group, health => health.State.Value is "initial" or "unhealthy");

        bed.Emulator.Services.GetRequiredService<Ec2Network>().TerminateInstance("eu-west-1", bed.Instances[0]);
        await CheckNowAsync(bed.Elb, group);

        await UntilAsync(bed.Elb, group, health => health is { State.Value: "unused", Reason.Value: "Target.InvalidState" });
        var exception = await Assert.ThrowsAsync<InvalidTargetException>(() => bed.Elb.RegisterTargetsAsync(
            new RegisterTargetsRequest { TargetGroupArn = group, Targets = [new TargetDescription { Id = bed.Instances[0], Port = 30081 }] }, Token));
        Assert.Contains("not in a running state", exception.Message, StringComparison.Ordinal);
    }

    // Other settings of health checks make the next one due at once.
    private static Task CheckNowAsync(AmazonElasticLoadBalancingV2Client elb, string group) =>
        elb.ModifyTargetGroupAsync(new ModifyTargetGroupRequest { TargetGroupArn = group, HealthCheckPath = "/again" }, Token);

    private static Task UntilAsync(AmazonElasticLoadBalancingV2Client elb, string group, Func<TargetHealth, bool> holds) => Eventually.UntilAsync(async () =>
        holds((await elb.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = group }, Token)).TargetHealthDescriptions[0].TargetHealth));
}
