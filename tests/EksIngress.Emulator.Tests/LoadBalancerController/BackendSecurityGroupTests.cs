using EksIngress.Alb;
using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>The security group that all load balancers of a cluster share, found where another controller left it.</summary>
public sealed class BackendSecurityGroupTests
{
    private static readonly ControllerConfiguration s_configuration = NetworkingBed.Configuration with
    {
        DefaultTags = new Dictionary<string, string> { ["team"] = "web", ["env"] = "test" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Group_IsThere_GetsTheTagsThatAreMissing()
    {
        using var ec2 = new FakeEc2();
        AddGroup(ec2);
        using var backend = new BackendSecurityGroup(ec2, s_configuration, TimeProvider.System);

        Assert.Equal("sg-shared", await backend.GetAsync(Token));
        Assert.Equal("sg-shared", await backend.GetAsync(Token));

        Assert.Equal(["DescribeSecurityGroups", "CreateTags env=test,team=web"], ec2.Calls);
    }

    [Fact]
    public async Task Group_MayNotBeTagged_FailsOnceAndIsUsedAsItIs()
    {
        using var ec2 = new FakeEc2 { MayTag = false };
        AddGroup(ec2);
        using var backend = new BackendSecurityGroup(ec2, s_configuration, TimeProvider.System);

        var exception = await Assert.ThrowsAsync<AwsCallException>(() => backend.GetAsync(Token));
        Assert.Equal("UnauthorizedOperation", exception.Code);
        Assert.Equal("sg-shared", await backend.GetAsync(Token));

        Assert.Equal(["DescribeSecurityGroups", "CreateTags env=test,team=web"], ec2.Calls);
    }

    private static void AddGroup(FakeEc2 ec2) => ec2.AddGroup("sg-shared", ("elbv2.k8s.aws/cluster", "dev"), ("elbv2.k8s.aws/resource", "backend-sg"));
}
