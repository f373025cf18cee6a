using Amazon.EC2.Model;
using EksIngress.Alb;
using k8s.Models;
using static EksIngress.Emulator.Tests.LoadBalancerController.NetworkingBed;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>On which network interface the controller takes a pod to be; its security groups are the ones that are opened.</summary>
public sealed class PodInterfacesTests
{
    private const string Branch = """[{"eniId":"eni-branch","privateIp":"10.0.0.10","ipv6Addr":"2600:1f::99"}]""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ec2", "10.0.0.10", null, "eni-primary")]
    [InlineData("ec2", "10.0.0.20", null, "eni-second")]
    [InlineData("ec2", "10.0.0.130", null, "eni-second")]
    [InlineData("ec2", "2600:1f::7", null, "eni-second")]
    [InlineData("ec2", "127.70.0.1", null, "eni-primary")]
    [InlineData("ec2", "10.0.0.10", Branch, "eni-branch")]
    [InlineData("ec2", "2600:1f::99", Branch, "eni-branch")]
    [InlineData("ec2", "10.0.0.20", Branch, "eni-second")]
    [InlineData("ec2", "10.0.0.20", "[null]", "eni-second")]
    [InlineData("ec2", "10.0.0.20", "{", "eni-second")]
    [InlineData("fargate", "10.0.5.5", null, "eni-fargate")]
    [InlineData("fargate", "2600:1f::5", null, "eni-fargate")]
    [InlineData("hyperpod", "10.0.5.5", null, "eni-fargate")]
    [InlineData("hyperpod", "10.0.6.17", null, "eni-hyperpod")]
    [InlineData("hybrid", "172.16.0.1", null, "")]
    [InlineData("ec2", "10.0.0.99", null, "cannot resolve pod ENI for pods: [default/web]")]
    [InlineData("fargate", "10.0.7.7", null, "cannot resolve pod ENI for pods: [default/web]")]
    [InlineData("hyperpod", "10.0.6.40", null, "cannot resolve pod ENI for pods: [default/web]")]
    [InlineData("unknown", "10.0.0.10", null, "cannot resolve pod ENI for pods: [default/web]")]
    [InlineData("gone", "10.0.0.10", null, "nodes \"gone\" not found")]
    public async Task Pod_OfANode_IsOnTheInterfaceOfItsAddress(string node, string address, string? annotation, string expected)
    {
        using var bed = Start();

        string found;
        try
        {
            found = (await bed.Pods.ResolveAsync([Pod("web", address, node, annotation)], Token))[new("default", "web")].Id;
        }
        catch (AlbModelException exception)
        {
            found = exception.Message;
        }

        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task Pods_OfSeveralNodes_AreFoundWithOneCallOfAKind()
    {
        using var bed = Start();
        V1Pod[] pods =
        [
            Pod("a", "10.0.0.10", "ec2"), Pod("b", "10.0.0.20", "ec2"), Pod("c", "10.0.5.5", "fargate"), Pod("d", "10.0.0.10", "ec2", Branch), Pod("a", "10.0.0.10", "ec2"),
        ];

        var found = await bed.Pods.ResolveAsync(pods, Token);

        Assert.Equal(
            ["a eni-primary", "b eni-second", "c eni-fargate", "d eni-branch"],
            found.OrderBy(pair => pair.Key.Name, StringComparer.Ordinal).Select(pair => $"{pair.Key.Name} {pair.Value.Id}"));
        Assert.Equal(["DescribeNetworkInterfaces", "DescribeInstances", "DescribeNetworkInterfaces"], bed.Ec2.Calls);
    }

    [Fact]
    public async Task Pod_WasFound_IsTakenToBeThereForTenMinutes()
    {
        using var bed = Start();
        await bed.Pods.ResolveAsync([Pod("web", "10.0.0.10", "ec2")], Token);

        bed.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await bed.Pods.ResolveAsync([Pod("web", "10.0.0.10", "ec2")], Token);
        Assert.Single(bed.Ec2.Calls);

        // Another pod of the same name is another one.
        Assert.Equal("eni-second", (await bed.Pods.ResolveAsync([Pod("web", "10.0.0.20", "ec2", uid: "2")], Token)).Values.Single().Id);
        Assert.Equal(2, bed.Ec2.Calls.Count);

        bed.Time.Advance(TimeSpan.FromSeconds(1));
        await bed.Pods.ResolveAsync([Pod("web", "10.0.0.10", "ec2")], Token);
        Assert.Equal(3, bed.Ec2.Calls.Count);
    }

    private static NetworkingBed Start()
    {
        var bed = new NetworkingBed();
        var second = Interface("eni-second", 1, ["sg-second"], "10.0.0.2", "10.0.0.20");
        second.Ipv4Prefixes = [new InstanceIpv4Prefix { Ipv4Prefix = "10.0.0.128/28" }];
        second.Ipv6Prefixes = [new InstanceIpv6Prefix { Ipv6Prefix = "2600:1f::/80" }];
        bed.AddNode("ec2", "i-1", null, second, Interface("eni-primary", 0, ["sg-node"], "10.0.0.1", "10.0.0.10"));
        bed.AddNode("fargate", "fargate-ip-10-0-5-5", ("eks.amazonaws.com/compute-type", "fargate"));
        bed.AddNode("hyperpod", "i-hyperpod", ("sagemaker.amazonaws.com/compute-type", "hyperpod"));
        bed.AddNode("hybrid", "mi-1", ("eks.amazonaws.com/compute-type", "hybrid"));
        bed.AddNode("unknown", "i-unknown", null);
        bed.Ec2.Interfaces.Add(new NetworkInterface { NetworkInterfaceId = "eni-branch", VpcId = "vpc-1", Groups = [new GroupIdentifier { GroupId = "sg-pod" }] });
        bed.Ec2.Interfaces.Add(new NetworkInterface
        {
            NetworkInterfaceId = "eni-fargate",
            VpcId = "vpc-1",
            PrivateIpAddresses = [new NetworkInterfacePrivateIpAddress { PrivateIpAddress = "10.0.5.5" }],
            Ipv6Addresses = [new NetworkInterfaceIpv6Address { Ipv6Address = "2600:1f::5" }],
        });
        bed.Ec2.Interfaces.Add(new NetworkInterface
        {
            NetworkInterfaceId = "eni-hyperpod",
            VpcId = "vpc-1",
            PrivateIpAddresses = [new NetworkInterfacePrivateIpAddress { PrivateIpAddress = "hyperpod-address" }],
            Ipv4Prefixes = [new Ipv4PrefixSpecification { Ipv4Prefix = "10.0.6.16/28" }],
        });

        // The same address in another VPC is somebody else's.
        bed.Ec2.Interfaces.Add(new NetworkInterface
        {
            NetworkInterfaceId = "eni-stranger",
            VpcId = "vpc-2",
            PrivateIpAddresses = [new NetworkInterfacePrivateIpAddress { PrivateIpAddress = "10.0.7.7" }],
        });
        return bed;
    }
}
