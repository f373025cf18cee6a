using EksIngress.Alb.Plans;

namespace EksIngress.Alb.Tests.Plans;

public sealed class ControllerFlagsTests
{
    [Fact]
    public void Parse_UpstreamsSpellings_AreRead()
    {
        var flags = ControllerFlags.Parse(
            "--cluster-name=dev", "--aws-vpc-id", "vpc-1", "--enable-backend-security-group=false", "--disable-restricted-sg-rules",
            "--default-tags=a=1,b=2", "--feature-gates=ALBSingleSubnet=true, SubnetsClusterTagCheck=f,NLBGatewayAPI=false", "--sync-period=1h");

        Assert.Equal("dev", flags.ClusterName);
        Assert.Equal("vpc-1", flags.VpcId);
        Assert.False(flags.Configuration.EnableBackendSecurityGroup);
        Assert.True(flags.Configuration.DisableRestrictedSecurityGroupRules);
        Assert.Equal("2", flags.Configuration.DefaultTags["b"]);
        Assert.True(flags.Configuration.AlbSingleSubnet);
        Assert.False(flags.Configuration.SubnetsClusterTagCheck);
        Assert.True(flags.Configuration.SubnetDiscoveryByReachability);
    }

    [Fact]
    public void Parse_Nothing_HasTheControllersDefaults() => Assert.Equal(
        new ControllerConfiguration { ClusterName = "", VpcId = "", ExternalManagedTags = [] } with { DefaultTags = ControllerFlags.Parse().Configuration.DefaultTags },
        ControllerFlags.Parse().Configuration with { ExternalManagedTags = [] });

    [Theory]
    [InlineData("cluster-name=dev", "is no controller flag")]
    [InlineData("--cluster=dev", "unknown flag: --cluster")]
    [InlineData("--cluster-name", "flag needs an argument: --cluster-name")]
    [InlineData("--watch-namespace=a", "flag --watch-namespace is not supported here")]
    [InlineData("--feature-gates=ALBSingleSubnet", "failed to parse feature-gates settings due to invalid mapStringBool: ALBSingleSubnet")]
    [InlineData("--feature-gates=AlbSingleSubnet=true", "unknown feature: AlbSingleSubnet")]
    [InlineData("--default-target-type=pod", "invalid value pod for default target type")]
    [InlineData("--default-tags=a", "a must be formatted as key=value")]
    [InlineData("--enable-backend-security-group=yes", "strconv.ParseBool: parsing \"yes\": invalid syntax")]
    public void Parse_FlagIsWrong_NamesIt(string flag, string message)
    {
        var exception = Assert.Throws<ControllerFlagsException>(() => ControllerFlags.Parse(flag));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
