using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Listeners;
using EksIngress.Alb.Networking;

namespace EksIngress.Alb.Tests.Listeners;

public sealed class CertificateDiscoveryTests
{
    [Theory]
    [InlineData("example.com", "example.com", true)]
    [InlineData("example.com", "www.example.com", false)]
    [InlineData("www.example.com", "example.com", false)]
    [InlineData("Example.com", "example.com", false)]
    [InlineData("*.example.com", "www.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "a.b.example.com", false)]
    [InlineData("*.example.com", "*.example.com", true)]
    [InlineData("*.example.com", ".example.com", true)]
    [InlineData("*.example.com", "www.Example.com", false)]
    [InlineData("*.b.example.com", "a.b.example.com", true)]
    [InlineData("a.*.example.com", "a.b.example.com", false)]
    [InlineData("a.*.example.com", "a.*.example.com", true)]
    [InlineData("*example.com", "wwwexample.com", false)]
    [InlineData("*example.com", "*example.com", true)]
    [InlineData("*.com", "example.com", true)]
    [InlineData("*.", "com.", true)]
    [InlineData("*.", "com", false)]
    [InlineData("*", "com", false)]
    [InlineData("", "", true)]
    [InlineData("*.example.com", "", false)]
    public void Covers_DomainAndHost_OneLabelForTheStar(string domain, string host, bool expected) =>
        Assert.Equal(expected, CertificateDiscovery.Covers(domain, host));

    // Certificates: arn=domain,domain; @ca behind the ARN for one of a private CA.
    [Theory]
    [InlineData("c1=a.example.com", "", "a.example.com", "c1")]
    [InlineData("c1=a.example.com", "", "", "")]
    [InlineData("", "", "", "")]
    [InlineData("c2=*.example.com c1=a.example.com", "", "a.example.com", "c1 c2")]
    [InlineData("c3=x.org c2=*.example.com c1=a.example.com", "", "b.example.com a.example.com x.org", "c1 c2 c3")]
    [InlineData("c1=a.example.com,b.example.com", "", "b.example.com a.example.com", "c1")]
    [InlineData("c1=a.example.com c2=a.example.com", "", "a.example.com a.example.com", "c1 c2")]
    [InlineData("c1=a.example.com", "", "a.example.com b.example.com c.example.com", "no certificate found for host: b.example.com")]
    [InlineData("c1=", "", "a.example.com", "no certificate found for host: a.example.com")]
    [InlineData("c1@ca-1=a.example.com c2=a.example.com", "", "a.example.com", "c1 c2")]
    [InlineData("c1@ca-1=a.example.com c2=a.example.com", "ca-1", "a.example.com", "c1")]
    [InlineData("c1@ca-1=a.example.com c2@ca-2=*.example.com c3@ca-3=a.example.com", "ca-1 ca-2", "a.example.com", "c1 c2")]
    [InlineData("c1@ca-1=a.example.com c2=a.example.com", "ca-9", "a.example.com", "no certificate found for host: a.example.com")]
    [InlineData("c1@CA-1=a.example.com", "ca-1", "a.example.com", "no certificate found for host: a.example.com")]
    public async Task Find_Hosts_EveryCertificateThatCoversOne(string certificates, string allowed, string hosts, string expected)
    {
        var discovery = new CertificateDiscovery(
            new ControllerConfiguration { ClusterName = "dev", VpcId = "vpc-1", AllowedCertificateAuthorityArns = Split(allowed) },
            new NetworkSnapshot
            {
                Certificates = [.. Split(certificates).Select(text => text.Split('=')).Select(parts => new CertificateFact(
                    parts[0].Split('@')[0], parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries))
                {
                    CertificateAuthorityArn = parts[0].Contains('@', StringComparison.Ordinal) ? parts[0].Split('@')[1] : "",
                })],
            },
            IngressGroupId.Explicit("shop"));

        Assert.Equal(expected, await TryAsync(discovery.FindAsync(Split(hosts), TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData(false, "elbv2.k8s.aws/cluster=dev ingress.k8s.aws/stack=shop", true)]
    [InlineData(true, "", true)]
    [InlineData(true, "team=web", true)]
    [InlineData(true, "elbv2.k8s.aws/cluster=dev", true)]
    [InlineData(true, "ingress.k8s.aws/stack=shop", true)]
    [InlineData(true, "elbv2.k8s.aws/cluster=dev ingress.k8s.aws/stack=shop", false)]
    [InlineData(true, "elbv2.k8s.aws/cluster=other ingress.k8s.aws/stack= team=web", false)]
    public async Task Find_CertificatesOfTheControllerItself_AreNotFoundWithTheGate(bool manages, string tags, bool isFound)
    {
        var discovery = new CertificateDiscovery(
            new ControllerConfiguration { ClusterName = "dev", VpcId = "vpc-1", EnableCertificateManagement = manages },
            new NetworkSnapshot
            {
                Certificates = [new CertificateFact("c1", ["a.example.com"]) { Tags = Split(tags).ToDictionary(tag => tag.Split('=')[0], tag => tag.Split('=')[1]) }],
            },
            IngressGroupId.Explicit("shop"));

        Assert.Equal(
            isFound ? "c1" : "no certificate found for host: a.example.com",
            await TryAsync(discovery.FindAsync(["a.example.com"], TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("b.example.com a.example.com b.example.com", "", "a.example.com b.example.com")]
    [InlineData("", "b.example.com,a.example.com c.example.com", "a.example.com b.example.com c.example.com")]
    [InlineData("a.example.com", "a.example.com,d.example.com", "a.example.com d.example.com")]
    public async Task Find_Ingress_HostsOfRulesAndOfTls(string rules, string tls, string expected)
    {
        var discovery = new CertificateDiscovery(
            new ControllerConfiguration { ClusterName = "dev", VpcId = "vpc-1" },
            new NetworkSnapshot { Certificates = [.. "abcd".Select(letter => new CertificateFact($"{letter}.example.com", [$"{letter}.example.com"]))] },
            IngressGroupId.Explicit("shop"));
        var ingress = new Ingress
        {
            Spec = new Ingress.Specification
            {
                Rules = [new Ingress.Rule(), .. Split(rules).Select(host => new Ingress.Rule { Host = host })],
                Tls = [.. Split(tls).Select(hosts => new Ingress.TlsEntry { Hosts = hosts.Split(',') })],
            },
        };

        Assert.Equal(expected, await TryAsync(discovery.FindAsync(ingress, TestContext.Current.CancellationToken)));
    }

    private static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> TryAsync(ValueTask<IReadOnlyList<string>> task)
    {
        try
        {
            return string.Join(' ', await task);
        }
        catch (AlbModelException exception)
        {
            return exception.Message;
        }
    }
}
