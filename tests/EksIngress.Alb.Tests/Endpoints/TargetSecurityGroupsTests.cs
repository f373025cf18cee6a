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
    [InlineData("""[{"from":[{"ipBlock":{"cidr":"10.0.0.0"}}],"ports":[]}]""", "invalid CIDR address: 10.0.0.0")]
    [InlineData("""[{"from":[{"ipBlock":{"cidr":"10.0.0.0/8"}}]}]""", "")]
    [InlineData("""[{"ports":[{"port":80}]}]""", "")]
    [InlineData("[]", "")]
    [InlineData("""[{"from":[{"securityGroup":{"groupID":"sg-1"},"ipBlock":{"cidr":"nonsense"}}],"ports":[{"port":80}]}]""", "tcp 80-80 sg-1")]
    [InlineData("""[{"from":[{}],"ports":[{"port":"admin"}]}]""", "unable to find port admin on pod ns-1/pod-2")]
    [InlineData("""[{"from":[{"ipBlock":{"cidr":"10.1.2.3/8"}}],"ports":[{"protocol":"TCP"},{"protocol":"UDP","port":53}]}]""", "tcp 0-65535 10.1.2.3/8, udp 53-53 10.1.2.3/8")]
    [InlineData("""[{"from":[{"securityGroup":{"groupID":"sg-2"}},{"securityGroup":{"groupID":"sg-1"}}],"ports":[{"port":81},{"port":80}]},{"from":[{"ipBlock":{"cidr":"::/0"}}],"ports":[{"port":80}]}]""", "tcp 81-81 sg-2, tcp 80-80 sg-2, tcp 81-81 sg-1, tcp 80-80 sg-1, tcp 80-80 ::/0")]
    [InlineData("""[{"from":[{"securityGroup":{"groupID":""}}],"ports":[{"port":80}]}]""", "tcp 80-80 ")]
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
    [InlineData(false, "", "")]
    [InlineData(true, "", "")]
    [InlineData(false, "tcp:80:sg-1", "tcp 80-80 sg-1")]
    [InlineData(false, "tcp:9090:sg-1 tcp:80:sg-1 tcp:443:sg-2 udp:53:sg-1 tcp:80:sg-1", "tcp 80-9090 sg-1, tcp 443-443 sg-2, udp 53-53 sg-1")]
    [InlineData(true, "tcp:9090:sg-1 tcp:80:sg-1 tcp:443:sg-2 udp:53:sg-1 tcp:80:sg-1", "tcp 443-443 sg-2, tcp 80-80 sg-1, tcp 9090-9090 sg-1, udp 53-53 sg-1")]
    [InlineData(false, "tcp:0:sg-1 tcp:80:sg-1", "tcp 0-65535 sg-1")]
    [InlineData(false, "tcp:80:sg-1 tcp:0:sg-1 tcp:90:sg-1", "tcp 0-65535 sg-1")]
    [InlineData(false, "tcp:0-65535:sg-1 tcp:80:sg-1", "tcp 0-65535 sg-1")]
    [InlineData(false, "tcp:65535:sg-1", "tcp 65535-65535 sg-1")]
    [InlineData(true, "tcp:0:sg-1 tcp:80:sg-1", "tcp 0-0 sg-1, tcp 80-80 sg-1")]
    [InlineData(false, "tcp:90:10.0.0.0/8 tcp:80:10.0.0.0/8 tcp:80:10.0.0.0/8", "tcp 90-90 10.0.0.0/8, tcp 80-80 10.0.0.0/8, tcp 80-80 10.0.0.0/8")]
    [InlineData(true, "tcp:90:10.0.0.0/8 tcp:80:10.0.0.0/8 tcp:80:10.0.0.0/8", "tcp 80-80 10.0.0.0/8, tcp 90-90 10.0.0.0/8")]
    [InlineData(false, "tcp:0:10.0.0.0/8 tcp:80:10.0.0.0/8", "tcp 0-0 10.0.0.0/8, tcp 80-80 10.0.0.0/8")]
    [InlineData(false, "tcp:80:10.0.0.0/8 tcp:80:sg-1 tcp:80:::/0", "tcp 80-80 sg-1, tcp 80-80 10.0.0.0/8, tcp 80-80 ::/0")]
    [InlineData(true, "tcp:80:sg-1 tcp:80:::/0 tcp:80:10.0.0.0/8 tcp:443:10.0.0.0/8 tcp:8080:sg-1", "tcp 443-443 10.0.0.0/8, tcp 80-80 10.0.0.0/8, tcp 80-80 ::/0, tcp 80-80 sg-1, tcp 8080-8080 sg-1")]
    public void Aggregate_RulesOfAllBindings_RestrictedOnesBecomeRanges(bool disabled, string rules, string expected)
    {
        var groups = new TargetSecurityGroups(Configuration with { DisableRestrictedSecurityGroupRules = disabled });

        Assert.Equal(expected, Text(groups.Aggregate(Rules(rules))));
    }

    [Fact]
    public void Aggregate_WhateverTheOrder_IsTheSameSet()
    {
        var rules = Rules("tcp:9090:sg-1 tcp:80:10.0.0.0/8 tcp:80:sg-1 udp:53:sg-2 tcp:443:::/0 tcp:0:sg-3").ToList();
        foreach (var disabled in new[] { false, true })
        {
            var groups = new TargetSecurityGroups(Configuration with { DisableRestrictedSecurityGroupRules = disabled });

            Assert.Equal(groups.Aggregate(rules).ToHashSet(), groups.Aggregate(Enumerable.Reverse(rules)).ToHashSet());
        }
    }

    [Theory]
    [InlineData("tcp:80:sg-1", "IpProtocol: tcp, FromPort: 80, ToPort: 80, UserIdGroupPair: sg-1")]
    [InlineData("udp:0-65535:10.0.0.0/8", "IpProtocol: udp, FromPort: 0, ToPort: 65535, IpRange: 10.0.0.0/8")]
    [InlineData("tcp:80:2001:db8::/32", "IpProtocol: tcp, FromPort: 80, ToPort: 80, Ipv6Range: 2001:db8::/32")]
    [InlineData("tcp:80:pl-1", "IpProtocol: tcp, FromPort: 80, ToPort: 80, PrefixListId: pl-1")]
    public void Identity_Rule_TellsItFromOthers(string rule, string expected) => Assert.Equal(expected, Assert.Single(Rules(rule)).Identity);

    [Theory]
    [InlineData("", "raw/description=")]
    [InlineData("ssh for admins", "raw/description=ssh for admins")]
    [InlineData("a=b", "a=b|raw/description=a=b")]
    [InlineData("a=b,c=d", "a=b|c=d|raw/description=a=b,c=d")]
    [InlineData("a=b,a=c", "a=c|raw/description=a=b,a=c")]
    [InlineData("a=b, c=d", "a=b|c=d|raw/description=a=b, c=d")]
    [InlineData("a=b c=d", "c=d|raw/description=a=b c=d")]
    [InlineData("a=b=c", "b=c|raw/description=a=b=c")]
    [InlineData("a=,b", "raw/description=a=,b")]
    [InlineData("rule a=b", "a=b|raw/description=rule a=b")]
    [InlineData("a=b\n", "raw/description=a=b\n")]
    public void Labels_Description_IsReadForPairs(string description, string expected) => Assert.Equal(
        expected, string.Join('|', SecurityGroupRuleLabels.Read(description).Select(label => $"{label.Key}={label.Value}")));

    [Theory]
    [InlineData("", "")]
    [InlineData("b=2|a=1", "a=1,b=2")]
    [InlineData("a=1|raw/description=for admins", "for admins")]
    [InlineData("elbv2.k8s.aws/targetGroupBinding=shared", SecurityGroupRule.Description)]
    public void Labels_Written_AreADescription(string labels, string expected) => Assert.Equal(
        expected,
        SecurityGroupRuleLabels.Write(labels.Split('|', StringSplitOptions.RemoveEmptyEntries).ToDictionary(label => label.Split('=')[0], label => label.Split('=')[1])));

    [Theory]
    [InlineData(SecurityGroupRule.Description, true)]
    [InlineData("team=web,elbv2.k8s.aws/targetGroupBinding=shared", true)]
    [InlineData("elbv2.k8s.aws/targetGroupBinding=shared,team=web", true)]
    [InlineData("elbv2.k8s.aws/targetGroupBinding=own", false)]
    [InlineData("elbv2.k8s.aws/targetGroupBinding=shared2", false)]
    [InlineData("elbv2.k8s.aws/targetGroupBinding=shared for web", false)]
    [InlineData("", false)]
    public void IsOwn_Description_HasTheLabel(string description, bool expected) => Assert.Equal(expected, SecurityGroupRule.IsOwn(description));

    // "tcp:80:sg-1", "tcp:0-65535:10.0.0.0/8"
    private static IEnumerable<SecurityGroupRule> Rules(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(rule => rule.Split(':', 3))
        .Select(parts => new SecurityGroupRule(
            parts[0],
            int.Parse(parts[1].Split('-')[0], System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(parts[1].Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture),
            parts[2][..3] switch
            {
                "sg-" => SecurityGroupRule.SourceKind.SecurityGroup,
                "pl-" => SecurityGroupRule.SourceKind.PrefixList,
                _ when parts[2].Contains(':', StringComparison.Ordinal) => SecurityGroupRule.SourceKind.Ipv6,
                _ => SecurityGroupRule.SourceKind.Ipv4,
            },
            parts[2]));

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
