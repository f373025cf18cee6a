using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests;

public sealed class ResourceTagsTests
{
    private const string Malformed = "failed to parse stringMap annotation, alb.ingress.kubernetes.io/tags: ";

    private static readonly ControllerConfiguration Configuration = new()
    {
        ClusterName = "cluster",
        VpcId = "vpc-1",
        DefaultTags = new Dictionary<string, string> { ["d"] = "default", ["e"] = "default" },
        ExternalManagedTags = ["owner", "cost"],
    };

    [Theory]
    [InlineData("", "d=default e=default", "d=default e=default")]
    [InlineData("tags: ", "d=default e=default", "d=default e=default")]
    [InlineData("tags: a=1,d=2", "a=1 d=default e=default", "a=1 d=2 e=default")]
    [InlineData("tags: a=1 || tags: a=1,b=2", "a=1 b=2 d=default e=default", "a=1 b=2 d=default e=default")]
    [InlineData("tags: a=1 || tags: a=2", "conflicting tag a: 1 | 2", "conflicting tag a: 1 | 2")]
    [InlineData("tags: a=1 ||  || tags: a=", "conflicting tag a: 1 | ", "conflicting tag a: 1 | ")]
    [InlineData("tags: d=1 || tags: d=2", "conflicting tag d: 1 | 2", "conflicting tag d: 1 | 2")]
    [InlineData("tags: a=1 || tags: b", Malformed + "b", Malformed + "b")]
    [InlineData("tags: a=1 || tags: a=2 || tags: b", "conflicting tag a: 1 | 2", "conflicting tag a: 1 | 2")]
    [InlineData("tags: A=1 || tags: a=2", "A=1 a=2 d=default e=default", "A=1 a=2 d=default e=default")]
    [InlineData("tags: owner=me", "failed build tags for Ingress ns-1/ing-1: external managed tag key owner cannot be specified", null)]
    [InlineData("tags: x=1 || tags: Owner=me", "Owner=me d=default e=default x=1", "Owner=me d=default e=default x=1")]
    [InlineData("""{"tags":[{"key":"a","value":"class"}]}""", "a=class d=default e=default", "a=class d=default e=default")]
    [InlineData("""{"tags":[{"key":"a","value":"class"},{"key":"d","value":"class"}]} & tags: a=1,b=2""", "a=class b=2 d=default e=default", "a=class b=2 d=class e=default")]
    [InlineData("""{"tags":[{"key":"a","value":"class"}]} & tags: a=1 || tags: a=class""", "a=class d=default e=default", "a=class d=default e=default")]
    [InlineData("""{"tags":[{"key":"a","value":"class"}]} & tags: a=1 || tags: a=1""", "conflicting tag a: class | 1", "conflicting tag a: class | 1")]
    [InlineData("""{"tags":[{"key":"a","value":"x"}]} || {"tags":[{"key":"a","value":"y"}]}""", "conflicting tag a: x | y", "conflicting tag a: x | y")]
    [InlineData("""{"tags":[{"key":"cost","value":"1"}]} & tags: owner=me""", "failed build tags for Ingress ns-1/ing-1: external managed tag key owner cannot be specified", null)]
    [InlineData("""{"tags":[{"key":"cost","value":"1"}]}""", "failed build tags for IngressClassParams strict: external managed tag key cost cannot be specified", null)]
    public void OfGroup_Members_DefaultsWinUnlessTheGateSaysOtherwise(string members, string expected, string? expectedLow)
    {
        Assert.Equal(expected, Members.Try(() => Members.Text(new ResourceTags(Configuration).OfGroup(Members.Read(members)))));
        Assert.Equal(
            expectedLow ?? expected,
            Members.Try(() => Members.Text(new ResourceTags(Configuration with { DefaultTagsLowPriority = true }).OfGroup(Members.Read(members)))));
    }

    [Theory]
    [InlineData("", "", "d=default e=default", "d=default e=default")]
    [InlineData("tags: a=ing,b=ing", "a=svc,c=svc", "a=svc b=ing c=svc d=default e=default", "a=svc b=ing c=svc d=default e=default")]
    [InlineData("tags: d=ing", "e=svc", "d=default e=default", "d=ing e=svc")]
    [InlineData("""{"tags":[{"key":"a","value":"class"}]} & tags: a=ing""", "a=svc,b=svc", "a=class b=svc d=default e=default", "a=class b=svc d=default e=default")]
    [InlineData("tags: x", "y", Malformed + "y", null)]
    [InlineData("tags: x", "a=1", Malformed + "x", null)]
    [InlineData("tags: a=1", "owner=me", "failed build tags for Ingress ns-1/ing-1 and Service ns-1/web: external managed tag key owner cannot be specified", null)]
    [InlineData("tags: cost=1", "a=1", "failed build tags for Ingress ns-1/ing-1 and Service ns-1/web: external managed tag key cost cannot be specified", null)]
    [InlineData("""{"tags":[{"key":"owner","value":"1"}]} & tags: a=1""", "", "failed build tags for IngressClassParams strict: external managed tag key owner cannot be specified", null)]
    public void OfTargetGroup_IngressAndService_ClassThenServiceThenIngress(string ingress, string service, string expected, string? expectedLow)
    {
        var web = new Service
        {
            Metadata = new ObjectMeta
            {
                Namespace = "ns-1",
                Name = "web",
                Annotations = new Dictionary<string, string> { ["alb.ingress.kubernetes.io/tags"] = service },
            },
        };

        Assert.Equal(expected, Members.Try(() => Members.Text(new ResourceTags(Configuration).OfTargetGroup(Members.One(ingress), web))));
        Assert.Equal(
            expectedLow ?? expected,
            Members.Try(() => Members.Text(new ResourceTags(Configuration with { DefaultTagsLowPriority = true }).OfTargetGroup(Members.One(ingress), web))));
    }

    [Theory]
    [InlineData(false, "a=1 d=default e=default", "a=1 d=default e=default")]
    [InlineData(true, "a=1 d=own e=default", "a=1 d=default e=default")]
    public void OfIngressAndOfCertificate_TheGateDoesNotMatterToCertificates(bool lowPriority, string ofIngress, string ofCertificate)
    {
        var tags = new ResourceTags(Configuration with { DefaultTagsLowPriority = lowPriority });

        Assert.Equal(ofIngress, Members.Text(tags.OfIngress(Members.One("tags: a=1,d=own"))));
        Assert.Equal(ofCertificate, Members.Text(tags.OfCertificate(Members.One("tags: a=1,d=own"))));
    }
}
