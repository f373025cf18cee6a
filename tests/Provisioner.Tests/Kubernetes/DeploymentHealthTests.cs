using System.Text.Json.Nodes;
using EksIngress.Provisioner.Kubernetes;

namespace EksIngress.Provisioner.Tests.Kubernetes;

public sealed class DeploymentHealthTests
{
    [Theory]
    [InlineData("""{"metadata":{"generation":2},"spec":{"replicas":2},"status":{"observedGeneration":1,"updatedReplicas":2,"availableReplicas":2}}""", "not taken up yet")]
    [InlineData("""{"metadata":{"generation":1},"spec":{"replicas":2},"status":{}}""", "not taken up yet")]
    [InlineData("""{"metadata":{"generation":1},"spec":{"replicas":2},"status":{"observedGeneration":1,"updatedReplicas":1}}""", "1 of 2 pods are made")]
    [InlineData("""{"metadata":{"generation":1},"spec":{"replicas":2},"status":{"observedGeneration":1,"updatedReplicas":2,"availableReplicas":1}}""", "1 of 2 pods are available")]
    [InlineData("""{"metadata":{"generation":1},"spec":{"replicas":2},"status":{"observedGeneration":1,"replicas":3,"updatedReplicas":2,"availableReplicas":2}}""", "1 pods of before are still there")]
    [InlineData("""{"metadata":{"generation":1},"spec":{},"status":{"observedGeneration":1,"updatedReplicas":1}}""", "0 of 1 pods are available")]
    [InlineData("""{"metadata":{"generation":1},"spec":{"replicas":2},"status":{"observedGeneration":1,"updatedReplicas":2,"availableReplicas":2}}""", null)]
    [InlineData("""{"metadata":{"generation":1},"spec":{"replicas":0},"status":{"observedGeneration":1}}""", null)]
    public void FindReason_Deployment_TellsWhatIsMissing(string deployment, string? expected)
    {
        var reason = DeploymentHealth.FindReason(JsonNode.Parse(deployment)!.AsObject());

        Assert.True(expected is null ? reason is null : reason?.Contains(expected, StringComparison.Ordinal), reason);
    }

    [Theory]
    [InlineData("""{"status":{"containerStatuses":[{"state":{"waiting":{"reason":"ImagePullBackOff","message":"no such image"}}}]}}""", "ImagePullBackOff: no such image")]
    [InlineData("""{"status":{"containerStatuses":[{"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}}""", "CrashLoopBackOff")]
    [InlineData("""{"status":{"conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/0 nodes"}]}}""", "Unschedulable: 0/0 nodes")]
    [InlineData("""{"status":{"containerStatuses":[{"state":{"running":{}}}]}}""", null)]
    [InlineData("{}", null)]
    public void FindPodReason_Pod_TellsWhyItDoesNotStart(string pod, string? expected) =>
        Assert.Equal(expected, DeploymentHealth.FindPodReason([JsonNode.Parse(pod)!.AsObject()]));
}
