using EksIngress.Alb.Groups;
using EksIngress.Alb.Listeners;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Listeners;

/// <summary>What one Ingress wants of its ports, before members of a group are merged.</summary>
public sealed class ListenPortConfigReaderTests
{
    private const string Both = """listen-ports: [{"HTTP":80},{"HTTPS":443}]""";
    private const string Cidrs = "invalid inbound-cidrs settings on Ingress: ns-1/ing-1: ";

    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "cluster", VpcId = "vpc-1" };

    private static readonly NetworkSnapshot Account = new()
    {
        Certificates = [new("arn:exact", ["shop.example.com"]), new("arn:wildcard", ["*.example.com", "example.org"]), new("arn:none", [])],
        TrustStoreArns = new Dictionary<string, string> { ["clients"] = "arn:store" },
    };

    [Theory]
    [InlineData("", "80 HTTP")]
    [InlineData("ssl-policy: p & certificate-arn: ", "80 HTTP")]
    [InlineData("certificate-arn: a,b", "443 HTTPS certs a b")]
    [InlineData("certificate-arn:  b , , a,b ", "443 HTTPS certs b a b")]
    [InlineData("certificate-arn: a & " + Both, "80 HTTP; 443 HTTPS certs a")]
    [InlineData("""{"certificateArn":["c"]} & certificate-arn: a""", "443 HTTPS certs c")]
    [InlineData("""{"certificateArn":[]} & certificate-arn: a""", "443 HTTPS certs a")]
    [InlineData("certificate-arn: a & ssl-policy: p & " + Both, "80 HTTP; 443 HTTPS ssl p certs a")]
    [InlineData("certificate-arn: a & ssl-policy: ", "443 HTTPS ssl  certs a")]
    [InlineData("""{"sslPolicy":"class"} & certificate-arn: a & ssl-policy: p""", "443 HTTPS ssl class certs a")]
    [InlineData("""{"sslPolicy":""} & certificate-arn: a & ssl-policy: p""", "443 HTTPS ssl p certs a")]
    [InlineData("inbound-cidrs: 10.0.0.0/8,::/0, 192.168.1.7/24", "80 HTTP v4 10.0.0.0/8 192.168.1.7/24 v6 ::/0")]
    [InlineData("inbound-cidrs: ", "80 HTTP")]
    [InlineData("inbound-cidrs: ::ffff:10.0.0.0/104,2001:DB8::/32", "80 HTTP v6 ::ffff:10.0.0.0/104 2001:DB8::/32")]
    [InlineData("inbound-cidrs: 10.0.0.0", Cidrs + "invalid CIDR address: 10.0.0.0")]
    [InlineData("inbound-cidrs: 10.0.0.0/33", Cidrs + "invalid CIDR address: 10.0.0.0/33")]
    [InlineData("inbound-cidrs: 10.0.0/8", Cidrs + "invalid CIDR address: 10.0.0/8")]
    [InlineData("inbound-cidrs: 010.0.0.0/8", Cidrs + "invalid CIDR address: 010.0.0.0/8")]
    [InlineData("inbound-cidrs: 10.0.0.0/-1", Cidrs + "invalid CIDR address: 10.0.0.0/-1")]
    [InlineData("inbound-cidrs: 10.0.0.0/ 8", Cidrs + "invalid CIDR address: 10.0.0.0/ 8")]
    [InlineData("inbound-cidrs: 10.0.0.0/", Cidrs + "invalid CIDR address: 10.0.0.0/")]
    [InlineData("inbound-cidrs: 10.0.0.0/8/9", Cidrs + "invalid CIDR address: 10.0.0.0/8/9")]
    [InlineData("inbound-cidrs: fe80::1%eth0/64", Cidrs + "invalid CIDR address: fe80::1%eth0/64")]
    [InlineData("inbound-cidrs: ::/129", Cidrs + "invalid CIDR address: ::/129")]
    [InlineData("inbound-cidrs: 1:2:3:4:5:6:7/64", Cidrs + "invalid CIDR address: 1:2:3:4:5:6:7/64")]
    [InlineData("inbound-cidrs: world", Cidrs + "invalid CIDR address: world")]
    [InlineData("""{"inboundCIDRs":["172.16.0.0/12"]} & inbound-cidrs: world""", "80 HTTP v4 172.16.0.0/12")]
    [InlineData("""{"inboundCIDRs":[]} & inbound-cidrs: 10.0.0.0/8""", "80 HTTP v4 10.0.0.0/8")]
    [InlineData("""{"inboundCIDRs":["10.0.0.0/8","world"]}""", "invalid CIDR in IngressClassParams InboundCIDR world: invalid CIDR address: world")]
    [InlineData("security-group-prefix-lists: pl-2, pl-1,pl-2", "80 HTTP lists pl-2 pl-1 pl-2")]
    [InlineData("""{"prefixListsIDs":["pl-c"]} & security-group-prefix-lists: pl-1""", "80 HTTP lists pl-c")]
    [InlineData("""{"PrefixListsIDs":["pl-old"]} & security-group-prefix-lists: pl-1""", "80 HTTP lists pl-old")]
    [InlineData("""{"prefixListsIDs":["pl-c"],"PrefixListsIDs":["pl-old"]}""", "80 HTTP lists pl-c")]
    [InlineData("""{"prefixListsIDs":[],"PrefixListsIDs":[]} & security-group-prefix-lists: pl-1""", "80 HTTP lists pl-1")]
    [InlineData("""certificate-arn: a & mutual-authentication: [{"port":443,"mode":"off"},{"port":80,"mode":"off"}] & listen-ports: [{"HTTP":80},{"HTTPS":443},{"HTTPS":8443}]""", "80 HTTP; 443 HTTPS certs a mtls off; 8443 HTTPS certs a")]
    [InlineData("inbound-cidrs: world & mutual-authentication: [] & listen-ports: []", Cidrs + "invalid CIDR address: world")]
    [InlineData("mutual-authentication: [] & listen-ports: []", "empty mutualAuthentication configuration from ingress annotation: `[]`")]
    [InlineData("""listen-ports: [{"HTTPS":443}]""", "443 HTTPS")]
    [InlineData("""listen-ports: [{"HTTPS":443}] & certificate-arn:  , """, "443 HTTPS")]
    public async Task ReadAsync_AnnotationsAndClass(string ingress, string expected) => Assert.Equal(expected, await ReadAsync(Members.One(ingress), null));

    [Theory]
    [InlineData("shop.example.com", "", "443 HTTPS certs arn:exact arn:wildcard")]
    [InlineData("", "shop.example.com", "443 HTTPS certs arn:exact arn:wildcard")]
    [InlineData("example.org", "cart.example.com", "443 HTTPS certs arn:wildcard")]
    [InlineData("example.com", "", "no certificate found for host: example.com")]
    [InlineData("b.example.net", "a.example.net", "no certificate found for host: a.example.net")]
    [InlineData("SHOP.example.com", "", "443 HTTPS certs arn:wildcard")]
    [InlineData("a.b.example.com", "", "no certificate found for host: a.b.example.com")]
    [InlineData("*.example.com", "", "443 HTTPS certs arn:wildcard")]
    public async Task ReadAsync_HttpsWithoutCertificates_DiscoversThemForHosts(string host, string tlsHost, string expected)
    {
        var member = Members.One("""listen-ports: [{"HTTPS":443}]""");
        var withHosts = member with
        {
            Ingress = member.Ingress with
            {
                Spec = new() { Rules = [new() { Host = host }], Tls = tlsHost.Length == 0 ? [] : [new() { Hosts = [tlsHost] }] },
            },
        };

        Assert.Equal(expected, await ReadAsync(withHosts, null));
    }

    [Theory]
    [InlineData("", "443 HTTPS certs {#/resources/AWS::ACM::Certificate/amazon_issued/x-1/status/certificateARN}")]
    [InlineData("certificate-arn: a", "443 HTTPS certs a")]
    [InlineData("""{"certificateArn":["c"]}""", "443 HTTPS certs c")]
    [InlineData("""listen-ports: [{"HTTP":80}]""", "80 HTTP")]
    public async Task ReadAsync_RequestedCertificate_StandsBehindNamedOnes(string ingress, string expected) => Assert.Equal(expected, await ReadAsync(
        Members.One(ingress),
        new CertificateSpec
        {
            ResourceId = "amazon_issued/x-1",
            Type = "AMAZON_ISSUED",
            CertificateAuthorityArn = "",
            DomainName = "x",
            SubjectAlternativeNames = ["x"],
            Tags = new Dictionary<string, string>(),
        }));

    private static Task<string> ReadAsync(ClassifiedIngress ingress, CertificateSpec? created) => Members.TryAsync(async () =>
    {
        var reader = new ListenPortConfigReader(Configuration, Account, IngressGroupId.Explicit("shared"));
        var byPort = await reader.ReadAsync(ingress, created, TestContext.Current.CancellationToken);
        return string.Join("; ", byPort.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {Text(pair.Value)}"));
    });

    internal static string Text(ListenPortConfig config) => string.Concat(
        config.Protocol,
        Part(" v4 ", config.InboundCidrsV4),
        Part(" v6 ", config.InboundCidrsV6),
        Part(" lists ", config.PrefixLists),
        config.SslPolicy is null ? "" : $" ssl {config.SslPolicy}",
        Part(" certs ", [.. config.Certificates.Select(Text)]),
        config.MutualAuthentication is null ? "" : $" mtls {config.MutualAuthentication.Mode}");

    private static string Text(StackValue value) => value is StackValue.Reference reference ? $"{{{reference.Path}}}" : ((StackValue.Literal)value).Value;

    private static string Part(string name, IReadOnlyList<string> values) => values.Count == 0 ? "" : name + string.Join(' ', values);
}
