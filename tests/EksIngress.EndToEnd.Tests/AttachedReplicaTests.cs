using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using k8s;
using k8s.Models;

namespace EksIngress.EndToEnd.Tests;

/// <summary>Replicas that Aspire runs, as pods: started anew, and more or fewer of them than the Deployment wants.</summary>
public sealed class AttachedReplicaTests(RunningAppHost host) : IClassFixture<RunningAppHost>
{
    private const string Workload = "service-b";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restart_FromTheDashboard_IsANewContainerOfAPodThatStays()
    {
        using var client = Client();
        var before = await WaitForPodsAsync(client, TwoReady);

        var result = await host.Application.ResourceCommands.ExecuteCommandAsync(await AnInstanceAsync(), KnownResourceCommands.RestartCommand, Token);
        var after = await WaitForPodsAsync(client, pods => TwoReady(pods) && Restarts(pods) > Restarts(before));

        Assert.True(result.Success, result.Message);
        Assert.Equal(before.Select(pod => pod.Uid()).Order(), after.Select(pod => pod.Uid()).Order());
        await AnswersAsync();
    }

    [Fact]
    public async Task Scale_ToMoreThanAspireRunsAndToFewer_WaitsForAProcessAndGivesOneBack()
    {
        using var client = Client();
        await WaitForPodsAsync(client, TwoReady);

        await ScaleAsync(client, 3);
        var three = await WaitForPodsAsync(client, pods => pods.Count == 3 && pods.Any(WaitsForAProcess));
        await ScaleAsync(client, 1);
        await WaitForPodsAsync(client, pods => pods is [{ } only] && IsReady(only));
        await AnswersAsync();
        await ScaleAsync(client, 2);
        await WaitForPodsAsync(client, TwoReady);

        Assert.Equal(2, three.Count(IsReady));
        await AnswersAsync();
    }

    private Kubernetes Client() => new(KubernetesClientConfiguration.BuildConfigFromConfigFile(host.Outputs.Kubeconfig));

    private static bool IsReady(V1Pod pod) => pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    private static bool WaitsForAProcess(V1Pod pod) => pod.Status?.ContainerStatuses?.FirstOrDefault()?.State?.Waiting?.Reason == "WaitingForProcess";

    private static bool TwoReady(IReadOnlyList<V1Pod> pods) => pods.Count == 2 && pods.All(IsReady);

    private static int Restarts(IEnumerable<V1Pod> pods) => pods.Sum(pod => pod.Status?.ContainerStatuses?.Sum(container => container.RestartCount) ?? 0);

    private static async Task ScaleAsync(Kubernetes client, int replicas) =>
        await client.AppsV1.PatchNamespacedDeploymentScaleAsync(
            new V1Patch($$$"""{"spec":{"replicas":{{{replicas}}}}}""", V1Patch.PatchType.MergePatch), Workload, "default", cancellationToken: Token);

    private async Task AnswersAsync()
    {
        using var client = new HttpClient();
        var answer = await RunningAppHost.GetAsync(client, new Uri(host.Outputs.AlbUrl, "/b"), Token);
        Assert.Equal(Workload, answer.Service);
    }

    /// <summary>One of the processes that run the workload.</summary>
    private async Task<string> AnInstanceAsync() => (await host.Application.ResourceNotifications.WaitForResourceAsync(
        Workload, change => change.Snapshot.State?.Text == KnownResourceStates.Running, Token)).ResourceId;

    /// <summary>Watches the pods of the workload until they are as wanted.</summary>
    private static async Task<IReadOnlyList<V1Pod>> WaitForPodsAsync(Kubernetes client, Func<IReadOnlyList<V1Pod>, bool> areAsWanted)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        var pods = new ConcurrentDictionary<string, V1Pod>(StringComparer.Ordinal);
        await foreach (var (type, pod) in client.CoreV1.WatchListNamespacedPodAsync(
            "default", labelSelector: $"app.kubernetes.io/name={Workload}", cancellationToken: deadline.Token))
        {
            if (type == WatchEventType.Deleted)
            {
                pods.TryRemove(pod.Uid(), out _);
            }
            else
            {
                pods[pod.Uid()] = pod;
            }

            List<V1Pod> live = [.. pods.Values.Where(item => item.Metadata.DeletionTimestamp is null)];
            if (areAsWanted(live))
            {
                return live;
            }
        }

        throw new TimeoutException("The watch ended.");
    }
}
