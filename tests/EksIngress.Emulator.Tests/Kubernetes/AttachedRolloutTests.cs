using System.Net;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Tests.Kubernetes;

/// <summary>Rollouts of Deployments whose pods are processes that Aspire runs: there are as many as replicas, and no more.</summary>
public sealed class AttachedRolloutTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";

    [Theory]
    [InlineData("one", 1)]
    [InlineData("two", 2)]
    public async Task Change_TemplateIsNew_PassesTheProcessesOnWithoutAGap(string name, int replicas)
    {
        var processes = new List<AttachedPod>();
        for (var count = 0; count < replicas; count++)
        {
            processes.Add(await AttachedPod.StartAsync(cluster.Emulator, name));
            await processes[^1].ListenAsync();
        }

        await cluster.SendAsync(HttpMethod.Post, Deployments, Manifests.Deployment(name, "default", replicas, $"registry.test/{name}:1"), "application/yaml");
        await IsRolledOutAsync(name, replicas, 1);

        await cluster.SendAsync(HttpMethod.Patch, $"{Deployments}/{name}", $$$$"""
            {"spec":{"template":{"spec":{"containers":[{"name":"{{{{name}}}}","env":[{"name":"VERSION","value":"2"}] }] } } } }
            """, "application/strategic-merge-patch+json");
        await IsRolledOutAsync(name, replicas, 2);
        var pods = await Eventually.GetAsync(async () => await PodsAsync(name) is var found && found.Count == replicas ? found : null);
        Assert.Equal(processes.Select(process => process.PodIP).Order(), pods.Select(pod => (string?)pod["status"]!["podIP"]).Order());
        Assert.All(pods, pod => Assert.Equal("2", (string?)pod["spec"]!["containers"]![0]!["env"]!.AsArray().Single(variable => (string?)variable!["name"] == "VERSION")!["value"]));

        // A process belongs to one pod again: when its pod goes, the next one gets it.
        await cluster.SendAsync(HttpMethod.Delete, $"/api/v1/namespaces/default/pods/{pods[0]["metadata"]!["name"]}?gracePeriodSeconds=0");
        await Eventually.UntilAsync(async () =>
        {
            var current = await PodsAsync(name);
            return current.Count == replicas && current.All(pod => (string?)pod["metadata"]!["uid"] != (string?)pods[0]["metadata"]!["uid"] && (string?)pod["status"]!["podIP"] is { Length: > 0 });
        });
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }
    }

    // There is one process, and the pods that end have it for an hour: the ones that come need not wait for it, whether the pod was deleted or rolled over.
    [Fact]
    public async Task Delete_PodsThatSleep_PassTheProcessOnAtOnce()
    {
        await using var process = await AttachedPod.StartAsync(cluster.Emulator, "sleepy");
        await process.ListenAsync();
        var deployment = Manifests.Deployment("sleepy", "default", 1, "registry.test/sleepy:1", "lifecycle: { preStop: { sleep: { seconds: 3600 } } }")
            .Replace("    spec:\n      containers:", "    spec:\n      terminationGracePeriodSeconds: 3600\n      containers:", StringComparison.Ordinal);
        await cluster.SendAsync(HttpMethod.Post, Deployments, deployment, "application/yaml");
        var first = await StayingAsync([]);

        await cluster.SendAsync(HttpMethod.Delete, $"/api/v1/namespaces/default/pods/{first["metadata"]!["name"]}");
        var second = await StayingAsync([first]);
        await cluster.SendAsync(HttpMethod.Delete, $"/api/v1/namespaces/default/pods/{second["metadata"]!["name"]}");
        var third = await StayingAsync([first, second]);
        await cluster.SendAsync(HttpMethod.Patch, $"{Deployments}/sleepy", """{"spec":{"template":{"metadata":{"annotations":{"version":"2"}}}}}""", "application/merge-patch+json");
        var fourth = await StayingAsync([first, second, third]);

        var pods = await PodsAsync("sleepy");
        Assert.Equal(4, pods.Count);
        Assert.All(pods, pod => Assert.Equal(process.PodIP, (string?)pod["status"]!["podIP"]));

        // Those that end do so one after the other, and the process stays the last one's.
        foreach (var pod in new[] { third, first, second })
        {
            await cluster.SendAsync(HttpMethod.Delete, $"/api/v1/namespaces/default/pods/{pod["metadata"]!["name"]}?gracePeriodSeconds=0");
        }

        await Eventually.UntilAsync(async () => await PodsAsync("sleepy") is [{ } only] && Uid(only) == Uid(fourth) && IsReady(only));
        await process.SendAsync(new() { ["type"] = "log", ["line"] = "still here" });
        await Eventually.UntilAsync(async () => ((string?)(await cluster.SendAsync(HttpMethod.Get, $"/api/v1/namespaces/default/pods/{fourth["metadata"]!["name"]}/log")).Body["text"])?
            .Contains("still here", StringComparison.Ordinal) == true);

        Task<JsonNode> StayingAsync(JsonNode[] others) => Eventually.GetAsync(async () => (await PodsAsync("sleepy"))
            .Find(pod => pod["metadata"]!["deletionTimestamp"] is null && IsReady(pod) && !others.Any(other => Uid(other) == Uid(pod))));
    }

    private static string? Uid(JsonNode pod) => (string?)pod["metadata"]!["uid"];

    private static bool IsReady(JsonNode pod) => pod["status"]!["conditions"]?.AsArray()
        .Any(condition => (string?)condition!["type"] == "Ready" && (string?)condition["status"] == "True") == true;

    private async Task<List<JsonNode>> PodsAsync(string name) =>
        [.. (await cluster.SendAsync(HttpMethod.Get, $"/api/v1/namespaces/default/pods?labelSelector=app%3D{name}")).Body["items"]!.AsArray().OfType<JsonNode>()];

    private Task IsRolledOutAsync(string name, int replicas, int revision) => Eventually.UntilAsync(async () =>
    {
        var (status, body, _) = await cluster.SendAsync(HttpMethod.Get, $"{Deployments}/{name}");
        Assert.Equal(HttpStatusCode.OK, status);
        var found = body["status"];
        return (string?)body["metadata"]!["annotations"]?["deployment.kubernetes.io/revision"] == revision.ToString(System.Globalization.CultureInfo.InvariantCulture)
            && (int?)found?["observedGeneration"] == (int?)body["metadata"]!["generation"]
            && (int?)found?["updatedReplicas"] == replicas && (int?)found["availableReplicas"] == replicas && (int?)found["replicas"] == replicas;
    });
}
