using System.Security.Cryptography;
using System.Text;
using EksIngress.Alb.Listeners;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Listeners;

public sealed class CertificateRequestTests
{
    private const string NoHosts = "ingress ns-1/ing-1 has create-acm-cert enabled but no hostnames defined in spec.rules[].host or spec.tls[].hosts — cannot create a certificate without at least one hostname";

    private static readonly ControllerConfiguration Configuration = new()
    {
        ClusterName = "cluster",
        VpcId = "vpc-1",
        EnableCertificateManagement = true,
        DefaultTags = new Dictionary<string, string> { ["d"] = "default" },
        DefaultTagsLowPriority = true,
        ExternalManagedTags = ["owner"],
    };

    [Theory]
    [InlineData("", "a", "", "", "-")]
    [InlineData("create-acm-cert: false", "a", "", "", "-")]
    [InlineData("create-acm-cert: yes", "a", "", "", "-")]
    [InlineData("create-acm-cert: true & certificate-arn: x", "", "", "", "-")]
    [InlineData("create-acm-cert: true & certificate-arn:  , ", "a", "", "", "amazon_issued/a-HASH AMAZON_ISSUED '' a a d=default")]
    [InlineData("""{"certificateArn":["c"]} & create-acm-cert: true""", "a", "", "", "amazon_issued/a-HASH AMAZON_ISSUED '' a a d=default")]
    [InlineData("create-acm-cert: true", "b,a,b", "c,a", "", "amazon_issued/a-HASH AMAZON_ISSUED '' a a,b,c d=default")]
    [InlineData("create-acm-cert: 1", "*.b", "a.b", "", "amazon_issued/wildcard.b-HASH AMAZON_ISSUED '' *.b *.b,a.b d=default")]
    [InlineData("create-acm-cert: true & acm-pca-arn: arn:ca", "a", "", "arn:default", "private/a-HASH PRIVATE 'arn:ca' a a d=default")]
    [InlineData("create-acm-cert: true & acm-pca-arn: ", "a", "", "arn:default", "private/a-HASH PRIVATE 'arn:default' a a d=default")]
    [InlineData("create-acm-cert: true & tags: d=own,e=1", "a", "", "", "amazon_issued/a-HASH AMAZON_ISSUED '' a a d=default e=1")]
    [InlineData("""{"tags":[{"key":"e","value":"class"}]} & create-acm-cert: true & tags: e=1""", "a", "", "", "amazon_issued/a-HASH AMAZON_ISSUED '' a a d=default e=class")]
    [InlineData("create-acm-cert: true", "", "", "", NoHosts)]
    [InlineData("create-acm-cert: true & tags: x", "", "", "", NoHosts)]
    [InlineData("create-acm-cert: true & tags: x", "a", "", "", "failed to parse stringMap annotation, alb.ingress.kubernetes.io/tags: x")]
    [InlineData("create-acm-cert: true & tags: owner=me", "a", "", "", "failed build tags for Ingress ns-1/ing-1: external managed tag key owner cannot be specified")]
    public void Find_Ingress(string ingress, string hosts, string tlsHosts, string defaultAuthority, string expected)
    {
        var member = Members.One(ingress);
        member = member with
        {
            Ingress = member.Ingress with
            {
                Spec = new()
                {
                    Rules = [.. hosts.Split(',').Select(host => new Kubernetes.Ingress.Rule { Host = host })],
                    Tls = tlsHosts.Length == 0 ? [] : [new() { Hosts = tlsHosts.Split(',') }],
                },
            },
        };
        var configuration = Configuration with { DefaultCertificateAuthorityArn = defaultAuthority };
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("ns-1/ing-1")))[..8];

        var actual = Members.Try(() => new CertificateRequest(configuration, new ResourceTags(configuration)).Find(member) is { } spec
            ? $"{spec.ResourceId} {spec.Type} '{spec.CertificateAuthorityArn}' {spec.DomainName} {string.Join(',', spec.SubjectAlternativeNames)} {Members.Text(spec.Tags)}"
            : "-");

        Assert.Equal(expected.Replace("HASH", hash, StringComparison.Ordinal), actual);
        var without = configuration with { EnableCertificateManagement = false };
        Assert.Null(new CertificateRequest(without, new ResourceTags(without)).Find(member));
    }
}
