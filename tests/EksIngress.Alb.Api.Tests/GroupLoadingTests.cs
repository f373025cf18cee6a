using System.Globalization;
using EksIngress.Alb.Groups;

namespace EksIngress.Alb.Api.Tests;

/// <summary>
/// Loading of groups: Ingresses in, members and inactive members out. An Ingress is written <c>ns/name</c>, then what it has:
/// <c>class=X</c>, <c>legacy=X</c>, <c>group=X</c>, <c>order=X</c>, <c>deleted</c>, and finalizers as <c>+NAME</c>.
/// </summary>
public sealed class GroupLoadingTests
{
    private const string Classes = """
        [{"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"alb"},"spec":{"controller":"ingress.k8s.aws/alb"}},
         {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"nginx"},"spec":{"controller":"k8s.io/ingress-nginx"}},
         {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"shared"},"spec":{"controller":"ingress.k8s.aws/alb","parameters":{"apiGroup":"elbv2.k8s.aws","kind":"IngressClassParams","name":"shared"}}},
         {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"lost"},"spec":{"controller":"ingress.k8s.aws/alb","parameters":{"apiGroup":"elbv2.k8s.aws","kind":"IngressClassParams","name":"gone"}}},
         {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"odd"},"spec":{"controller":"ingress.k8s.aws/alb","parameters":{"kind":"ConfigMap","name":"x"}}},
         {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"picky"},"spec":{"controller":"ingress.k8s.aws/alb","parameters":{"apiGroup":"elbv2.k8s.aws","kind":"IngressClassParams","name":"picky"}}},
         {"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"IngressClassParams","metadata":{"name":"shared"},"spec":{"group":{"name":"all"}}},
         {"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"IngressClassParams","metadata":{"name":"picky"},"spec":{"namespaceSelector":{"matchLabels":{"team":"a"}}}},
         {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"ns","labels":{"team":"b"}}}]
        """;

    [Theory]

    // Who is in: by class, legacy annotation, class parameters.
    [InlineData("all", "ns/a class=alb group=all", "ns/a | ")]
    [InlineData("all", "ns/a legacy=alb group=all; ns/b class=shared; ns/c class=shared group=other; ns/d class=nginx group=all; ns/e group=all", "ns/a ns/b ns/c | ")]
    [InlineData("all", "ns/a legacy=nginx class=alb group=all", " | ")]
    [InlineData("all", "ns/a legacy=alb class=none group=all", "ns/a | ")]

    // Their order: by number, then by name as text; a space of names before another.
    [InlineData("all", "ns/b class=alb group=all; ns/a class=alb group=all; ns/c class=alb group=all order=-1; m/z class=alb group=all order=0", "ns/c m/z ns/a ns/b | ")]
    [InlineData("all", "ns/a class=alb group=all order=1000; ns/a-b class=alb group=all; ns/a0 class=alb group=all order=-1000", "ns/a0 ns/a-b ns/a | ")]
    [InlineData("all", "ns/a10 class=alb group=all; ns/a2 class=alb group=all; ns-x/a class=alb group=all", "ns-x/a ns/a10 ns/a2 | ")]

    // Who is leaving: the finalizer stays until the stack without them is deployed.
    [InlineData("all", "ns/a class=alb group=all deleted +group.ingress.k8s.aws/all; ns/b class=alb group=all", "ns/b | ns/a")]
    [InlineData("all", "ns/a class=alb group=all deleted", " | ")]
    [InlineData("all", "ns/a class=alb group=other +group.ingress.k8s.aws/all +group.ingress.k8s.aws/other; ns/b class=nginx group=all +group.ingress.k8s.aws/all; ns/c class=alb +group.ingress.k8s.aws/all", " | ns/a ns/b ns/c")]
    [InlineData("all", "ns/a class=alb group=all deleted +group.ingress.k8s.aws/all2; ns/b deleted +ingress.k8s.aws/resources", " | ")]
    [InlineData("ns/a", "ns/a class=alb +ingress.k8s.aws/resources; ns/b class=alb +ingress.k8s.aws/resources", "ns/a | ")]
    [InlineData("ns/a", "ns/a class=alb deleted +ingress.k8s.aws/resources; m/a class=alb deleted +ingress.k8s.aws/resources", " | ns/a")]
    [InlineData("ns/a", "ns/a class=alb group=all +ingress.k8s.aws/resources", " | ns/a")]
    [InlineData("ns/a", "ns/a class=alb group=Bad_Name +ingress.k8s.aws/resources", " | ns/a")]
    [InlineData("ns/a", "", " | ")]

