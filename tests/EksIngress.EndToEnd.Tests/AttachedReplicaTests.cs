using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Aspire.Hosting.ApplicationModel;
using k8s;
using k8s.Models;

namespace EksIngress.EndToEnd.Tests;

/// <summary>Replicas that Aspire runs, as pods: started anew, killed, and more or fewer of them than the Deployment wants.</summary>
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
    public async Task Crash_OfAReplica_TakesItsPodOutOfServiceUntilTheReplicaIsStartedAgain()
    {
        using var client = Client();
        using var elb = new AmazonElasticLoadBalancingV2Client(
            host.Outputs.AccessKeyId,
            host.Outputs.SecretAccessKey,
            new AmazonElasticLoadBalancingV2Config { ServiceURL = host.Outputs.AwsEndpointUrl.ToString(), AuthenticationRegion = host.Outputs.Region });
        var before = await WaitForPodsAsync(client, TwoReady);
        await WaitForServiceAsync(client, elb, before);
        var instance = await AnInstanceAsync();

        KillService(instance);
        var crashed = await WaitForPodsAsync(client, pods => pods.Count(IsReady) == 1 && pods.Count(WaitsForAProcess) == 1);
        await WaitForServiceAsync(client, elb, crashed);
        await host.Application.ResourceNotifications.WaitForResourceAsync(
            Workload, change => change.ResourceId == instance && KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text), Token);
        var (left, lost) = (crashed.Single(IsReady), crashed.Single(WaitsForAProcess));
        for (var request = 0; request < 20; request++)
        {
            Assert.Equal(left.Name(), (await AnswersAsync()).Pod);
        }

        var started = await host.Application.ResourceCommands.ExecuteCommandAsync(instance, KnownResourceCommands.StartCommand, Token);
        var after = await WaitForPodsAsync(client, TwoReady);
        await WaitForServiceAsync(client, elb, after);

        Assert.True(started.Success, started.Message);
        var ended = Assert.Single(lost.Status.ContainerStatuses).LastState.Terminated;
        Assert.Equal((137, "Error"), (ended.ExitCode, ended.Reason));
        Assert.Equal(before.Select(pod => pod.Uid()).Order(), after.Select(pod => pod.Uid()).Order());
        Assert.Equal(Restarts(before) + 1, Restarts(after));
        Assert.Equal(Restarts([before.Single(pod => pod.Uid() == left.Uid())]), Restarts([after.Single(pod => pod.Uid() == left.Uid())]));
    }

    [Fact]
    public async Task Scale_ToMoreThanAspireRunsAndToFewer_WaitsForAProcessAndGivesOneBack()
    {
        using var client = Client();
        await WaitForPodsAsync(client, TwoReady);

        await ScaleAsync(client, 3);
        await WaitForPodsAsync(client, pods => pods.Count == 3 && pods.Count(IsReady) == 2 && pods.Any(WaitsForAProcess));
        await ScaleAsync(client, 1);
        await WaitForPodsAsync(client, pods => pods is [{ } only] && IsReady(only));
        await AnswersAsync();
        await ScaleAsync(client, 2);
        await WaitForPodsAsync(client, TwoReady);

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

    private async Task<ServiceAnswer> AnswersAsync()
    {
        using var client = new HttpClient();
        var answer = await RunningAppHost.GetAsync(client, new Uri(host.Outputs.AlbUrl, "/b"), Token);
        Assert.Equal(Workload, answer.Service);
        return answer;
    }

    /// <summary>One of the processes that run the workload.</summary>
    private async Task<string> AnInstanceAsync() => (await host.Application.ResourceNotifications.WaitForResourceAsync(
        Workload, change => change.Snapshot.State?.Text == KnownResourceStates.Running, Token)).ResourceId;

    /// <summary>Ends the service itself, without a word: the orchestrator knows <c>dotnet run</c>, whose child it is.</summary>
    private void KillService(string instance)
    {
        Assert.True(host.Application.ResourceNotifications.TryGetCurrentState(instance, out var running));
        var parent = Convert.ToInt32(running.Snapshot.Properties.Single(property => property.Name == "executable.pid").Value, CultureInfo.InvariantCulture);
        var child = int.Parse(File.ReadAllText($"/proc/{parent}/task/{parent}/children").Trim(), CultureInfo.InvariantCulture);
        using var service = Process.GetProcessById(child);
        Assert.Equal("ServiceB", service.ProcessName);
        service.Kill();
    }

    /// <summary>Waits until the ready pods, and no others, are the Service's ready endpoints and the healthy targets of the load balancer.</summary>
    private static async Task WaitForServiceAsync(Kubernetes client, AmazonElasticLoadBalancingV2Client elb, IEnumerable<V1Pod> pods)
    {
        List<string> wanted = [.. pods.Where(IsReady).Select(pod => pod.Status.PodIP).Order(StringComparer.Ordinal)];
        await Eventually.GetAsync(() => ReadyEndpointsAsync(client), wanted.SequenceEqual);
        await Eventually.GetAsync(() => HealthyTargetsAsync(elb), wanted.SequenceEqual);
    }

    private static async Task<IReadOnlyList<string>> ReadyEndpointsAsync(Kubernetes client)
    {
        var slices = await client.DiscoveryV1.ListNamespacedEndpointSliceAsync("default", labelSelector: $"kubernetes.io/service-name={Workload}", cancellationToken: Token);
        return [.. slices.Items.SelectMany(slice => slice.Endpoints ?? []).Where(endpoint => endpoint.Conditions?.Ready == true)
            .SelectMany(endpoint => endpoint.Addresses).Order(StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<string>> HealthyTargetsAsync(AmazonElasticLoadBalancingV2Client elb)
    {
        var groups = (await elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest(), Token)).TargetGroups;
        var group = Assert.Single(groups, group => group.TargetGroupName.StartsWith("k8s-default-serviceb-", StringComparison.Ordinal));
        var health = await elb.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = group.TargetGroupArn }, Token);
        return [.. health.TargetHealthDescriptions.Where(target => target.TargetHealth.State == TargetHealthStateEnum.Healthy)
            .Select(target => target.Target.Id).Order(StringComparer.Ordinal)];
    }

    /// <summary>Watches the pods of the workload until they are as wanted.</summary>
    private static async Task<IReadOnlyList<V1Pod>> WaitForPodsAsync(Kubernetes client, Func<IReadOnlyList<V1Pod>, bool> areAsWanted)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(10));
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
