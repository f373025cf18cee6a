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