    // What is wrong with one of them. A class that went bad breaks the group of a member that it has already, and nobody else's.
    [InlineData("all", "ns/a class=none group=all; ns/b class=alb group=all", "ns/b | ")]
    [InlineData("all", "ns/a class=none group=all +group.ingress.k8s.aws/all; ns/b class=alb group=all", "error: Ingress: ns/a: Ingress has invalid IngressClass configuration: invalid ingress class: ingressclasses.networking.k8s.io \"none\" not found")]
    [InlineData("all", "ns/a class=none deleted +group.ingress.k8s.aws/all; ns/b class=alb group=all", "ns/b | ns/a")]
    [InlineData("all", "ns/a class=lost +group.ingress.k8s.aws/all", "error: Ingress: ns/a: Ingress has invalid IngressClass configuration: invalid ingress class: ingressclassparams.elbv2.k8s.aws \"gone\" not found")]
    [InlineData("all", "ns/a class=odd +group.ingress.k8s.aws/all", "error: Ingress: ns/a: Ingress has invalid IngressClass configuration: invalid ingress class: IngressClass odd references unknown parameters")]
    [InlineData("all", "ns/a class=picky +group.ingress.k8s.aws/all", "error: Ingress: ns/a: Ingress has invalid IngressClass configuration: invalid ingress class: namespaceSelector of IngressClassParams picky mismatch")]
    [InlineData("all", "ns/a class=alb group=all order=1001; ns/b class=alb group=all", "error: explicit Ingress group order must be within [-1000:1000], Ingress: ns/a, order: 1001")]
    [InlineData("all", "ns/a class=alb group=all order=first", "error: failed to load Ingress group order for ingress: ns/a: failed to parse int32 annotation, alb.ingress.kubernetes.io/group.order: first: strconv.ParseInt: parsing \"first\": invalid syntax")]
    [InlineData("all", "ns/a class=alb group=all order=4294967296", "error: failed to load Ingress group order for ingress: ns/a: failed to parse int32 annotation, alb.ingress.kubernetes.io/group.order: 4294967296: strconv.ParseInt: parsing \"4294967296\": value out of range")]
    public void Load_Group(string group, string ingresses, string expected)
    {
        var loader = new IngressGroupLoader(Given.Flags(), Given.Objects([Classes, .. Ingresses(ingresses)]));
        var id = group.Contains('/', StringComparison.Ordinal)
            ? IngressGroupId.Implicit(new Kubernetes.NamespacedName(group.Split('/')[0], group.Split('/')[1]))
            : IngressGroupId.Explicit(group);

        Assert.Equal(expected, Given.Try(() =>
        {
            var found = loader.Load(id);
            return $"{string.Join(' ', found.Members.Select(member => member.Key))} | {string.Join(' ', found.InactiveMembers.Select(ingress => ingress.Key))}";
        }));
    }

    [Theory]
    [InlineData("ns/a class=alb", "ns/a", "")]
    [InlineData("ns/a class=alb group=x.y-1", "x.y-1", "")]
    [InlineData("ns/a class=shared group=x", "all", "")]
    [InlineData("ns/a class=alb group=x deleted +group.ingress.k8s.aws/x", "none", "x")]
    [InlineData("ns/a class=nginx group=x +group.ingress.k8s.aws/x +ingress.k8s.aws/resources +other", "none", "x ns/a")]
    [InlineData("ns/a", "none", "")]
    [InlineData("ns/a class=alb group=Awesome", "error: invalid ingress group: groupName must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character", "")]
    [InlineData("ns/a class=alb group=", "error: invalid ingress group: groupName must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character", "")]
    [InlineData("ns/a class=alb group=a123456789b123456789c123456789d123456789e123456789f123456789abcd", "error: invalid ingress group: groupName must be no more than 63 characters", "")]
    [InlineData("ns/a class=none", "error: invalid ingress class: ingressclasses.networking.k8s.io \"none\" not found", "")]
    [InlineData("ns/a class=picky", "error: invalid ingress class: namespaceSelector of IngressClassParams picky mismatch", "")]
    public void FindGroupId_AndGroupsPendingFinalization(string ingress, string expected, string pending)
    {
        var objects = Given.Objects([Classes, .. Ingresses(ingress)]);
        var found = Assert.Single(objects.Ingresses);

        Assert.Equal(expected, Given.Try(() => new IngressGroupLoader(Given.Flags(), objects).FindGroupId(found)?.ToString() ?? "none"));
        Assert.Equal(pending, string.Join(' ', IngressGroupLoader.FindGroupsPendingFinalization(found)));
    }

