using System.Text.Json;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Listeners;
using EksIngress.Alb.Naming;
using EksIngress.Alb.Plans;

namespace EksIngress.Alb.Api.Tests;

/// <summary>The smaller parts, each called on its own: annotations, classes, references, certificates, endpoints, names, flags.</summary>
public sealed class PartsTests
{
    [Theory]
    [InlineData("bool", "true", "true")]
    [InlineData("bool", "T", "true")]
    [InlineData("bool", "yes", "error: failed to parse bool annotation, p/x: yes: strconv.ParseBool: parsing \"yes\": invalid syntax")]
    [InlineData("int32", "-5", "-5")]
    [InlineData("int32", "2147483648", "error: failed to parse int32 annotation, p/x: 2147483648: strconv.ParseInt: parsing \"2147483648\": value out of range")]
    [InlineData("int64", "2147483648", "2147483648")]
    [InlineData("strings", "a, b,,c ", """["a","b","c"]""")]
    [InlineData("map", "a=1,b=x=y", """{"a":"1","b":"x=y"}""")]
    [InlineData("map", "a", "error: failed to parse stringMap annotation, p/x: a")]
    [InlineData("string", "", "\"\"")]
    public void Annotation(string type, string value, string expected)
    {
        var set = new AnnotationSet(new Dictionary<string, string> { ["p/x"] = value }, "p", []);

        Assert.Equal(expected, Given.Try(() => type switch
        {
            "bool" => JsonSerializer.Serialize(set.FindBoolean("x")),
            "int32" => JsonSerializer.Serialize(set.FindInt32("x")),
            "int64" => JsonSerializer.Serialize(set.FindInt64("x")),
            "strings" => JsonSerializer.Serialize(set.FindStrings("x")),
            "map" => JsonSerializer.Serialize(set.FindMap("x")),
            _ => JsonSerializer.Serialize(set.FindString("x")),
        }));
    }

    [Fact]
    public void Annotation_OfTheSecondObject_CountsWhenTheFirstHasNone()
    {
        var ingress = new AnnotationSet(new Dictionary<string, string> { ["p/x"] = "1", ["p/y"] = "2" }, "p", ["q"]);

        Assert.Equal(("1", "2", null), (ingress.FindString("x"), ingress.FindString("y"), ingress.FindString("z")));
    }

    [Theory]
    [InlineData("alb", "alb -")]
    [InlineData("strict", "strict strict")]
    [InlineData("gone", "error: invalid ingress class: ingressclasses.networking.k8s.io \"gone\" not found")]
    public void Class(string name, string expected)
    {
        var objects = Given.Objects("""
            [{"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"alb"},"spec":{"controller":"ingress.k8s.aws/alb"}},
             {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"strict"},"spec":{"controller":"ingress.k8s.aws/alb","parameters":{"apiGroup":"elbv2.k8s.aws","kind":"IngressClassParams","name":"strict"}} },
             {"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"IngressClassParams","metadata":{"name":"strict"} },
             {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"a"},"spec":{"ingressClassName":"NAME"} }]
            """.Replace("NAME", name, StringComparison.Ordinal));

        Assert.Equal(expected, Given.Try(() =>
        {
            var loaded = new IngressClassLoader(Given.Flags(), objects).Load(objects.Ingresses.Single());
            return $"{loaded.Class?.Metadata.Name ?? "-"} {loaded.Params?.Metadata.Name ?? "-"}";
        }));
    }

    [Fact]
    public void References_OfAnIngress()
    {
        var ingress = Given.Object<Ingress>("""
            {"metadata":{"annotations":{"alb.ingress.kubernetes.io/actions.split":"{\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":[{\"serviceName\":\"b\",\"servicePort\":80,\"weight\":1},{\"serviceName\":\"a\",\"servicePort\":80,\"weight\":1}]}}",
              "alb.ingress.kubernetes.io/auth-idp-oidc":"{\"issuer\":\"i\",\"authorizationEndpoint\":\"a\",\"tokenEndpoint\":\"t\",\"userInfoEndpoint\":\"u\",\"secretName\":\"s\"}"}},
             "spec":{"ingressClassName":"alb","defaultBackend":{"service":{"name":"c","port":{"number":80}}},
              "rules":[{"http":{"paths":[{"path":"/","backend":{"service":{"name":"split","port":{"name":"use-annotation"}}}}]}}]}}
            """);

        Assert.Equal(["a", "b", "c"], new IngressReferences(Given.Flags()).FindServices(ingress));
        Assert.Equal(["s"], IngressReferences.FindSecrets(ingress.Metadata.Annotations));
        Assert.Equal("alb", IngressReferences.FindClass(ingress));
    }

    [Theory]
    [InlineData("shop.example.com", "arn:exact arn:wild")]
    [InlineData("a.b.example.com", "error: no certificate found for host: a.b.example.com")]
    [InlineData("SHOP.example.com", "arn:wild")]
    [InlineData("in.example.org", "arn:private")]
    public async Task Certificates(string host, string expected)
    {
        var account = Given.Facts("""
            "certificates":[{"certificateArn":"arn:wild","domainNames":["*.example.com"]},{"certificateArn":"arn:exact","domainNames":["x.example.com","shop.example.com"]},{"certificateArn":"arn:private","domainNames":["in.example.org"],"certificateAuthorityArn":"arn:ca"}]
            """).ToLookup();
        var discovery = new CertificateDiscovery(Given.Flags(), account, IngressGroupId.Explicit("g"));

        Assert.Equal(expected, await Given.TryAsync(async () => string.Join(' ', await discovery.FindAsync([host], Given.Token))));
    }

