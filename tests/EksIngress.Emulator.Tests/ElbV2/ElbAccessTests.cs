using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.Aws.Iam;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.ElbV2;

/// <summary>What requests ask of IAM policies.</summary>
public sealed class ElbAccessTests(ElbFixture fixture) : IClassFixture<ElbFixture>, IAsyncLifetime
{
    private const string Prefix = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:";

    private ElbTestbed Bed => fixture.Bed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Creation in an account that has a load balancer already; the first is another matter.
    public ValueTask InitializeAsync()
    {
        Bed.Emulator.Services.GetRequiredService<ServiceLinkedRoles>().CreateIfMissing(ServiceLinkedRoles.LoadBalancing);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("CreateLoadBalancer", "Name=x", Prefix + "loadbalancer/app/x/*", Prefix + "loadbalancer/app/x/*")]
    [InlineData("CreateTargetGroup", "Name=x", Prefix + "targetgroup/x/*", Prefix + "targetgroup/x/*")]
    [InlineData("CreateListener", "LoadBalancerArn=" + Prefix + "loadbalancer/app/x/1", Prefix + "loadbalancer/app/x/1", Prefix + "listener/app/x/1/*")]
    [InlineData("CreateRule", "ListenerArn=" + Prefix + "listener/app/x/1/2", Prefix + "listener/app/x/1/2", Prefix + "listener-rule/app/x/1/2/*")]
    public void Create_WithTags_AsksForCreationAndForTheTags(string operation, string member, string created, string tagged)
    {
        var questions = Ask(operation, member, "Tags.member.1.Key=k", "Tags.member.1.Value=v");

        Assert.Equal(["elasticloadbalancing:" + operation, "elasticloadbalancing:AddTags"], questions.Select(question => question.Action));
        Assert.Equal([created, tagged], questions.Select(question => question.Resource));
        Assert.All(questions, question => Assert.Equal(["v"], question.Context["aws:RequestTag/k"]));
        Assert.All(questions, question => Assert.Equal(["k"], question.Context["aws:TagKeys"]));
        Assert.False(questions[0].Context.ContainsKey("elasticloadbalancing:CreateAction"));
        Assert.Equal([operation], questions[1].Context["elasticloadbalancing:CreateAction"]);
        Assert.False(questions[1].Context.ContainsKey("aws:ResourceTag/k"));
    }

    [Fact]
    public void Create_WithoutTags_AsksForCreationAlone() =>
        Assert.Equal("elasticloadbalancing:CreateLoadBalancer", Assert.Single(Ask("CreateLoadBalancer", "Name=x")).Action);

    [Theory]
    [InlineData("DeleteLoadBalancer")]
    [InlineData("ModifyLoadBalancerAttributes")]
    [InlineData("SetSecurityGroups")]
    [InlineData("SetSubnets")]
    [InlineData("SetIpAddressType")]
    [InlineData("CreateListener")]
    public async Task Change_TaggedLoadBalancer_BringsItsTags(string operation)
    {
        var balancer = await Bed.CreateLoadBalancerAsync("tagged");
        await Bed.Elb.AddTagsAsync(
            new AddTagsRequest { ResourceArns = [balancer.LoadBalancerArn], Tags = [new Tag { Key = "elbv2.k8s.aws/cluster", Value = "c" }] }, Token);

        var question = Assert.Single(Ask(operation, "LoadBalancerArn=" + balancer.LoadBalancerArn));

        Assert.Equal(balancer.LoadBalancerArn, question.Resource);
        Assert.Equal(["c"], question.Context["aws:ResourceTag/elbv2.k8s.aws/cluster"]);
        Assert.Equal(["c"], question.Context["elasticloadbalancing:ResourceTag/elbv2.k8s.aws/cluster"]);
    }

    [Fact]
    public async Task AddTags_ExistingResource_BringsBothItsTagsAndTheNewOnes()
    {
        var balancer = await Bed.CreateLoadBalancerAsync("retagged");
        await Bed.Elb.AddTagsAsync(new AddTagsRequest { ResourceArns = [balancer.LoadBalancerArn], Tags = [new Tag { Key = "old", Value = "1" }] }, Token);

        var question = Assert.Single(Ask("AddTags", "ResourceArns.member.1=" + balancer.LoadBalancerArn, "Tags.member.1.Key=new", "Tags.member.1.Value=2"));

        Assert.Equal(["1"], question.Context["aws:ResourceTag/old"]);
        Assert.Equal(["2"], question.Context["aws:RequestTag/new"]);
        Assert.False(question.Context.ContainsKey("elasticloadbalancing:CreateAction"));
    }

    [Theory]
    [InlineData("DescribeLoadBalancers")]
    [InlineData("DescribeTargetHealth")]
    [InlineData("DescribeTags")]
    [InlineData("DescribeListenerAttributes")]
    public void Describe_Anything_AsksAboutEverything(string operation)
    {
        var question = Assert.Single(Ask(operation));

        Assert.Equal(("elasticloadbalancing:" + operation, "*"), (question.Action, question.Resource));
        Assert.Empty(question.Context);
    }

    private List<AccessRequest> Ask(string operation, params string[] members)
    {
        var service = Bed.Emulator.Services.GetServices<IAwsService>().OfType<ElbV2Service>().Single();
        var call = new AwsCall
        {
            Parameters = new AwsParameters(members.Select(member => member.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal)),
            Body = new JsonObject(),
            Caller = null,
            Region = "eu-west-1",
            AccountId = "000000000000",
            RequestId = "request",
        };
        return [.. service.Operations.Single(candidate => candidate.Name == operation).Access(call)];
    }
}
