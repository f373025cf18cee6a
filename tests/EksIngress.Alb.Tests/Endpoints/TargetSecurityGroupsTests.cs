using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Tests.Endpoints;

public sealed class TargetSecurityGroupsTests
{
    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "cluster-dummy", VpcId = "vpc-dummy" };

    [Theory]
    [InlineData("sg-1", "sg-1")]
    [InlineData("sg-1 sg-2:cluster", "sg-2")]
    [InlineData("sg-1:cluster sg-2:cluster", "expected exactly one securityGroup tagged with kubernetes.io/cluster/cluster-dummy for eni eni-1, got: [sg-1 sg-2] (clusterName: cluster-dummy)")]
    [InlineData("sg-2 sg-1", "expected exactly one securityGroup tagged with kubernetes.io/cluster/cluster-dummy for eni eni-1, got: [] (clusterName: cluster-dummy)")]
    [InlineData("", "expected exactly one securityGroup tagged with kubernetes.io/cluster/cluster-dummy for eni eni-1, got: [] (clusterName: cluster-dummy)")]
    public void Choose_Groups_ExactlyOneIsTheTargets(string groups, string expected) => Assert.Equal(expected, Choose(Configuration, groups));

    [Theory]
    [InlineData("sg-1:cluster sg-2:cluster,role", "sg-2")]
    [InlineData("sg-1:cluster sg-2:role", "expected exactly one securityGroup tagged with kubernetes.io/cluster/cluster-dummy and map[role:x] for eni eni-1, got: [] (clusterName: cluster-dummy)")]
    public void Choose_FurtherTags_MustMatchToo(string groups, string expected) => Assert.Equal(
        expected, Choose(Configuration with { ServiceTargetEniSecurityGroupTags = new Dictionary<string, string> { ["role"] = "x" } }, groups));

    [Theory]
    [InlineData("""[{"from":[{"securityGroup":{"groupID":"sg-1"}}],"ports":[{"protocol":"TCP","port":80}]}]""", "tcp 80-80 sg-1")]
    [InlineData("""[{"from":[{"securityGroup":{"groupID":"sg-1"}}],"ports":[{}]}]""", "tcp 0-65535 sg-1")]
    [InlineData("""[{"from":[{"securityGroup":{"groupID":"sg-1"}}],"ports":[{"protocol":"UDP","port":53}]}]""", "udp 53-53 sg-1")]
    [InlineData("""[{"from":[{"securityGroup":{"groupID":"sg-1"}}]}]""", "")]
    [InlineData("""[{"from":[{"ipBlock":{"cidr":"10.0.0.0/8"}},{"ipBlock":{"cidr":"::/0"}}],"ports":[{"port":80}]}]""", "tcp 80-80 10.0.0.0/8, tcp 80-80 ::/0")]
    [InlineData("""[{"from":[{"securityGroup":{"groupID":"sg-1"}}],"ports":[{"port":"http"}]}]""", "tcp 8080-8080 sg-1, tcp 9090-9090 sg-1")]
    [InlineData("""[{"from":[{"securityGroup":{"groupID":"sg-1"}}],"ports":[{"port":"admin"}]}]""", "unable to find port admin on pod ns-1/pod-2")]
    [InlineData("""[{"from":[{"ipBlock":{"cidr":"10.0.0.0"}}],"ports":[{"port":80}]}]""", "invalid CIDR address: 10.0.0.0")]
    [InlineData("""[{"from":[{}],"ports":[{"port":80}]}]""", "either ipBlock or securityGroup should be specified")]
    [InlineData("""[{"from":[{}]}]""", "either ipBlock or securityGroup should be specified")]
    [InlineData("""[{"from":[{"securityGroup":{"groupID":"sg-1"}},{}],"ports":[]}]""", "either ipBlock or securityGroup should be specified")]
    [InlineData("""[{"from":[{"ipBlock":{"cidr":"10.0.0.0/33"}}]}]""", "invalid CIDR address: 10.0.0.0/33")]
    [InlineData("""[{"from":[]}]""", "")]
    [InlineData("""[{"from":[{"ipBlock":{"cidr":"10.0.0.0/8"}}]},{"from":[{"securityGroup":{"groupID":"sg-1"}}],"ports":[{"port":80}]}]""", "tcp 80-80 sg-1")]
    [InlineData("""[{"from":[{"securityGroup":{"groupID":"sg-1"}}],"ports":[{"port":80},{"port":80}]}]""", "tcp 80-80 sg-1, tcp 80-80 sg-1")]
    public void RulesOf_Networking_BecomesRules(string ingress, string expected)
    {
        var networking = KubernetesJson.Read<TargetGroupBinding.NetworkRules>($$"""{"ingress":{{ingress}} }""");
        Pod[] pods =
        [
            KubernetesJson.Read<Pod>("""{"metadata":{"namespace":"ns-1","name":"pod-2"},"spec":{"containers":[{"ports":[{"name":"http","containerPort":9090}]}],"initContainers":[{"ports":[{"name":"admin","containerPort":1}]}]}}"""),
            KubernetesJson.Read<Pod>("""{"metadata":{"namespace":"ns-1","name":"pod-1"},"spec":{"initContainers":[{"restartPolicy":"Always","ports":[{"name":"http","containerPort":8080}]}]}}"""),
        ];

        Assert.Equal(expected, Try(() => Text(TargetSecurityGroups.RulesOf(networking, pods))));
    }

    [Fact]
    public void RulesOf_NamedPortWithoutPods_Fails()
    {
        var networking = KubernetesJson.Read<TargetGroupBinding.NetworkRules>(
            """{"ingress":[{"from":[{"securityGroup":{"groupID":"sg-1"}}],"ports":[{"port":"http"}]}]}""");

        Assert.Equal("named ports can only be used with pod endpoints", Try(() => Text(TargetSecurityGroups.RulesOf(networking, []))));
    }

    [Theory]
    [InlineData(false, "tcp 80-9090 sg-1, tcp 443-443 sg-2, udp 53-53 sg-1, tcp 80-80 10.0.0.0/8, tcp 80-80 10.0.0.0/8, tcp 90-90 10.0.0.0/8")]
    [InlineData(true, "tcp 80-80 10.0.0.0/8, tcp 90-90 10.0.0.0/8, tcp 80-80 sg-1, tcp 9090-9090 sg-1, tcp 443-443 sg-2, udp 53-53 sg-1")]
    public void Aggregate_RulesOfAllBindings_RestrictedOnesBecomeRanges(bool disabled, string expected)
    {
        SecurityGroupRule[] rules = [Group("tcp", 9090, "sg-1"), Group("tcp", 80, "sg-1"), Group("tcp", 443, "sg-2"), Group("udp", 53, "sg-1"),
            Block(90), Block(80), Block(80), Group("tcp", 80, "sg-1")];
        var groups = new TargetSecurityGroups(Configuration with { DisableRestrictedSecurityGroupRules = disabled });

        Assert.Equal(expected, Text(groups.Aggregate(rules)));
        Assert.Equal(expected, Text(groups.Aggregate(rules.Reverse())));
    }

    [Fact]
    public void Aggregate_PortZero_IsEveryPort() => Assert.Equal(
        "tcp 0-65535 sg-1", Text(new TargetSecurityGroups(Configuration).Aggregate([Group("tcp", 0, "sg-1"), Group("tcp", 80, "sg-1")])));

    private static SecurityGroupRule Group(string protocol, int port, string id) => new(protocol, port, port, SecurityGroupRule.SourceKind.SecurityGroup, id);

    private static SecurityGroupRule Block(int port) => new("tcp", port, port, SecurityGroupRule.SourceKind.Ipv4, "10.0.0.0/8");

    private static string Text(IEnumerable<SecurityGroupRule> rules) =>
        string.Join(", ", rules.Select(rule => $"{rule.Protocol} {rule.FromPort}-{rule.ToPort} {rule.Source}"));

    private static string Choose(ControllerConfiguration configuration, string groups) => Try(() => new TargetSecurityGroups(configuration).Choose(
        new NetworkInterfaceFact("eni-1", [.. groups.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(group => new InterfaceSecurityGroup(
            group.Split(':')[0],
            (group.Split(':').ElementAtOrDefault(1) ?? "").Split(',').ToDictionary(
                tag => tag == "cluster" ? "kubernetes.io/cluster/cluster-dummy" : tag, _ => "x")))])));

    private static string Try(Func<string> act)
    {
        try
        {
            return act();
        }
        catch (AlbModelException exception)
        {
            return exception.Message;
        }
    }
}
