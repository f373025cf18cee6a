using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Listeners;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Listeners;

/// <summary>Members are written <c>HTTPS v4=a,b v6=c lists=d ssl=p certs=x,y mtls=off</c>, one after the other.</summary>
public sealed class ListenPortConfigMergerTests
{
    [Theory]
    [InlineData("HTTP", "HTTP v4 0.0.0.0/0 v6 ::/0")]
    [InlineData("HTTP | HTTP", "HTTP v4 0.0.0.0/0 v6 ::/0")]
    [InlineData("HTTPS", "HTTPS v4 0.0.0.0/0 v6 ::/0 ssl default")]
    [InlineData("HTTPS ssl=own", "HTTPS v4 0.0.0.0/0 v6 ::/0 ssl own")]
    [InlineData("HTTPS ssl=", "HTTPS v4 0.0.0.0/0 v6 ::/0 ssl ")]
    [InlineData("HTTPS | HTTPS ssl=own | HTTPS ssl=own", "HTTPS v4 0.0.0.0/0 v6 ::/0 ssl own")]
    [InlineData("HTTP | HTTPS", "conflicting protocol, ns-1/ing-1: HTTP | ns-1/ing-2: HTTPS")]
    [InlineData("HTTP | HTTP | HTTPS v4=1", "conflicting protocol, ns-1/ing-1: HTTP | ns-1/ing-3: HTTPS")]
    [InlineData("HTTP v4=b,a,b", "HTTP v4 a b")]
    [InlineData("HTTP v6=b,a", "HTTP v6 a b")]
    [InlineData("HTTP v4=a | HTTP", "HTTP v4 a")]
    [InlineData("HTTP v4=a,b v6=c | HTTP v4=b,a,a v6=c", "HTTP v4 a b v6 c")]
    [InlineData("HTTP v4=a | HTTP v4=b", "conflicting inbound-cidrs, ns-1/ing-1: [a], [] | ns-1/ing-2: [b], []")]
    [InlineData("HTTP v4=a | HTTP v4=a v6=c", "conflicting inbound-cidrs, ns-1/ing-1: [a], [] | ns-1/ing-2: [a], [c]")]
    [InlineData("HTTP | HTTP v6=d,c | HTTP v4=b", "conflicting inbound-cidrs, ns-1/ing-2: [], [c d] | ns-1/ing-3: [b], []")]
    [InlineData("HTTP lists=pl-2,pl-1,pl-2", "HTTP lists pl-1 pl-2")]
    [InlineData("HTTP lists=pl-1 | HTTP v4=a", "HTTP v4 a lists pl-1")]
    [InlineData("HTTP lists=pl-2,pl-1 | HTTP lists=pl-1,pl-2", "HTTP lists pl-1 pl-2")]
    [InlineData("HTTP lists=pl-2,pl-1 | HTTP lists=pl-1", "conflicting inbound-prefix-lists, ns-1/ing-1: [pl-1 pl-2] | ns-1/ing-2: [pl-1]")]
    [InlineData("HTTPS ssl=a | HTTPS | HTTPS ssl=b", "conflicting sslPolicy, ns-1/ing-1: a | ns-1/ing-3: b")]
    [InlineData("HTTPS ssl=a | HTTPS ssl=", "conflicting sslPolicy, ns-1/ing-1: a | ns-1/ing-2: ")]
    [InlineData("HTTPS certs=x,y", "HTTPS v4 0.0.0.0/0 v6 ::/0 ssl default certs x y")]
    [InlineData("HTTPS certs=x,y,x,y", "HTTPS v4 0.0.0.0/0 v6 ::/0 ssl default certs x y x")]
    [InlineData("HTTPS | HTTPS certs=y,x | HTTPS certs=x,z,y", "HTTPS v4 0.0.0.0/0 v6 ::/0 ssl default certs y x z y")]
    [InlineData("HTTPS certs=x | HTTPS certs=x", "HTTPS v4 0.0.0.0/0 v6 ::/0 ssl default certs x x")]
    [InlineData("HTTPS certs=x | HTTPS certs=x | HTTPS certs=x", "HTTPS v4 0.0.0.0/0 v6 ::/0 ssl default certs x x")]
    [InlineData("HTTPS certs=ref:1 | HTTPS certs=ref:2,ref:1", "HTTPS v4 0.0.0.0/0 v6 ::/0 ssl default certs {#/resources/AWS::ACM::Certificate/1/status/certificateARN} {#/resources/AWS::ACM::Certificate/2/status/certificateARN} {#/resources/AWS::ACM::Certificate/1/status/certificateARN}")]
    [InlineData("HTTPS mtls=off | HTTPS | HTTPS mtls=off", "HTTPS v4 0.0.0.0/0 v6 ::/0 ssl default mtls off")]
    [InlineData("HTTPS mtls=off | HTTPS mtls=passthrough", "conflicting mTLS Attributes, ns-1/ing-1: &{off  <nil> <nil>} | ns-1/ing-2: &{passthrough  <nil> <nil>}")]
    [InlineData("HTTPS v4=a lists=pl-1 ssl=a mtls=off | HTTPS v4=b lists=pl-2 ssl=b mtls=passthrough", "conflicting inbound-cidrs, ns-1/ing-1: [a], [] | ns-1/ing-2: [b], []")]
    [InlineData("HTTPS lists=pl-1 ssl=a mtls=off | HTTPS lists=pl-2 ssl=b mtls=passthrough", "conflicting inbound-prefix-lists, ns-1/ing-1: [pl-1] | ns-1/ing-2: [pl-2]")]
    [InlineData("HTTPS ssl=a mtls=off | HTTPS ssl=b mtls=passthrough", "conflicting sslPolicy, ns-1/ing-1: a | ns-1/ing-2: b")]
    [InlineData("HTTPS ssl=a | HTTPS mtls=off | HTTPS mtls=passthrough | HTTPS ssl=b", "conflicting mTLS Attributes, ns-1/ing-2: &{off  <nil> <nil>} | ns-1/ing-3: &{passthrough  <nil> <nil>}")]
    public void Merge_Members(string members, string expected)
    {
        var configs = members.Split(" | ").Select((member, index) => (new NamespacedName("ns-1", $"ing-{index + 1}"), Parse(member))).ToList();

        Assert.Equal(expected, Members.Try(() => ListenPortConfigReaderTests.Text(ListenPortConfigMerger.Merge(configs, "default"))));
    }

    private static ListenPortConfig Parse(string member)
    {
        var parts = member.Split(' ');
        var values = parts.Skip(1).Select(part => part.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return new ListenPortConfig
        {
            Protocol = parts[0],
            InboundCidrsV4 = List("v4"),
            InboundCidrsV6 = List("v6"),
            PrefixLists = List("lists"),
            SslPolicy = values.GetValueOrDefault("ssl"),
            Certificates = [.. List("certs").Select(arn => arn.StartsWith("ref:", StringComparison.Ordinal) ? ResourceTypes.CertificateArn(arn[4..]) : StackValue.Of(arn))],
            MutualAuthentication = values.TryGetValue("mtls", out var mode) ? new MutualAuthentication(mode, "", null, null) : null,
        };

        string[] List(string name) => values.TryGetValue(name, out var value) ? value.Split(',') : [];
    }
}
