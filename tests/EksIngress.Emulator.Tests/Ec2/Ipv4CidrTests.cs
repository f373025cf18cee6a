using EksIngress.Emulator.Aws.Ec2;

namespace EksIngress.Emulator.Tests.Ec2;

public sealed class Ipv4CidrTests
{
    [Theory]
    [InlineData("10.0.0.0/16", "10.0.0.0/16")]
    [InlineData("100.68.0.18/18", "100.68.0.0/18")]
    [InlineData("1.2.3.4/32", "1.2.3.4/32")]
    [InlineData("255.255.255.255/0", "0.0.0.0/0")]
    public void TryParse_ABlock_ClearsHostBits(string text, string expected)
    {
        Assert.True(Ipv4Cidr.TryParse(text, out var cidr));
        Assert.Equal(expected, cidr.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("10.0.0/8")]
    [InlineData("010.0.0.0/8")]
    [InlineData("256.0.0.0/8")]
    [InlineData("::/0")]
    [InlineData("10.0.0.0/8/8")]
    public void TryParse_NoBlock_IsFalse(string text) => Assert.False(Ipv4Cidr.TryParse(text, out _));

    [Theory]
    [InlineData("10.0.0.0/16", "10.0.255.0/24", true)]
    [InlineData("10.0.255.0/24", "10.0.0.0/16", true)]
    [InlineData("10.0.0.0/24", "10.0.1.0/24", false)]
    [InlineData("0.0.0.0/0", "192.168.0.0/16", true)]
    public void Overlaps_TwoBlocks_IsSymmetric(string left, string right, bool expected)
    {
        Assert.True(Ipv4Cidr.TryParse(left, out var first));
        Assert.True(Ipv4Cidr.TryParse(right, out var second));

        Assert.Equal(expected, first.Overlaps(second));
        Assert.Equal(expected, second.Overlaps(first));
    }

    [Theory]
    [InlineData("eu-west-1", "euw1-az1")]
    [InlineData("us-east-1", "use1-az1")]
    [InlineData("ap-southeast-2", "apse2-az1")]
    [InlineData("ap-northeast-1", "apne1-az1")]
    [InlineData("ca-central-1", "cac1-az1")]
    [InlineData("us-gov-west-1", "usgw1-az1")]
    public void AvailabilityZones_OfARegion_HaveIdsAsOnAws(string region, string firstId) =>
        Assert.Equal(firstId, AvailabilityZones.Of(region)[0].Id);
}
