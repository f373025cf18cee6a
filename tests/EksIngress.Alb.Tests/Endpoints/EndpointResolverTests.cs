using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Tests.Endpoints;

public sealed class EndpointResolverTests
{
    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "cluster-dummy", VpcId = "vpc-dummy" };
    private static readonly NamespacedName Web = new("ns-1", "web");

    [Theory]
    [InlineData("true", null, "True", "True", "ready")]
    [InlineData("null", null, "False", "False", "ready")]
    [InlineData("false", "false", "True", "True", "ready")]
    [InlineData("false", "null", "True", "True", "ready")]
    [InlineData("false", "true", "True", "True", "")]
    [InlineData("false", "false", "False", "True", "")]
    [InlineData("false", "false", null, "True", "")]
    [InlineData("false", "false", "True", "False", "")]
    [InlineData("false", "false", "True", null, "")]
    [InlineData("false", "true", "True", "Unknown", "fail-open")]
    public void ResolvePods_OneEndpoint_ItsStateDecides(string ready, string? terminating, string? containersReady, string? node, string expected)
    {
        var facts = Facts($$"""{"addresses":["10.0.0.1"],"conditions":{"ready":{{ready}},"terminating":{{terminating ?? "null"}} },"targetRef":{"kind":"Pod","name":"pod-1"} }""") with
        {
            Pods = [Pod("pod-1", containersReady)],
            Nodes = [Node("node-1", node)],
        };

        Assert.Equal(expected.Length == 0 ? "" : "10.0.0.1:8080", Resolve(facts));
        Assert.Equal(expected == "ready" ? "10.0.0.1:8080" : "", Resolve(facts, failOpen: false));
    }

    [Fact]
    public void ResolvePods_SomeAreReady_NoneOfAnUnknownNode()
    {
        var facts = Facts(
            """{"addresses":["10.0.0.1"],"conditions":{"ready":false},"targetRef":{"kind":"Pod","name":"pod-1"}}""",
            """{"addresses":["10.0.0.2"],"conditions":{"ready":true},"targetRef":{"kind":"Pod","name":"pod-2"}}""") with
        {
            Pods = [Pod("pod-1", "True"), Pod("pod-2", "True")],
            Nodes = [Node("node-1", "Unknown")],
        };

        Assert.Equal("10.0.0.2:8080", Resolve(facts));
    }

    [Theory]
    [InlineData("""{"addresses":["10.0.0.1"],"targetRef":{"kind":"Pod","name":"pod-1"}}""", "10.0.0.1:8080")]
    [InlineData("""{"addresses":["10.0.0.1","10.0.0.9"],"targetRef":{"kind":"Pod","namespace":"ns-1","name":"pod-1"}}""", "10.0.0.1:8080")]
    [InlineData("""{"addresses":["10.0.0.1"],"targetRef":{"kind":"Pod","namespace":"ns-2","name":"pod-1"}}""", "")]
    [InlineData("""{"addresses":["10.0.0.1"],"targetRef":{"kind":"Node","name":"pod-1"}}""", "")]
    [InlineData("""{"addresses":["10.0.0.1"]}""", "")]
    [InlineData("""{"addresses":[],"targetRef":{"kind":"Pod","name":"pod-1"}}""", "")]
    [InlineData("""{"addresses":["10.0.0.1"],"targetRef":{"kind":"Pod","name":"gone"}}""", "")]
    public void ResolvePods_Reference_MustBeAKnownPod(string endpoint, string expected) =>
        Assert.Equal(expected, Resolve(Facts(endpoint) with { Pods = [Pod("pod-1", "True")] }));

    [Theory]
    [InlineData("http", null, "10.0.0.1:8080 2001:db8::1:8080")]
    [InlineData("80", null, "10.0.0.1:8080 2001:db8::1:8080")]
    [InlineData("metrics", null, "10.0.0.1:9090 2001:db8::1:9090")]
    [InlineData("http", "ipv4", "10.0.0.1:8080")]
    [InlineData("http", "ipv6", "2001:db8::1:8080")]
    public void ResolvePods_PortAndFamily_ChooseSlices(string port, string? family, string expected)
    {
        const string pod = "\"targetRef\":{\"kind\":\"Pod\",\"name\":\"pod-1\"}";
        const string ports = "\"ports\":[{\"name\":\"http\",\"port\":8080},{\"name\":\"metrics\",\"port\":9090}]";
        var facts = new EndpointFacts
        {
            Services = [Service()],
            EndpointSlices =
            [
                Slice($$"""{"metadata":{"namespace":"ns-1","name":"v6","labels":{"kubernetes.io/service-name":"web"} },"addressType":"IPv6","endpoints":[{"addresses":["2001:db8::1"],{{pod}}}],{{ports}}}"""),
                Slice($$"""{"metadata":{"namespace":"ns-1","name":"v4","labels":{"kubernetes.io/service-name":"web"} },"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"],{{pod}}}],{{ports}}}"""),
                Slice($$"""{"metadata":{"namespace":"ns-1","name":"other","labels":{"kubernetes.io/service-name":"api"} },"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.9"],{{pod}}}],{{ports}}}"""),
                Slice($$"""{"metadata":{"namespace":"ns-2","name":"v4","labels":{"kubernetes.io/service-name":"web"} },"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.8"],{{pod}}}],{{ports}}}"""),
            ],
            Pods = [Pod("pod-1", "True")],
        };

        Assert.Equal(expected, string.Join(' ', new EndpointResolver(Configuration, facts)
            .ResolvePods(Web, IntOrString.Parse(port), family).Select(endpoint => endpoint.Identifier)));
    }

    [Theory]
    [InlineData("gone", "80", "backend not found: services \"gone\" not found")]
    [InlineData("web", "81", "backend not found: unable to find port 81 on service ns-1/web")]
    [InlineData("web", "https", "backend not found: unable to find port https on service ns-1/web")]
    public void Resolve_MissingBackend_SaysWhat(string service, string port, string message)
    {
        var resolver = new EndpointResolver(Configuration, new EndpointFacts { Services = [Service()] });
        var key = new NamespacedName("ns-1", service);

        Assert.Equal(message, Assert.Throws<BackendNotFoundException>(() => resolver.ResolvePods(key, IntOrString.Parse(port))).Message);
        Assert.Equal(message, Assert.Throws<BackendNotFoundException>(() => resolver.ResolveNodePorts(key, IntOrString.Parse(port))).Message);
    }

    [Fact]
    public void ResolvePods_WithoutSlices_ReadsEndpoints()
    {
        var endpoints = KubernetesJson.Read<EndpointsObject>(
            """
            {"metadata":{"namespace":"ns-1","name":"web"},"subsets":[{"addresses":[{"ip":"2001:db8::1","targetRef":{"kind":"Pod","name":"pod-1"}},{"ip":"10.0.0.9"}],
             "notReadyAddresses":[{"ip":"10.0.0.2","targetRef":{"kind":"Pod","name":"pod-2"}},{"ip":"10.0.0.3","targetRef":{"kind":"Pod","name":"pod-3"}}],
             "ports":[{"name":"metrics","port":9090},{"name":"http","port":8080}]}]}
            """);
        var facts = new EndpointFacts
        {
            Services = [Service()],
            Endpoints = [endpoints],
            Pods = [Pod("pod-1", "True"), Pod("pod-2", "True"), Pod("pod-3", "False")],
            Nodes = [Node("node-1", "True")],
        };
        var configuration = Configuration with { EnableEndpointSlices = false };

        Assert.Equal(
            ["2001:db8::1:8080", "10.0.0.2:8080"],
            new EndpointResolver(configuration, facts).ResolvePods(Web, IntOrString.Of("http")).Select(endpoint => endpoint.Identifier));
        Assert.Equal(
            "backend not found: endpoints \"web\" not found",
            Assert.Throws<BackendNotFoundException>(() =>
                new EndpointResolver(configuration, facts with { Endpoints = [] }).ResolvePods(Web, IntOrString.Of("http"))).Message);
    }

    [Theory]
    [InlineData("{}", "node-1")]
    [InlineData("""{"metadata":{"labels":{"node-role.kubernetes.io/master":""}}}""", "")]
    [InlineData("""{"metadata":{"labels":{"node.kubernetes.io/exclude-from-external-load-balancers":"true"}}}""", "")]
    [InlineData("""{"metadata":{"labels":{"alpha.service-controller.kubernetes.io/exclude-balancer":"true"}}}""", "")]
    [InlineData("""{"metadata":{"labels":{"eks.amazonaws.com/compute-type":"fargate"}}}""", "")]
    [InlineData("""{"metadata":{"labels":{"eks.amazonaws.com/compute-type":"ec2"}}}""", "node-1")]
    [InlineData("""{"spec":{"taints":[{"key":"ToBeDeletedByClusterAutoscaler","effect":"PreferNoSchedule"}]}}""", "")]
    [InlineData("""{"spec":{"taints":[{"key":"karpenter.sh/disrupted","effect":"NoSchedule"}]}}""", "")]
    [InlineData("""{"spec":{"taints":[{"key":"karpenter.sh/disrupted","effect":"NoExecute"}]}}""", "node-1")]
    [InlineData("""{"spec":{"taints":[{"key":"dedicated","effect":"NoSchedule"}]}}""", "node-1")]
    public void ResolveNodePorts_Node_LabelsAndTaintsDecide(string node, string expected)
    {
        var read = KubernetesJson.Read<Node>(node);
        read = read with
        {
            Metadata = read.Metadata with { Name = "node-1" },
            Spec = read.Spec with { ProviderId = "aws:///eu-central-1a/i-1" },
            Status = Node("node-1", "True").Status,
        };

        Assert.Equal(expected.Length == 0 ? "" : "i-1:30080", NodePorts([read]));
    }

    [Fact]
    public void ResolveNodePorts_NoneIsReady_UnknownOnesServeWhenItFailsOpen()
    {
        Node[] nodes = [Node("node-2", "Unknown"), Node("node-1", "Unknown"), Node("node-3", "False"), Node("node-4", null)];

        Assert.Equal("i-node-1:30080 i-node-2:30080", NodePorts(nodes));
        Assert.Equal("", NodePorts(nodes, failOpen: false));
        Assert.Equal("i-node-5:30080", NodePorts([.. nodes, Node("node-5", "True")]));
    }

    [Fact]
    public void ResolveNodePorts_Selector_ChoosesNodes()
    {
        var labelled = Node("node-2", "True") with { Metadata = new ObjectMeta { Name = "node-2", Labels = new Dictionary<string, string> { ["pool"] = "web" } } };

        Assert.Equal("i-node-2:30080", NodePorts(
            [Node("node-1", "True"), labelled], selector: new LabelSelector { MatchLabels = new Dictionary<string, string> { ["pool"] = "web" } }));
    }

    [Theory]
    [InlineData("", "providerID is not specified for node: node-1")]
    [InlineData("aws:///eu-central-1a/fargate-1", "providerID aws:///eu-central-1a/fargate-1 is invalid for EC2 instances, node: node-1")]
    [InlineData("eks-hybrid:///eu-central-1/cluster/i-1", "providerID eks-hybrid:///eu-central-1/cluster/i-1 is invalid for EKS hybrid instances, node: node-1")]
    [InlineData("eks-hybrid:///eu-central-1/cluster/mi-1", null)]
    public void ResolveNodePorts_ProviderId_MustBeAnInstance(string providerId, string? message)
    {
        var node = Node("node-1", "True") with { Spec = new Node.Specification { ProviderId = providerId } };

        if (message is null)
        {
            Assert.Equal("hybrid-mi-1:30080", NodePorts([node]));
        }
        else
        {
            Assert.Equal(message, Assert.Throws<AlbModelException>(() => NodePorts([node])).Message);
        }
    }

    [Fact]
    public void ResolveNodePorts_ClusterIp_Fails()
    {
        var resolver = new EndpointResolver(Configuration, new EndpointFacts { Services = [Service("ClusterIP")] });

        Assert.Equal(
            "service type must be either 'NodePort' or 'LoadBalancer': ns-1/web",
            Assert.Throws<AlbModelException>(() => resolver.ResolveNodePorts(Web, IntOrString.Of(80))).Message);
    }

    [Fact]
    public void Resolve_WhateverTheOrderOfInput_GivesTheSame()
    {
        var random = new Random(3);
        var facts = Facts() with
        {
            EndpointSlices = [.. Enumerable.Range(0, 8).Select(i => Slice(
                $$"""{"metadata":{"namespace":"ns-1","name":"web-{{i}}","labels":{"kubernetes.io/service-name":"web"} },"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.{{i}}"],"targetRef":{"kind":"Pod","name":"pod-{{i}}"} }],"ports":[{"name":"http","port":8080}]}"""))],
            Pods = [.. Enumerable.Range(0, 8).Select(i => Pod($"pod-{i}", "True"))],
            Nodes = [.. Enumerable.Range(0, 8).Select(i => Node($"node-{i}", "True"))],
        };
        var (pods, nodes) = (Resolve(facts), NodePorts(facts.Nodes));
        for (var round = 0; round < 20; round++)
        {
            facts = facts with
            {
                EndpointSlices = [.. facts.EndpointSlices.OrderBy(_ => random.Next())],
                Pods = [.. facts.Pods.OrderBy(_ => random.Next())],
                Nodes = [.. facts.Nodes.OrderBy(_ => random.Next())],
            };

            Assert.Equal(pods, Resolve(facts));
            Assert.Equal(nodes, NodePorts(facts.Nodes));
        }
    }

    internal static Pod Pod(string name, string? containersReady, string node = "node-1") => KubernetesJson.Read<Pod>(
        $$"""{"metadata":{"namespace":"ns-1","name":"{{name}}"},"spec":{"nodeName":"{{node}}"},"status":{"conditions":[{{Condition("ContainersReady", containersReady)}}]} }""");

    internal static Node Node(string name, string? ready) => KubernetesJson.Read<Node>(
        $$"""{"metadata":{"name":"{{name}}"},"spec":{"providerID":"aws:///eu-central-1a/i-{{name}}"},"status":{"conditions":[{{Condition("Ready", ready)}}]} }""");

    private static string Condition(string type, string? status) => status is null ? "" : $$"""{"type":"{{type}}","status":"{{status}}"}""";

    private static Service Service(string type = "NodePort") => KubernetesJson.Read<Service>(
        $$"""{"metadata":{"namespace":"ns-1","name":"web"},"spec":{"type":"{{type}}","ports":[{"name":"http","port":80,"targetPort":8080,"nodePort":30080},{"name":"metrics","port":9090}]} }""");

    private static EndpointSlice Slice(string json) => KubernetesJson.Read<EndpointSlice>(json);

    private static EndpointFacts Facts(params string[] endpoints) => new()
    {
        Services = [Service()],
        EndpointSlices =
        [
            Slice($$"""{"metadata":{"namespace":"ns-1","name":"web-1","labels":{"kubernetes.io/service-name":"web"} },"addressType":"IPv4","endpoints":[{{string.Join(',', endpoints)}}],"ports":[{"name":"http","port":8080}]}"""),
        ],
    };

    private static string Resolve(EndpointFacts facts, bool failOpen = true) => string.Join(
        ' ',
        new EndpointResolver(Configuration with { EndpointsFailOpen = failOpen }, facts)
            .ResolvePods(Web, IntOrString.Of("http")).Select(endpoint => endpoint.Identifier));

    private static string NodePorts(IReadOnlyList<Node> nodes, bool failOpen = true, LabelSelector? selector = null) => string.Join(
        ' ',
        new EndpointResolver(Configuration with { EndpointsFailOpen = failOpen }, new EndpointFacts { Services = [Service()], Nodes = nodes })
            .ResolveNodePorts(Web, IntOrString.Of("http"), selector).Select(endpoint => endpoint.Identifier));
}
