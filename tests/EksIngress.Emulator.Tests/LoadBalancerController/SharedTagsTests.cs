using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Tag = Amazon.ElasticLoadBalancingV2.Model.Tag;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>Several resources carry the tags of one: which of them the controller takes for its own, and what it does with the others.</summary>
public sealed class SharedTagsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadBalancersAndTargetGroups_TwoForOneResource_BothStayAndAreBroughtInLine()
    {
        await using var bed = await StartAsync();

        // Told before the ones that are in use: the last counts.
        var balancer = await bed.CreateTwinAsync("a-twin", bed.VpcId);
        var group = await bed.CreateTwinGroupAsync("a-twin");
        await bed.Elb.AddTagsAsync(new AddTagsRequest { ResourceArns = [balancer, group], Tags = [new Tag { Key = "stray", Value = "1" }] }, Token);

        await DeployAgainAsync(bed);

        Assert.Equal(2, (await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers.Count);
        Assert.Equal(2, (await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups.Count);
        var tags = (await bed.Elb.DescribeTagsAsync(new Amazon.ElasticLoadBalancingV2.Model.DescribeTagsRequest { ResourceArns = [balancer, group] }, Token)).TagDescriptions;
        Assert.All(tags, description => Assert.DoesNotContain(description.Tags, tag => tag.Key == "stray"));
    }

    [Fact]
    public async Task SecurityGroups_TwoForOneResource_OneIsDeleted()
    {
        await using var bed = await StartAsync();
        var managed = Assert.Single(await ManagedAsync(bed));
        var twin = (await bed.Ec2.CreateSecurityGroupAsync(new CreateSecurityGroupRequest { VpcId = bed.VpcId, GroupName = "twin", Description = "twin" }, Token)).GroupId;
        await bed.Ec2.CreateTagsAsync(new CreateTagsRequest { Resources = [twin], Tags = managed.Tags }, Token);

        await DeployAgainAsync(bed);

        Assert.Single(await ManagedAsync(bed));
    }

    [Fact]
    public async Task LoadBalancer_OfAnotherSchemeWithTheSameTags_IsDeleted()
    {
        await using var bed = await StartAsync();
        var twin = await bed.CreateTwinAsync("twin", bed.VpcId, LoadBalancerSchemeEnum.Internal);

        await DeployAgainAsync(bed);

        Assert.DoesNotContain((await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers, found => found.LoadBalancerArn == twin);
    }

    [Fact]
    public async Task LoadBalancer_OfAnotherVpcWithTheSameTags_IsSomebodyElses()
    {
        await using var bed = await StartAsync();
        var vpc = (await bed.Ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.9.0.0/16" }, Token)).Vpc.VpcId;
        var twin = await bed.CreateTwinAsync("twin", vpc);

        await DeployAgainAsync(bed);
        await bed.DeleteAsync($"{Manifest.Ingresses}/shop");
        await bed.GoneAsync($"{Manifest.Ingresses}/shop");

        Assert.Equal(twin, (await bed.Elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest(), Token)).LoadBalancers.Single().LoadBalancerArn);
    }

    /// <summary>What the controller's predecessor tagged with its own key is taken over, and keeps that tag.</summary>
    [Fact]
    public async Task Resources_WithTheTagsOfThePredecessor_AreTakenOver()
    {
        await using var bed = await StartAsync();

        // The usual policy lets the controller change only what has its own tag.
        await bed.AllowAsync("elasticloadbalancing:*", "ec2:*");
        var arn = await bed.LoadBalancerArnAsync();
        var group = (await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups.Single().TargetGroupArn;
        var managed = Assert.Single(await ManagedAsync(bed)).GroupId;
        await bed.Elb.RemoveTagsAsync(new RemoveTagsRequest { ResourceArns = [arn, group], TagKeys = ["elbv2.k8s.aws/cluster"] }, Token);
        await bed.Elb.AddTagsAsync(new AddTagsRequest { ResourceArns = [arn, group], Tags = [new Tag { Key = "ingress.k8s.aws/cluster", Value = ControllerBed.ClusterName }] }, Token);
        await bed.Ec2.DeleteTagsAsync(new Amazon.EC2.Model.DeleteTagsRequest { Resources = [managed], Tags = [new Amazon.EC2.Model.Tag { Key = "elbv2.k8s.aws/cluster" }] }, Token);
        await bed.Ec2.CreateTagsAsync(new CreateTagsRequest { Resources = [managed], Tags = [new("ingress.k8s.aws/cluster", ControllerBed.ClusterName)] }, Token);

        await DeployAgainAsync(bed);

        Assert.Equal(arn, await bed.LoadBalancerArnAsync());
        Assert.Equal(group, (await bed.Elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups.Single().TargetGroupArn);
        Assert.Equal(managed, Assert.Single(await ManagedAsync(bed)).GroupId);
        var tags = (await bed.Elb.DescribeTagsAsync(new Amazon.ElasticLoadBalancingV2.Model.DescribeTagsRequest { ResourceArns = [arn, group] }, Token)).TagDescriptions;
        Assert.All(tags, description => Assert.Equal(2, description.Tags.Count(tag => tag.Key.EndsWith("/cluster", StringComparison.Ordinal))));
    }

    private static async Task<ControllerBed> StartAsync()
    {
        var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        return bed;
    }

    // A controller that starts has no caches, and looks at everything.
    private static async Task DeployAgainAsync(ControllerBed bed)
    {
        await bed.RestartControllerAsync();
        await Eventually.UntilAsync(async () => (await bed.ControllerLogAsync()).Contains("successfully deployed model", StringComparison.Ordinal));
        await bed.SettleAsync();
    }

    private static async Task<List<SecurityGroup>> ManagedAsync(ControllerBed bed) => (await bed.Ec2.DescribeSecurityGroupsAsync(
        new DescribeSecurityGroupsRequest { Filters = [new Amazon.EC2.Model.Filter("tag:ingress.k8s.aws/resource", ["ManagedLBSecurityGroup"])] }, Token)).SecurityGroups;
}
