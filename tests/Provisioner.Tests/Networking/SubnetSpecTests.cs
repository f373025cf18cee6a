using EksIngress.Model.Environments;
using EksIngress.Provisioner.Networking;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Tests.Networking;

public sealed class SubnetSpecTests
{
    private static readonly string[] Zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c", "eu-west-1d"];

    [Fact]
    public void For_DefaultNetwork_CutsItIntoEighths()
    {
        var subnets = SubnetSpec.For(new EnvironmentSpec { Name = "dev", Region = "eu-west-1" }, Zones);

        Assert.Equal(
            [
                "dev-public-eu-west-1a 192.168.0.0/19 kubernetes.io/role/elb",
                "dev-public-eu-west-1b 192.168.32.0/19 kubernetes.io/role/elb",
                "dev-private-eu-west-1a 192.168.128.0/19 kubernetes.io/role/internal-elb",
                "dev-private-eu-west-1b 192.168.160.0/19 kubernetes.io/role/internal-elb",
            ],
            subnets.Select(subnet => $"{subnet.Name} {subnet.Cidr} {subnet.RoleTag}"));
    }

    [Fact]
    public void For_OneZoneMore_MovesNoSubnet()
    {
        var two = new EnvironmentSpec { Name = "dev", Region = "eu-west-1", Network = new() { Cidr = "10.1.16.0/20" } };
        var four = two with { Network = two.Network with { AvailabilityZoneCount = 4 } };

        Assert.Subset(SubnetSpec.For(four, Zones).ToHashSet(), SubnetSpec.For(two, Zones).ToHashSet());
        Assert.Equal(8, SubnetSpec.For(four, Zones).Select(subnet => subnet.Cidr).Distinct().Count());
    }

    [Fact]
    public void Choose_ZoneWithoutEks_IsLeftOut() => Assert.Equal(
        ["us-east-1a", "us-east-1c"],
        ZonePlan.Choose([("us-east-1c", "use1-az1"), ("us-east-1b", "use1-az3"), ("us-east-1a", "use1-az2")], 2));

    [Fact]
    public void Choose_TooFewZones_SaysHowManyThereAre() => Assert.Contains(
        "has 1 availability zones",
        Assert.Throws<ProvisioningException>(() => ZonePlan.Choose([("a", "az1")], 2)).Message,
        StringComparison.Ordinal);
}
