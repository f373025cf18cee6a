using System.Text.Json.Nodes;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Tests.KubernetesControllers;

public sealed class ControllerTests
{
    [Fact]
    public async Task Schedule_NoNodeFits_SaysWhyAndBindsWhenOneComes()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        cluster.AddNode("other", new JsonObject { ["disk"] = "slow" });
        var wanted = ControllerCluster.Deployment("web", 1);
        wanted["spec"]!["template"]!["spec"]!["nodeSelector"] = new JsonObject { ["disk"] = "fast" };
        cluster.Create("deployments.apps", wanted);

        var refused = await cluster.UntilOneAsync("events", item => item.Text("reason") == "FailedScheduling");
        Assert.Equal("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.", refused.Text("message"));
        cluster.AddNode("fitting", new JsonObject { ["disk"] = "fast" });

        var pod = await cluster.UntilOneAsync("pods", item => item.HasCondition("PodScheduled"));
        Assert.Equal("fitting", pod.Text("spec", "nodeName"));
    }

    [Fact]
    public async Task Schedule_TwoNodes_SpreadsPods()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        cluster.AddNode("one");
        cluster.AddNode("two");

        cluster.Create("deployments.apps", ControllerCluster.Deployment("web", 4));
        var pods = await cluster.UntilAllAsync("pods", items => items.Count == 4 && items.All(pod => pod.Text("spec", "nodeName") is not null));

        Assert.Equal(2, pods.Count(pod => pod.Text("spec", "nodeName") == "one"));
    }

    [Fact]
    public async Task Delete_NodeIsGone_ReplacesItsPodsElsewhere()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        cluster.AddNode("one");
        cluster.Create("deployments.apps", ControllerCluster.Deployment("web", 2));
        await cluster.UntilAllAsync("pods", items => items.Count == 2 && items.All(pod => pod.Text("spec", "nodeName") == "one"));

        cluster.AddNode("two");
        cluster.Objects.DeleteIfPresent("nodes", new("", "one"), DeleteRequest.Background);

        await cluster.UntilAllAsync("pods", items => items.Count == 2 && items.All(pod => pod.Text("spec", "nodeName") == "two"));
    }

    [Fact]
    public async Task Endpoints_NamedPortAndZone_AreResolvedAndFollowReadiness()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        cluster.AddNode("one", new JsonObject { ["topology.kubernetes.io/zone"] = "eu-west-1a" });
        cluster.Create("services", Service());
        var empty = await cluster.UntilOneAsync("endpointslices.discovery.k8s.io", _ => true);
        Assert.Empty(empty.Items("endpoints"));

        cluster.StartKubelet();
        cluster.Create("deployments.apps", ControllerCluster.Deployment("web", 1));
        var slice = await cluster.UntilOneAsync("endpointslices.discovery.k8s.io", item => item.Items("endpoints").Any(endpoint => endpoint.Flag("conditions", "ready") == true));

        var pod = Assert.Single(cluster.Objects.List("pods"));
        var endpoint = Assert.Single(slice.Items("endpoints"));
        Assert.Equal(empty.Uid(), slice.Uid());
        Assert.Equal(("web", "endpointslice-controller.k8s.io"), (slice.Label("kubernetes.io/service-name"), slice.Label("endpointslice.kubernetes.io/managed-by")));
        Assert.Equal(("web", 8080), (Assert.Single(slice.Items("ports")).Text("name"), (int)Assert.Single(slice.Items("ports")).Number("port")!));
        Assert.Equal((pod.Text("status", "podIP"), "one", "eu-west-1a"), (endpoint.Texts("addresses").Single(), endpoint.Text("nodeName"), endpoint.Text("zone")));
        Assert.Equal(pod.Uid(), endpoint.Text("targetRef", "uid"));

        cluster.Objects.Change("pods", pod.Key(), item => item.SetCondition(cluster.Time, "Ready", "False"), WriteOptions.KubeletStatus);
        await cluster.UntilOneAsync("endpointslices.discovery.k8s.io", item => item.Items("endpoints").Any(found => found.Flag("conditions", "ready") == false));
        cluster.Objects.DeleteIfPresent("services", new("default", "web"), DeleteRequest.Background);
        await cluster.UntilAllAsync("endpointslices.discovery.k8s.io", items => items.Count == 0);
    }

    [Theory]
    [InlineData("Background")]
    [InlineData("Foreground")]
    public async Task Delete_Deployment_TakesReplicaSetsAndPodsAlong(string propagation)
    {
        await using var cluster = await ControllerCluster.StartAsync();
        cluster.AddNode("one");
        cluster.StartKubelet();
        cluster.Create("deployments.apps", ControllerCluster.Deployment("web", 2));
        await cluster.UntilOneAsync("deployments.apps", item => ControllerCluster.IsRolledOut(item, 2));
        using var watch = cluster.Objects.Store.Watch(new HashSet<string> { "deployments.apps", "replicasets.apps", "pods" }, initial: false);

        cluster.Objects.DeleteIfPresent("deployments.apps", new("default", "web"), new(Propagation: propagation));
        await cluster.UntilAllAsync("pods", items => items.Count == 0);
        await cluster.UntilAllAsync("replicasets.apps", items => items.Count == 0);
        await cluster.UntilAllAsync("deployments.apps", items => items.Count == 0);

        var order = new List<string>();
        while (watch.Events.TryRead(out var change))
        {
            if (change.Type == StoreEventType.Deleted)
            {
                order.Add(change.Resource);
            }
        }

        string[] expected = propagation == "Foreground"
            ? ["pods", "pods", "replicasets.apps", "deployments.apps"]
            : ["deployments.apps", "replicasets.apps", "pods", "pods"];
        Assert.Equal(expected, order);
    }

    [Fact]
    public async Task Delete_Orphan_LeavesPodsThatAnotherReplicaSetAdopts()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        cluster.AddNode("one");
        cluster.StartKubelet();
        cluster.Create("deployments.apps", ControllerCluster.Deployment("web", 2));
        await cluster.UntilOneAsync("deployments.apps", item => ControllerCluster.IsRolledOut(item, 2));
        var uids = cluster.Objects.List("pods").Select(pod => pod.Uid()).Order().ToList();

        cluster.Objects.DeleteIfPresent("deployments.apps", new("default", "web"), new(Propagation: "Orphan"));
        await cluster.UntilAllAsync("deployments.apps", items => items.Count == 0);
        var orphan = Assert.Single(cluster.Objects.List("replicasets.apps"));
        Assert.Null(orphan.ControllerOwner());

        cluster.Create("deployments.apps", ControllerCluster.Deployment("web", 2));
        await cluster.UntilOneAsync("deployments.apps", item => ControllerCluster.IsRolledOut(item, 2));
        Assert.Equal(uids, cluster.Objects.List("pods").Select(pod => pod.Uid()).Order());
    }

    [Fact]
    public async Task Delete_Namespace_EmptiesItAndLetsItGo()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        cluster.AddNode("one");
        cluster.StartKubelet();
        var wanted = ControllerCluster.Deployment("web", 2);
        wanted["metadata"]!["namespace"] = "team";
        cluster.Create("deployments.apps", wanted);
        await cluster.UntilOneAsync("deployments.apps", item => ControllerCluster.IsRolledOut(item, 2));

        cluster.Objects.DeleteIfPresent("namespaces", new("", "team"), DeleteRequest.Background);
        await cluster.UntilAllAsync("namespaces", items => items.All(item => item.Name() != "team"));

        Assert.Empty(cluster.Objects.Store.ListNamespace("team"));
    }

    [Fact]
    public async Task Endpoints_MoreThanAHundred_AreSpreadOverSlicesWithTheProtocolOfTheApplication()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        var service = Service();
        service["spec"]!["ports"]![0]!["appProtocol"] = "kubernetes.io/h2c";
        cluster.Create("services", service);
        foreach (var number in Enumerable.Range(1, 201))
        {
            cluster.Create("pods", Pod($"web-{number}"));
            cluster.Objects.Change("pods", new("default", $"web-{number}"), pod =>
            {
                pod.Section("status")["podIP"] = $"127.70.{number / 250}.{number % 250}";
                pod.SetCondition(cluster.Time, "Ready", "True");
            }, WriteOptions.KubeletStatus);
        }

        var slices = await cluster.UntilAllAsync(
            "endpointslices.discovery.k8s.io", items => items.Sum(slice => slice.Items("endpoints").Count(endpoint => endpoint.Flag("conditions", "ready") == true)) == 201);

        Assert.Equal([1, 100, 100], slices.Select(slice => slice.Items("endpoints").Count()).Order());
        Assert.All(slices, slice => Assert.Equal("kubernetes.io/h2c", slice.Items("ports").Single().Text("appProtocol")));
        Assert.Equal(201, slices.SelectMany(slice => slice.Items("endpoints")).Select(endpoint => endpoint.Texts("addresses").Single()).Distinct().Count());
    }

    [Fact]
    public async Task Endpoints_NodeMovesToAnotherZone_SayIt()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        cluster.AddNode("one", new JsonObject { ["topology.kubernetes.io/zone"] = "eu-west-1a" });
        cluster.StartKubelet();
        cluster.Create("services", Service());
        cluster.Create("deployments.apps", ControllerCluster.Deployment("web", 1));
        await cluster.UntilOneAsync("endpointslices.discovery.k8s.io", item => item.Items("endpoints").Any(endpoint => endpoint.Text("zone") == "eu-west-1a"));

        cluster.Objects.Change("nodes", new("", "one"), node => node.Metadata().Section("labels")["topology.kubernetes.io/zone"] = "eu-west-1b", WriteOptions.Kubelet);

        await cluster.UntilOneAsync("endpointslices.discovery.k8s.io", item => item.Items("endpoints").Any(endpoint => endpoint.Text("zone") == "eu-west-1b"));
    }

    [Fact]
    public async Task Create_Namespace_GetsServiceAccountAndCertificate()
    {
        await using var cluster = await ControllerCluster.StartAsync();

        var map = await cluster.UntilOneAsync("configmaps", item => item.Namespace() == "team" && item.Name() == "kube-root-ca.crt");
        Assert.Equal("CERTIFICATE", map.Text("data", "ca.crt"));
        await cluster.UntilOneAsync("serviceaccounts", item => item.Namespace() == "team" && item.Name() == "default");

        cluster.Objects.DeleteIfPresent("serviceaccounts", new("team", "default"), DeleteRequest.Background);
        await cluster.UntilOneAsync("serviceaccounts", item => item.Namespace() == "team" && item.Name() == "default");
    }

    [Fact]
    public async Task Record_SameAgain_RaisesCount()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        var node = cluster.AddNode("one");

        cluster.Events.Normal(node, "kubelet", "Starting", "Starting kubelet.");
        cluster.Events.Normal(node, "kubelet", "Starting", "Starting kubelet.");
        cluster.Events.Normal(node, "kubelet", "NodeReady", "Node one status is now: NodeReady");

        var events = cluster.Objects.List("events");
        Assert.Equal([1L, 2L], events.Select(item => item.Number("count")!.Value).Order());
        Assert.All(events, item => Assert.Equal(("default", node.Uid()), (item.Namespace(), item.Text("involvedObject", "uid"))));
    }

    private static JsonObject Pod(string name) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default", ["labels"] = new JsonObject { ["app"] = "web" } },
        ["spec"] = new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = "web",
                ["image"] = "registry.test/web:1",
                ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["containerPort"] = 8080 }),
            }),
        },
    };

    private static JsonObject Service() => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "web", ["namespace"] = "default" },
        ["spec"] = new JsonObject
        {
            ["selector"] = new JsonObject { ["app"] = "web" },
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "web", ["port"] = 80, ["targetPort"] = "http" }),
        },
    };
}
