using System.Text.Json.Nodes;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Tests.KubernetesControllers;

public sealed class DisruptionTests
{
    /// <summary>Replicas of a Deployment, of which some are ready, and one pod that no controller has.</summary>
    [Theory]
    [InlineData("""{"minAvailable":2}""", 3, 3, 2, 2, 4)]
    [InlineData("""{"minAvailable":4}""", 3, 3, 0, 4, 4)]
    [InlineData("""{"minAvailable":"50%"}""", 3, 3, 2, 2, 3)]
    [InlineData("""{"minAvailable":"100%"}""", 3, 3, 1, 3, 3)]
    [InlineData("""{"minAvailable":"0%"}""", 3, 3, 4, 0, 3)]
    [InlineData("""{"maxUnavailable":1}""", 3, 3, 2, 2, 3)]
    [InlineData("""{"maxUnavailable":1}""", 3, 1, 0, 2, 3)]
    [InlineData("""{"maxUnavailable":"30%"}""", 3, 3, 2, 2, 3)]
    [InlineData("""{"maxUnavailable":5}""", 3, 3, 4, 0, 3)]
    [InlineData("""{}""", 3, 3, 4, 0, 3)]
    public void Of_PodsThereAre_IsWhatMayGo(string spec, int replicas, int ready, long allowed, long desired, long expected)
    {
        var store = new ObjectStore();
        store.Put("deployments.apps", JsonNode.Parse($$$"""{"metadata":{"name":"web","namespace":"default","uid":"d"},"spec":{"replicas":{{{replicas}}}}}""")!.AsObject());
        store.Put("replicasets.apps", JsonNode.Parse("""{"metadata":{"name":"web-1","namespace":"default","uid":"r","ownerReferences":[{"kind":"Deployment","name":"web","uid":"d","controller":true}]},"spec":{"replicas":1}}""")!.AsObject());
        for (var i = 0; i < replicas; i++)
        {
            store.Put("pods", Pod($"web-1-{i}", i < ready, """[{"kind":"ReplicaSet","name":"web-1","uid":"r","controller":true}]"""));
        }

        store.Put("pods", Pod("single", ready: true, "[]"));
        var budget = JsonNode.Parse($$$"""{"metadata":{"name":"b","namespace":"default"},"spec":{{{spec}}}}""")!.AsObject();
        budget.Section("spec")["selector"] = JsonNode.Parse("""{"matchLabels":{"app":"web"}}""");

        Assert.Equal(new DisruptionBudget(allowed, ready + 1, desired, expected), DisruptionBudget.Of(store, budget));
    }

    private static JsonObject Pod(string name, bool ready, string owners) => JsonNode.Parse(
        $$$"""{"metadata":{"name":"{{{name}}}","namespace":"default","labels":{"app":"web"},"ownerReferences":{{{owners}}}},"status":{"conditions":[{"type":"Ready","status":"{{{ready}}}"}]}}""")!.AsObject();
}
