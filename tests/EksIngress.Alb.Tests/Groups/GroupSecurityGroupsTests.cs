using EksIngress.Alb.Groups;
using EksIngress.Alb.Listeners;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Groups;

public sealed class GroupSecurityGroupsTests
{
    private const string NeedsShared = "backendSG feature is required to manage worker node SG rules when frontendSG manually specified";

    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "cluster", VpcId = "vpc-1" };

    private static readonly NetworkSnapshot Account = new()
    {
        BackendSecurityGroupId = "sg-shared",
        SecurityGroups = [new("sg-1", "web"), new("sg-2", "db"), new("sg-3", null)],
    };

    [Theory]
    [InlineData("", true, false, "{managed} sg-shared from sg-shared, shared")]
    [InlineData("", false, false, "{managed} from {managed}")]
    [InlineData("security-groups: ", true, false, "{managed} sg-shared from sg-shared, shared")]
    [InlineData("security-groups:  ,  || security-groups: ", true, false, "{managed} sg-shared from sg-shared, shared")]
    [InlineData("manage-backend-security-group-rules: nonsense", true, false, "{managed} sg-shared from sg-shared, shared")]
    [InlineData("security-groups: sg-1", true, false, "sg-1 from nobody")]
    [InlineData("security-groups: sg-3, sg-1", true, false, "sg-1 sg-3 from nobody")]
    [InlineData("security-groups: web,sg-3", true, false, "sg-3 sg-1 from nobody")]
    [InlineData("security-groups: sg-1", true, true, "sg-1 sg-shared from sg-shared, shared")]
    [InlineData("security-groups: sg-1", false, false, "sg-1 from nobody")]
    [InlineData("security-groups: sg-1", false, true, NeedsShared)]
    [InlineData("security-groups: sg-1 & manage-backend-security-group-rules: true", true, false, "sg-1 sg-shared from sg-shared, shared")]
    [InlineData("security-groups: sg-1 & manage-backend-security-group-rules: F", true, true, "sg-1 from nobody")]
    [InlineData("security-groups: sg-1 || manage-backend-security-group-rules: 1", true, false, "sg-1 sg-shared from sg-shared, shared")]
    [InlineData("security-groups: sg-1 & manage-backend-security-group-rules: t || manage-backend-security-group-rules: true", false, false, NeedsShared)]
    [InlineData("security-groups: sg-1 & manage-backend-security-group-rules: true || manage-backend-security-group-rules: false", true, false, "conflicting manage backend security group rules settings")]
    [InlineData("security-groups: sg-9 & manage-backend-security-group-rules: true || manage-backend-security-group-rules: false", true, false, "conflicting manage backend security group rules settings")]
    [InlineData("security-groups: sg-9 || manage-backend-security-group-rules: ", true, false, "failed to parse bool annotation, alb.ingress.kubernetes.io/manage-backend-security-group-rules: : strconv.ParseBool: parsing \"\": invalid syntax")]
    [InlineData("security-groups: sg-1 || security-groups: sg-1", true, false, "sg-1 from nobody")]
    [InlineData("security-groups: sg-1,sg-3 ||  || security-groups: sg-3,sg-1", true, false, "conflicting securityGroups: [sg-1 sg-3] | [sg-3 sg-1]")]
    [InlineData("security-groups: sg-1 || security-groups: ", true, false, "conflicting securityGroups: [sg-1] | []")]
    [InlineData("security-groups:  || security-groups: sg-1", true, false, "conflicting securityGroups: [] | [sg-1]")]
    [InlineData("tags: a=1 || tags: a=2", true, false, "conflicting tag a: 1 | 2")]
    [InlineData("security-groups: sg-1 & tags: a=1 || tags: a=2", true, false, "sg-1 from nobody")]
    public async Task ResolveAsync_Members(string members, bool enableShared, bool manage, string expected)
    {
        var configuration = Configuration with { EnableBackendSecurityGroup = enableShared, EnableManageBackendSecurityGroupRules = manage };

        Assert.Equal(expected, await Members.TryAsync(async () =>
        {
            var result = await ResolveAsync(configuration, members, new Dictionary<int, ListenPortConfig>());
            Assert.Equal(result.Managed is not null, result.Groups.Contains(ResourceTypes.ManagedSecurityGroupIdValue));
            return $"{string.Join(' ', result.Groups.Select(Text))} from {(result.Backend is null ? "nobody" : Text(result.Backend))}{(result.UsesShared ? ", shared" : "")}";
        }));
    }

    [Fact]
    public async Task ResolveAsync_SharedGroupByFlag_IsNotAskedFor() => Assert.Equal(
        StackValue.Of("sg-flag"),
        (await ResolveAsync(Configuration with { BackendSecurityGroup = "sg-flag" }, "", new Dictionary<int, ListenPortConfig>())).Backend);

    [Theory]
    [InlineData("ipv4", "80 Ipv4 10.0.0.0/8, 80 PrefixList pl-1, 443 Ipv4 10.1.0.0/16, 443 Ipv4 10.2.0.0/16")]
    [InlineData("dualstack", "80 Ipv4 10.0.0.0/8, 80 Ipv6 ::/0, 80 PrefixList pl-1, 443 Ipv4 10.1.0.0/16, 443 Ipv4 10.2.0.0/16")]
    [InlineData("dualstack-without-public-ipv4", "80 Ipv4 10.0.0.0/8, 80 Ipv6 ::/0, 80 PrefixList pl-1, 443 Ipv4 10.1.0.0/16, 443 Ipv4 10.2.0.0/16")]
    public async Task ResolveAsync_ManagedGroup_AdmitsWhatThePortsSay(string ipAddressType, string expected)
    {
        var ports = new Dictionary<int, ListenPortConfig>
        {
            [443] = new() { Protocol = "HTTPS", InboundCidrsV4 = ["10.1.0.0/16", "10.2.0.0/16"] },
            [80] = new() { Protocol = "HTTP", InboundCidrsV4 = ["10.0.0.0/8"], InboundCidrsV6 = ["::/0"], PrefixLists = ["pl-1"] },
        };

        var managed = (await ResolveAsync(Configuration, "tags: a=1", ports, ipAddressType)).Managed!;

        Assert.Equal(expected, string.Join(", ", managed.Ingress.Select(permission => $"{permission.Port} {permission.Source} {permission.Value}")));
        Assert.Equal(("k8s-shared-f0037f62f1", "[k8s] Managed SecurityGroup for LoadBalancer", "a=1"), (managed.Name, managed.Description, Members.Text(managed.Tags)));
    }

    private static ValueTask<GroupSecurityGroups.Result> ResolveAsync(
        ControllerConfiguration configuration, string members, IReadOnlyDictionary<int, ListenPortConfig> ports, string ipAddressType = "ipv4") =>
        new GroupSecurityGroups(configuration, Account, new ResourceTags(configuration)).ResolveAsync(
            Members.Group(members), ports, ipAddressType, TestContext.Current.CancellationToken);

    private static string Text(StackValue value) => value is StackValue.Literal literal ? literal.Value : "{managed}";
}
