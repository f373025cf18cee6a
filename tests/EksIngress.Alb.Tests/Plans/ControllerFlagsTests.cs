using EksIngress.Alb.Flags;
using EksIngress.Alb.Plans;

namespace EksIngress.Alb.Tests.Plans;

public sealed class ControllerFlagsTests
{
    [Fact]
    public void Parse_UpstreamsSpellings_AreRead()
    {
        var flags = ControllerFlags.Parse(
            "--cluster-name=dev", "--aws-vpc-id", "vpc-1", "--enable-backend-security-group=false", "--disable-restricted-sg-rules",
            "--default-tags=a=1,b=2", "--feature-gates=ALBSingleSubnet=true, SubnetsClusterTagCheck=f,NLBGatewayAPI=false", "--sync-period=1h",
            "--watch-namespace=shop", "--backend-security-group=sg-7", "--max-targets-per-target-group=3", "--enable-waf=false", "--enable-shield=0");

        Assert.Equal("dev", flags.ClusterName);
        Assert.Equal("vpc-1", flags.VpcId);
        Assert.Null(flags.VpcTags);
        Assert.False(flags.Configuration.EnableBackendSecurityGroup);
        Assert.True(flags.Configuration.DisableRestrictedSecurityGroupRules);
        Assert.Equal("2", flags.Configuration.DefaultTags["b"]);
        Assert.True(flags.Configuration.AlbSingleSubnet);
        Assert.False(flags.Configuration.SubnetsClusterTagCheck);
        Assert.True(flags.Configuration.SubnetDiscoveryByReachability);
        Assert.Equal("shop", flags.Configuration.WatchNamespace);
        Assert.Equal("sg-7", flags.Configuration.BackendSecurityGroup);
        Assert.Equal(3, flags.Configuration.MaxTargetsPerTargetGroup);
        Assert.False(flags.Configuration.EnableWaf);
        Assert.True(flags.Configuration.EnableWafV2);
        Assert.False(flags.Configuration.EnableShield);
    }