    [Theory]
    [InlineData("true", "10.0.0.1:8080 10.0.0.2:8080")]
    [InlineData("false", "10.0.0.1:8080")]
    public void Endpoints_OfSlicesAndOfTheOlderKind(string slices, string expected)
    {
        var objects = Given.Objects("""
            [{"apiVersion":"v1","kind":"Service","metadata":{"namespace":"ns","name":"svc"},"spec":{"ports":[{"name":"http","port":80,"targetPort":8080}]}},
             {"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","metadata":{"namespace":"ns","name":"svc-1","labels":{"kubernetes.io/service-name":"svc"}},"addressType":"IPv4","ports":[{"name":"http","port":8080}],
              "endpoints":[{"addresses":["10.0.0.1"],"conditions":{"ready":true},"targetRef":{"kind":"Pod","namespace":"ns","name":"a"}},
                           {"addresses":["10.0.0.2"],"targetRef":{"kind":"Pod","namespace":"ns","name":"b"}},
                           {"addresses":["10.0.0.3"],"conditions":{"ready":false,"serving":true,"terminating":true},"targetRef":{"kind":"Pod","namespace":"ns","name":"c"}}]},
             {"apiVersion":"v1","kind":"Endpoints","metadata":{"namespace":"ns","name":"svc"},"subsets":[{"addresses":[{"ip":"10.0.0.1","targetRef":{"kind":"Pod","namespace":"ns","name":"a"}}],"notReadyAddresses":[{"ip":"10.0.0.3","targetRef":{"kind":"Pod","namespace":"ns","name":"c"}}],"ports":[{"name":"http","port":8080}]}]},
             {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"ns","name":"a"},"status":{"podIP":"10.0.0.1"}},
             {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"ns","name":"b"},"status":{"podIP":"10.0.0.2"}},
             {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"ns","name":"c"},"status":{"podIP":"10.0.0.3"}}]
            """);

        Assert.Equal(expected, string.Join(' ', new EndpointResolver(Given.Flags($"--enable-endpoint-slices={slices}"), objects.Endpoints)
            .ResolvePods(new NamespacedName("ns", "svc"), IntOrString.Of("http")).Select(endpoint => endpoint.Identifier)));
    }

    [Fact]
    public void Names_AreThoseOfTheController()
    {
        var group = IngressGroupId.Implicit(new NamespacedName("ns-1", "ing-1"));

        Assert.Equal("k8s-ns1-ing1-b7e914000d", ResourceNames.LoadBalancer("cluster-dummy", group, "internal"));
        Assert.Equal("k8s-ns1-ing1-bd83176788", ResourceNames.ManagedSecurityGroup("cluster-dummy", group));
        Assert.StartsWith("k8s-traffic-clusterdummy-", ResourceNames.BackendSecurityGroup("cluster-dummy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nope=1", "error: unknown flag: --nope")]
    [InlineData("--feature-gates=Nope=true", "error: invalid argument \"Nope=true\" for \"--feature-gates\" flag: unknown feature: Nope")]
    [InlineData("--default-target-type=ip", "ip")]
    public void Flags(string flag, string expected)
    {
        string Parse()
        {
            try
            {
                return ControllerFlags.Parse(flag).Configuration.DefaultTargetType;
            }
            catch (ControllerFlagsException exception)
            {
                return $"error: {exception.Message}";
            }
        }

        Assert.Equal(expected, Parse());
    }

    [Fact]
    public async Task Plan_MembersThatAreLeaving_AreTold()
    {
        var plan = await AlbPlanner.PlanAsync(
            new AlbPlanRequest
            {
                Objects = Given.Objects("""
                    [{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"b","deletionTimestamp":"2026-01-01T00:00:00Z","finalizers":["group.ingress.k8s.aws/g"]},"spec":{}},
                     {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"a","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/group.name":"g"}},"spec":{}}]
                    """),
                AssumeDefaults = true,
            },
            Given.Token);

        var group = Assert.Single(plan.Groups);
        Assert.Equal(["default/a"], group.Members);
        Assert.Equal(["default/b"], group.InactiveMembers);
        Assert.Contains(""""members":["default/a"],"inactiveMembers":["default/b"]"""", AlbPlanJson.Write(plan), StringComparison.Ordinal);
        Assert.Contains("Leaving: Ingress default/b\n", AlbPlanTable.Write(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lookup_SectionThatIsNotThere_SaysWhatIsMissing()
    {
        var missing = await Assert.ThrowsAsync<MissingFactException>(async () =>
            await Given.Facts("\"securityGroups\":[]").ToLookup().FindSubnetsByIdsAsync(["subnet-1"], Given.Token));

        Assert.Equal("the subnets of vpc-1", missing.Fact.Name);
    }
}
