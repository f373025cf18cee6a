using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Provisioner.Aws;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>An ALB as the controller would make it for a cluster, with one target behind it.</summary>
internal sealed class HandMadeAlb : IAsyncDisposable
{
    private readonly WebApplication _target;

    private readonly LoadBalancer _balancer;

    private HandMadeAlb(WebApplication target, LoadBalancer balancer)
    {
        _target = target;
        _balancer = balancer;
    }

    public string Hostname => _balancer.DNSName;

    public static async Task<HandMadeAlb> CreateAsync(AwsClients aws, string cluster, CancellationToken token)
    {
        var subnets = await aws.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [new("tag:kubernetes.io/role/elb", ["1"])] }, token);
        var vpcId = subnets.Subnets[0].VpcId;
        Amazon.ElasticLoadBalancingV2.Model.Tag[] tags = [new() { Key = "elbv2.k8s.aws/cluster", Value = cluster }];
        var group = await aws.Ec2.CreateSecurityGroupAsync(
            new CreateSecurityGroupRequest
            {
                VpcId = vpcId,
                GroupName = "k8s-default-web",
                Description = "ALB",
                TagSpecifications = [new() { ResourceType = "security-group", Tags = [new("elbv2.k8s.aws/cluster", cluster)] }],
            },
            token);
        await aws.Ec2.AuthorizeSecurityGroupIngressAsync(
            new AuthorizeSecurityGroupIngressRequest
            {
                GroupId = group.GroupId,
                IpPermissions = [new IpPermission { IpProtocol = "tcp", FromPort = 80, ToPort = 80, Ipv4Ranges = [new IpRange { CidrIp = "0.0.0.0/0" }] }],
            },
            token);
        var loadBalancer = (await aws.LoadBalancing.CreateLoadBalancerAsync(
            new CreateLoadBalancerRequest
            {
                Name = "k8s-default-web-0123456789",
                Scheme = LoadBalancerSchemeEnum.InternetFacing,
                Subnets = [.. subnets.Subnets.Select(subnet => subnet.SubnetId)],
                SecurityGroups = [group.GroupId],
                Tags = [.. tags],
            },
            token)).LoadBalancers[0];

        var target = await StartTargetAsync(token);
        var address = new Uri(target.Urls.First());
        var targetGroup = (await aws.LoadBalancing.CreateTargetGroupAsync(
            new CreateTargetGroupRequest
            {
                Name = "k8s-default-servicea-0123456789",
                Protocol = ProtocolEnum.HTTP,
                Port = address.Port,
                TargetType = TargetTypeEnum.Ip,
                VpcId = vpcId,
                HealthCheckPath = "/",
                Tags = [.. tags],
            },
            token)).TargetGroups[0];
        await aws.LoadBalancing.RegisterTargetsAsync(
            new RegisterTargetsRequest
            {
                TargetGroupArn = targetGroup.TargetGroupArn,
                Targets = [new TargetDescription { Id = address.Host, Port = address.Port, AvailabilityZone = "all" }],
            },
            token);
        await aws.LoadBalancing.CreateListenerAsync(
            new CreateListenerRequest
            {
                LoadBalancerArn = loadBalancer.LoadBalancerArn,
                Protocol = ProtocolEnum.HTTP,
                Port = 80,
                DefaultActions = [new() { Type = ActionTypeEnum.Forward, TargetGroupArn = targetGroup.TargetGroupArn }],
                Tags = [.. tags],
            },
            token);
        return new HandMadeAlb(target, loadBalancer);
    }

    /// <summary>Puts a Network Load Balancer in front, as the controller would.</summary>
    /// <returns>Its DNS name.</returns>
    public async Task<string> AddFrontendAsync(AwsClients aws, string cluster, CancellationToken token)
    {
        Amazon.ElasticLoadBalancingV2.Model.Tag[] tags = [new() { Key = "elbv2.k8s.aws/cluster", Value = cluster }];
        var targetGroup = (await aws.LoadBalancing.CreateTargetGroupAsync(
            new CreateTargetGroupRequest { Name = "k8s-default-web-nlb", Protocol = ProtocolEnum.TCP, Port = 80, TargetType = TargetTypeEnum.Alb, VpcId = _balancer.VpcId, Tags = [.. tags] },
            token)).TargetGroups[0];
        var network = (await aws.LoadBalancing.CreateLoadBalancerAsync(
            new CreateLoadBalancerRequest
            {
                Name = $"{_balancer.LoadBalancerName}-nlb",
                Type = LoadBalancerTypeEnum.Network,
                Scheme = LoadBalancerSchemeEnum.InternetFacing,
                Subnets = [.. _balancer.AvailabilityZones.Select(zone => zone.SubnetId)],
                Tags = [.. tags],
            },
            token)).LoadBalancers[0];
        await aws.LoadBalancing.CreateListenerAsync(
            new CreateListenerRequest
            {
                LoadBalancerArn = network.LoadBalancerArn,
                Protocol = ProtocolEnum.TCP,
                Port = 80,
                DefaultActions = [new() { Type = ActionTypeEnum.Forward, TargetGroupArn = targetGroup.TargetGroupArn }],
                Tags = [.. tags],
            },
            token);
        await aws.LoadBalancing.RegisterTargetsAsync(
            new RegisterTargetsRequest { TargetGroupArn = targetGroup.TargetGroupArn, Targets = [new TargetDescription { Id = _balancer.LoadBalancerArn }] }, token);
        return network.DNSName;
    }

    public ValueTask DisposeAsync() => _target.DisposeAsync();

    private static async Task<WebApplication> StartTargetAsync(CancellationToken token)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync("here", context.RequestAborted));
        await app.StartAsync(token);
        return app;
    }
}