    [Fact]
    public void Parse_FlagTwice_AddsUpListsAndTagsAndOtherwiseTheLastCounts()
    {
        var flags = ControllerFlags.Parse(
            "--default-tags=a=1,b=2", "--default-tags=b=3", "--external-managed-tags=x,y", "--external-managed-tags=z",
            "--default-target-type=ip", "--default-target-type=instance", "--feature-gates=ALBSingleSubnet=true", "--feature-gates=EnableRGTAPI=1");

        Assert.Equal(["a=1", "b=3"], flags.Configuration.DefaultTags.Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.Equal(["x", "y", "z"], flags.Configuration.ExternalManagedTags);
        Assert.Equal("instance", flags.Configuration.DefaultTargetType);
        Assert.Equal(["ALBSingleSubnet", "EnableRGTAPI"], flags.FeatureGates.Given);
    }

    [Theory]
    [InlineData("--default-tags=\"a=1\"", "a=1")]
    [InlineData("--default-tags=a=1=2", "a=1=2")]
    [InlineData("--default-tags=a=1,b", "a=1,b")]
    [InlineData("--default-tags=\"a=1,2\",b=3", "a=1,2;b=3")]
    [InlineData("--default-tags=\"a=say \"\"hi\"\"\",b=", "a=say \"hi\";b=")]
    public void Parse_Tags_AreReadAsCommaSeparatedValues(string flag, string expected) => Assert.Equal(
        expected, string.Join(';', ControllerFlags.Parse(flag).Configuration.DefaultTags.Select(tag => $"{tag.Key}={tag.Value}")));

    [Fact]
    public void Parse_Nothing_HasTheControllersDefaults()
    {
        var configuration = ControllerFlags.Parse().Configuration;

        Assert.Equal(
            new ControllerConfiguration { ClusterName = "", VpcId = "" } with
            {
                ExternalManagedTags = configuration.ExternalManagedTags,
                AllowedCertificateAuthorityArns = configuration.AllowedCertificateAuthorityArns,
            },
            configuration);
    }

    [Theory]
    [InlineData("cluster-name=dev", "'cluster-name=dev' is no controller flag; write --name=value")]
    [InlineData("--=dev", "bad flag syntax: --=dev")]
    [InlineData("--cluster=dev", "unknown flag: --cluster")]
    [InlineData("--enable-acm-certificates", "unknown flag: --enable-acm-certificates")]
    [InlineData("--aws-vpc-cache-ttl=1m", "unknown flag: --aws-vpc-cache-ttl")]
    [InlineData("--cluster-name", "flag needs an argument: --cluster-name")]
    [InlineData("--feature-gates=ALBSingleSubnet", "invalid argument \"ALBSingleSubnet\" for \"--feature-gates\" flag: failed to parse feature-gates settings due to invalid mapStringBool: ALBSingleSubnet")]
    [InlineData("--feature-gates=AlbSingleSubnet=true", "invalid argument \"AlbSingleSubnet=true\" for \"--feature-gates\" flag: unknown feature: AlbSingleSubnet")]
    [InlineData("--default-target-type=pod", "invalid value pod for default target type")]
    [InlineData("--default-target-type=", "invalid value  for default target type")]
    [InlineData("--default-load-balancer-scheme=public", "invalid value public for default scheme")]
    [InlineData("--backend-security-group=group", "invalid value group for backend security group id")]
    [InlineData("--default-tags=a", "invalid argument \"a\" for \"--default-tags\" flag: a must be formatted as key=value")]
    [InlineData("--default-tags=a=1,b=2,c", "invalid argument \"a=1,b=2,c\" for \"--default-tags\" flag: c must be formatted as key=value")]
    [InlineData("--external-managed-tags=a\"b", "invalid argument \"a\\\"b\" for \"--external-managed-tags\" flag: parse error on line 1, column 2: bare \" in non-quoted field")]
    [InlineData("--default-tags=elbv2.k8s.aws/cluster=a", "tag key elbv2.k8s.aws/cluster cannot be specified in default-tags flag")]
    [InlineData("--external-managed-tags=ingress.k8s.aws/stack", "tag key ingress.k8s.aws/stack cannot be specified in external-managed-tags flag")]
    [InlineData("--required-secrets-label=a", "invalid value \"a\" for --required-secrets-label: must be in key=value format")]
    [InlineData("--required-secrets-label==a", "invalid value \"=a\" for --required-secrets-label: must be in key=value format")]
    [InlineData("--enable-backend-security-group=yes", "invalid argument \"yes\" for \"--enable-backend-security-group\" flag: strconv.ParseBool: parsing \"yes\": invalid syntax")]
    [InlineData("--ingress-max-concurrent-reconciles=many", "invalid argument \"many\" for \"--ingress-max-concurrent-reconciles\" flag: strconv.ParseInt: parsing \"many\": invalid syntax")]
    [InlineData("--sync-period=10", "invalid argument \"10\" for \"--sync-period\" flag: time: missing unit in duration \"10\"")]
    [InlineData("--sync-period=10q", "invalid argument \"10q\" for \"--sync-period\" flag: time: unknown unit \"q\" in duration \"10q\"")]
    [InlineData("--sync-period=", "invalid argument \"\" for \"--sync-period\" flag: time: invalid duration \"\"")]
    [InlineData("--aws-api-throttle=WAFV2", "invalid argument \"WAFV2\" for \"--aws-api-throttle\" flag: WAFV2 must be formatted as serviceID:operationRegex=rate:burst")]
    [InlineData("--aws-api-throttle=WAFV2:Get.*=x:1", "invalid argument \"WAFV2:Get.*=x:1\" for \"--aws-api-throttle\" flag: x must be valid float number as rate for operations per second")]
    public void Parse_FlagIsWrong_NamesIt(string flag, string message) =>
        Assert.Equal(message, Assert.Throws<ControllerFlagsException>(() => ControllerFlags.Parse(flag)).Message);

    [Fact]
    public void Parse_FlagsContradict_SaysWhich()
    {
        Assert.Equal(
            "tag key a cannot be specified in both default-tags and external-managed-tags flag",
            Assert.Throws<ControllerFlagsException>(() => ControllerFlags.Parse("--default-tags=a=1", "--external-managed-tags=b,a")).Message);
        Assert.Equal(
            "backend security group must be enabled when manage backend security group rule is enabled",
            Assert.Throws<ControllerFlagsException>(() => ControllerFlags.Parse(
                "--enable-manage-backend-security-group-rules", "--enable-backend-security-group=false")).Message);
    }

    [Fact]
    public void Validate_NoCluster_IsTheFirstFault() => Assert.Equal(
        "kubernetes cluster name must be specified",
        Assert.Throws<AlbModelException>(() => new ControllerConfiguration { ClusterName = "", VpcId = "", DefaultTargetType = "pod" }.Validate()).Message);

    [Theory]
    [InlineData("a=true,b=false", "a=True;b=False")]
    [InlineData(" a = T ,,b=0", "a=True;b=False")]
    [InlineData("", "")]
    public void SplitMapStringBool_Pairs_AreRead(string text, string expected) =>
        Assert.Equal(expected, string.Join(';', FeatureGates.SplitMapStringBool(text).Select(pair => $"{pair.Key}={pair.Value}")));

    [Theory]
    [InlineData("a", "invalid mapStringBool: a")]
    [InlineData("a=yes", "invalid mapStringBool: a=yes")]
    [InlineData("a=true=b", "invalid mapStringBool: a=true=b")]
    public void SplitMapStringBool_NoPair_NamesThePart(string text, string message) =>
        Assert.Equal(message, Assert.Throws<AlbModelException>(() => FeatureGates.SplitMapStringBool(text)).Message);

    [Fact]
    public void FeatureGates_AsText_AreAllOfThemInOrder()
    {
        var text = FeatureGates.Parse("ALBSingleSubnet=true").ToString();

        Assert.StartsWith("ALBGatewayAPI=true,ALBSingleSubnet=true,ALBTargetControlAgent=false,EnableCertificateManagement=false,", text, StringComparison.Ordinal);
        Assert.Equal(23, text.Split(',').Length);
    }
}