    // An empty --ingress-class takes Ingresses without any class as well.
    [Theory]
    [InlineData("", "ns/a", "ns/a")]
    [InlineData("", "ns/a legacy=", "ns/a")]
    [InlineData("", "ns/a legacy=alb", "ns/a")]
    [InlineData("", "ns/a legacy=other", "none")]
    [InlineData("other", "ns/a legacy=other", "ns/a")]
    [InlineData("other", "ns/a legacy=alb", "none")]
    [InlineData("other", "ns/a class=alb", "ns/a")]
    public void FindGroupId_IngressClassFlag(string flag, string ingress, string expected)
    {
        var objects = Given.Objects([Classes, .. Ingresses(ingress)]);

        Assert.Equal(expected, new IngressGroupLoader(Given.Flags($"--ingress-class={flag}"), objects).FindGroupId(Assert.Single(objects.Ingresses))?.ToString() ?? "none");
    }

    [Fact]
    public void FindGroupId_TwoDefaultClasses_IsAnError()
    {
        const string classes = """
            [{"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"x","annotations":{"ingressclass.kubernetes.io/is-default-class":"true"}},"spec":{"controller":"ingress.k8s.aws/alb"}},
             {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"y","annotations":{"ingressclass.kubernetes.io/is-default-class":"true"}},"spec":{"controller":"k8s.io/ingress-nginx"}}]
            """;
        var objects = Given.Objects([classes, .. Ingresses("ns/a")]);

        Assert.Equal("error: multiple default IngressClasses found", Given.Try(
            () => $"{new IngressGroupLoader(Given.Flags(), objects).FindGroupId(Assert.Single(objects.Ingresses))}"));
    }

    [Theory]
    [InlineData("shop", "group.ingress.k8s.aws/shop", "shop")]
    [InlineData("ns/shop", "ingress.k8s.aws/resources", "ns/shop")]
    public void Finalizer_AndText(string group, string finalizer, string text)
    {
        var id = group.Split('/') is [var ns, var name] ? IngressGroupId.Implicit(new Kubernetes.NamespacedName(ns, name)) : IngressGroupId.Explicit(group);

        Assert.Equal(finalizer, id.Finalizer);
        Assert.Equal(text, id.ToString());
    }

    private static IEnumerable<string> Ingresses(string text) => text.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(item =>
    {
        var parts = item.Split(' ');
        var key = parts[0].Split('/');
        string? Value(string name) => parts.FirstOrDefault(part => part.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];
        var annotations = new[] { ("kubernetes.io/ingress.class", Value("legacy")), ("alb.ingress.kubernetes.io/group.name", Value("group")), ("alb.ingress.kubernetes.io/group.order", Value("order")) }
            .Where(pair => pair.Item2 is not null).Select(pair => $"\"{pair.Item1}\":\"{pair.Item2}\"");
        var finalizers = parts.Where(part => part[0] == '+').Select(part => $"\"{part[1..]}\"");
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"namespace":"{{key[0]}}","name":"{{key[1]}}",
             {{(parts.Contains("deleted") ? "\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"," : "")}}
             "annotations":{ {{string.Join(',', annotations)}} },"finalizers":[{{string.Join(',', finalizers)}}]},
             "spec":{ {{(Value("class") is { } name ? $"\"ingressClassName\":\"{name}\"" : "")}} } }
            """);
    });
}
