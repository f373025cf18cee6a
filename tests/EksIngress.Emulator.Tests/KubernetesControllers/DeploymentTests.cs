using System.Text.Json.Nodes;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Tests.KubernetesControllers;

public sealed class DeploymentTests
{
    [Fact]
    public async Task Create_NodesAreThere_RunsPodsAndSaysComplete()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        cluster.AddNode("one");
        cluster.StartKubelet();

        cluster.Create("deployments.apps", ControllerCluster.Deployment("web", 3));
        var deployment = await cluster.UntilOneAsync("deployments.apps", item => ControllerCluster.IsRolledOut(item, 3));

        var set = Assert.Single(cluster.Objects.List("replicasets.apps"));
        Assert.Equal("1", deployment.Annotation("deployment.kubernetes.io/revision"));
        Assert.Equal($"web-{set.Label("pod-template-hash")}", set.Name());
        Assert.True(deployment.HasCondition("Available"));
        Assert.All(cluster.Objects.List("pods"), pod => Assert.StartsWith(set.Name() + "-", pod.Name(), StringComparison.Ordinal));
        await cluster.UntilOneAsync("events", item => item.Text("message") == $"Scaled up replica set {set.Name()} from 0 to 3");
        Assert.Equal(3, cluster.Objects.List("events").Count(item => item.Text("reason") == "SuccessfulCreate"));
    }

    [Fact]
    public async Task Change_TemplateIsNew_ReplacesPodsWithoutFallingBelowTheLeast()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        cluster.AddNode("one");
        cluster.StartKubelet();
        cluster.Create("deployments.apps", ControllerCluster.Deployment("web", 4));
        await cluster.UntilOneAsync("deployments.apps", item => ControllerCluster.IsRolledOut(item, 4));
        using var watch = cluster.Objects.Store.Watch(new HashSet<string> { "pods" }, initial: true);

        cluster.Change("deployments.apps", "web", item => ControllerCluster.SetImage(item, "registry.test/web:2"));
        var deployment = await cluster.UntilOneAsync("deployments.apps", item => ControllerCluster.IsRolledOut(item, 4));

        Assert.Equal("2", deployment.Annotation("deployment.kubernetes.io/revision"));
        Assert.Equal(2, cluster.Objects.List("replicasets.apps").Count);
        await cluster.UntilAllAsync("pods", pods => pods.Count == 4 && pods.All(pod => pod["spec"]!["containers"]![0]!.Text("image") == "registry.test/web:2"));
        var ready = new HashSet<string>();
        while (watch.Events.TryRead(out var change))
        {
            var counts = change.Type is StoreEventType.Added or StoreEventType.Modified && change.Value.HasCondition("Ready") && !change.Value.IsTerminating();
            _ = counts ? ready.Add(change.Value.Name()) : change.Type == StoreEventType.Synced || ready.Remove(change.Value.Name());
            Assert.True(ready.Count >= 3 || change.Previous is null, $"{ready.Count} ready at {change.Revision}");
        }
    }

    [Fact]
    public async Task Change_NewPodsNeverServe_KeepsOldOnesAndTimesOut()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        cluster.AddNode("one");
        cluster.StartKubelet(pod => pod["spec"]!["containers"]![0]!.Text("image") != "registry.test/web:broken");
        cluster.Create("deployments.apps", ControllerCluster.Deployment("web", 4));
        await cluster.UntilOneAsync("deployments.apps", item => ControllerCluster.IsRolledOut(item, 4));

        cluster.Change("deployments.apps", "web", item => ControllerCluster.SetImage(item, "registry.test/web:broken"));
        await cluster.UntilOneAsync("deployments.apps", item => item.Number("status", "updatedReplicas") == 2 && item.Number("status", "availableReplicas") == 3);
        var timedOut = cluster.UntilOneAsync("deployments.apps", item => item.Items("status", "conditions").Any(condition => condition.Text("reason") == "ProgressDeadlineExceeded"));
        while (!timedOut.IsCompleted)
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(601));
            await Task.Yield();
        }

        var deployment = await timedOut;
        Assert.True(deployment.HasCondition("Available"));
        Assert.Equal(3, deployment.Number("status", "availableReplicas"));
    }

    [Fact]
    public async Task Change_Recreate_StartsNewPodsOnlyWhenTheOldAreGone()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        cluster.AddNode("one");
        cluster.StartKubelet();
        var wanted = ControllerCluster.Deployment("web", 2);
        wanted["spec"]!["strategy"] = new JsonObject { ["type"] = "Recreate" };
        cluster.Create("deployments.apps", wanted);
        await cluster.UntilOneAsync("deployments.apps", item => ControllerCluster.IsRolledOut(item, 2));
        using var watch = cluster.Objects.Store.Watch(new HashSet<string> { "pods" }, initial: true);

        cluster.Change("deployments.apps", "web", item => ControllerCluster.SetImage(item, "registry.test/web:2"));
        await cluster.UntilOneAsync("deployments.apps", item => item.Annotation("deployment.kubernetes.io/revision") == "2" && ControllerCluster.IsRolledOut(item, 2));

        var images = new Dictionary<string, string?>();
        while (watch.Events.TryRead(out var change))
        {
            _ = change.Type == StoreEventType.Deleted
                ? images.Remove(change.Value.Name())
                : change.Type == StoreEventType.Synced || images.TryAdd(change.Value.Name(), change.Value["spec"]!["containers"]![0]!.Text("image"));
            Assert.True(images.Values.Distinct().Count() <= 1);
        }
    }

    [Fact]
    public async Task Change_ScaledThenPausedThenRolledBack_FollowsEach()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        cluster.AddNode("one");
        cluster.StartKubelet();
        cluster.Create("deployments.apps", ControllerCluster.Deployment("web", 1));
        await cluster.UntilOneAsync("deployments.apps", item => ControllerCluster.IsRolledOut(item, 1));

        cluster.Change("deployments.apps", "web", item => item["spec"]!["replicas"] = 3);
        await cluster.UntilOneAsync("deployments.apps", item => ControllerCluster.IsRolledOut(item, 3));
        cluster.Change("deployments.apps", "web", item =>
        {
            item["spec"]!["paused"] = true;
            item["spec"]!["replicas"] = 2;
            ControllerCluster.SetImage(item, "registry.test/web:2");
        });
        await cluster.UntilOneAsync("deployments.apps", item => item.Number("status", "replicas") == 2 && item.HasCondition("Progressing", "Unknown"));
        Assert.Single(cluster.Objects.List("replicasets.apps"));

        cluster.Change("deployments.apps", "web", item => item["spec"]!["paused"] = false);
        await cluster.UntilOneAsync("deployments.apps", item => item.Annotation("deployment.kubernetes.io/revision") == "2" && ControllerCluster.IsRolledOut(item, 2));
        cluster.Change("deployments.apps", "web", item => ControllerCluster.SetImage(item, "registry.test/web:1"));
        await cluster.UntilOneAsync("deployments.apps", item => item.Annotation("deployment.kubernetes.io/revision") == "3" && ControllerCluster.IsRolledOut(item, 2));
        Assert.Equal(2, cluster.Objects.List("replicasets.apps").Count);
    }

    [Fact]
    public async Task Change_ScaledAfterTheRollout_StaysComplete()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        cluster.AddNode("one");
        cluster.StartKubelet();
        cluster.Create("deployments.apps", ControllerCluster.Deployment("web", 1));
        await cluster.UntilOneAsync("deployments.apps", item => ControllerCluster.IsRolledOut(item, 1));
        using var watch = cluster.Objects.Store.Watch(new HashSet<string> { "deployments.apps" }, initial: false);

        cluster.Change("deployments.apps", "web", item => item["spec"]!["replicas"] = 3);
        await cluster.UntilOneAsync("deployments.apps", item => ControllerCluster.IsRolledOut(item, 3));

        while (watch.Events.TryRead(out var change))
        {
            if (change.Type == StoreEventType.Synced)
            {
                continue;
            }

            Assert.Equal("NewReplicaSetAvailable", change.Value.Items("status", "conditions").Single(condition => condition.Text("type") == "Progressing").Text("reason"));
        }
    }

    [Fact]
    public async Task Create_MinReadySeconds_IsAvailableWhenTheyHavePassed()
    {
        await using var cluster = await ControllerCluster.StartAsync();
        cluster.AddNode("one");
        cluster.StartKubelet();
        var wanted = ControllerCluster.Deployment("web", 1);
        wanted["spec"]!["minReadySeconds"] = 30;

        cluster.Create("deployments.apps", wanted);
        var ready = await cluster.UntilOneAsync("deployments.apps", item => item.Number("status", "readyReplicas") == 1);
        Assert.Null(ready.Number("status", "availableReplicas"));

        var complete = cluster.UntilOneAsync("deployments.apps", item => ControllerCluster.IsRolledOut(item, 1));
        while (!complete.IsCompleted)
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(31));
            await Task.Yield();
        }

        await complete;
    }

    [Theory]
    [InlineData(4, 2, 6, 4, 2)]
    [InlineData(4, 2, 12, 16, 8)]
    [InlineData(4, 2, 2, 3, 1)]
    [InlineData(1, 0, 4, 4, 0)]
    [InlineData(4, 1, 0, 0, 0)]
    public void Scale_Paused_KeepsSharesAndTheRolloutWhereItIs(int old, int current, int wanted, int expectedOld, int expectedCurrent)
    {
        var deployment = ControllerCluster.Deployment("web", wanted);
        deployment["spec"]!["paused"] = true;
        deployment["spec"]!["strategy"] = new JsonObject { ["rollingUpdate"] = new JsonObject { ["maxSurge"] = "100%", ["maxUnavailable"] = 0 } };
        var rollout = new Rollout(deployment, [Set("registry.test/web:1", current), Set("registry.test/web:0", old)]);

        var scaled = rollout.Scale(hasOldPods: true).ToDictionary(entry => entry.Set, entry => entry.Replicas);

        Assert.Equal(expectedOld, scaled.GetValueOrDefault(rollout.Old[0], old));
        Assert.Equal(expectedCurrent, scaled.GetValueOrDefault(rollout.New!, current));
    }

    [Fact]
    public void Write_TemplateIsNewerThanTheRollout_ObservesOnlyWhatWasLookedAt()
    {
        var seen = ControllerCluster.Deployment("web", 1);
        seen["metadata"]!["generation"] = 1;
        var set = Set("registry.test/web:1", 1);
        set["status"] = new JsonObject { ["replicas"] = 1, ["readyReplicas"] = 1, ["availableReplicas"] = 1 };
        var newer = ControllerCluster.Deployment("web", 1, "registry.test/web:2");
        newer["metadata"]!["generation"] = 2;

        RolloutStatus.Write(newer, new Rollout(seen, [set]), TimeProvider.System);

        Assert.Equal(1, newer.Number("status", "observedGeneration"));
    }

    private static JsonObject Set(string image, int replicas)
    {
        var set = ControllerCluster.Deployment("web", replicas, image);
        set["metadata"]!["name"] = $"web-{replicas}";
        return set;
    }
}
