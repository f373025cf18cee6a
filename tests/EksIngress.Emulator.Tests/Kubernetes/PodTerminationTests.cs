using System.Net;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Tests.Kubernetes;

/// <summary>How pods end, by the cluster's clock: hooks that sleep, grace periods, and what is seen of a pod meanwhile.</summary>
public sealed class PodTerminationTests(HeldClusterFixture cluster) : IClassFixture<HeldClusterFixture>
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    [Fact]
    public async Task Delete_PodThatSleeps_ServesUntilTheSleepIsOver()
    {
        await cluster.SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/services", Manifests.Service("sleeper", "default"), "application/yaml");
        await StartAsync("sleeper", sleep: 20, grace: 5000);
        await Eventually.UntilAsync(async () => (bool?)(await ConditionsAsync("sleeper"))?["ready"] == true);
        var deleted = cluster.Time.GetUtcNow();

        await DeleteAsync("sleeper");

        var conditions = await Eventually.GetAsync(async () => await ConditionsAsync("sleeper") is { } found && (bool?)found["terminating"] == true ? found : null);
        Assert.Equal((false, true), ((bool)conditions["ready"]!, (bool)conditions["serving"]!));
        await AdvanceUntilAsync(() => Task.FromResult(cluster.Program.Told("sleeper").IsCompleted), beforeEach: async () =>
        {
            // As long as nobody has told the program, the pod runs and is ready.
            var pod = await FindAsync("sleeper");
            Assert.True(cluster.Program.Told("sleeper").IsCompleted || (string?)pod?["status"]!["phase"] == "Running");
        });
        Assert.InRange(await cluster.Program.Told("sleeper") - deleted, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(4999));
        await IsGoneAsync("sleeper");
    }

    [Theory]
    [InlineData("sooner", "?gracePeriodSeconds=5", 5)]
    [InlineData("as-said", "", 7200)]
    public async Task Delete_GracePeriodEndsBeforeTheSleep_TellsTheProgramThen(string name, string query, int atLeast)
    {
        // The API refuses a longer sleep than the grace period, so the request's own is the shorter one.
        await StartAsync(name, sleep: 7200, grace: 7200);
        var deleted = cluster.Time.GetUtcNow();

        await DeleteAsync(name, query);

        await AdvanceUntilAsync(() => Task.FromResult(cluster.Program.Told(name).IsCompleted), step: atLeast / 5);
        Assert.True(await cluster.Program.Told(name) - deleted >= TimeSpan.FromSeconds(atLeast));
        await IsGoneAsync(name);
    }

    [Fact]
    public async Task Delete_AgainWithLessTime_EndsSooner()
    {
        await StartAsync("hurried", sleep: 90_000, grace: 90_000);
        await DeleteAsync("hurried");
        await Eventually.UntilAsync(async () => (await EventsAsync("hurried")).Any(item => (string?)item["reason"] == "Killing"));
        var again = cluster.Time.GetUtcNow();

        await DeleteAsync("hurried", "?gracePeriodSeconds=10");

        await AdvanceUntilAsync(() => Task.FromResult(cluster.Program.Told("hurried").IsCompleted));
        Assert.InRange(await cluster.Program.Told("hurried") - again, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(80_000));
        await IsGoneAsync("hurried");
    }

    [Theory]
    [InlineData("forced", "?gracePeriodSeconds=0", 3600)]
    [InlineData("no-hook", "", 0)]
    public async Task Delete_NothingToWaitFor_EndsWithoutTimePassing(string name, string query, int sleep)
    {
        await StartAsync(name, sleep, grace: 3600);
        var deleted = cluster.Time.GetUtcNow();

        await DeleteAsync(name, query);

        Assert.Equal(deleted, await cluster.Program.Told(name).WaitAsync(TestContext.Current.CancellationToken));
        await IsGoneAsync(name);
    }

    [Fact]
    public async Task Delete_ProgramGoesOn_TheObjectGoesWhenTheGracePeriodIsOver()
    {
        await StartAsync("stubborn", sleep: 5, grace: 5000, argument: "stubborn");
        var deleted = cluster.Time.GetUtcNow();

        await DeleteAsync("stubborn");

        await AdvanceUntilAsync(() => Task.FromResult(cluster.Program.Told("stubborn").IsCompleted));
        Assert.InRange(await cluster.Program.Told("stubborn") - deleted, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(4900));
        Assert.NotNull(await FindAsync("stubborn"));
        await AdvanceUntilAsync(async () => await FindAsync("stubborn") is null, step: 500);
        Assert.True(cluster.Time.GetUtcNow() - deleted >= TimeSpan.FromSeconds(5000));
        cluster.Program.Release("stubborn");
    }

    [Fact]
    public async Task Delete_ContainerEndsWhileItSleeps_IsNotStartedAgain()
    {
        await StartAsync("early", sleep: 3600, grace: 7200);
        await DeleteAsync("early");
        await Eventually.UntilAsync(async () => (await EventsAsync("early")).Any(item => (string?)item["reason"] == "Killing"));

        cluster.Program.Release("early");

        var pod = await Eventually.GetAsync(async () => await FindAsync("early") is { } found && found["status"]!["containerStatuses"]![0]!["state"]!["terminated"] is not null ? found : null);
        Assert.Equal(0, (int)pod["status"]!["containerStatuses"]![0]!["restartCount"]!);
        await DeleteAsync("early", "?gracePeriodSeconds=0");
        await IsGoneAsync("early");
    }

    [Theory]
    [InlineData("unclean", "")]
    [InlineData("unclean-forced", "?gracePeriodSeconds=0")]
    public async Task Delete_FilesCannotBeRemoved_SaysSoAndTriesAgainUntilTheyCan(string name, string force)
    {
        await StartAsync(name, sleep: 0, grace: 30);
        var files = Path.Combine(cluster.Emulator.Directory, "pods", (string)(await FindAsync(name))!["metadata"]!["uid"]!);
        // Which exception that makes is the runtime's affair.
        using var obstacle = TooLongPath.PutInto(files);

        await DeleteAsync(name);

        await Eventually.UntilAsync(async () => (await EventsAsync(name)).Any(item => (string?)item["reason"] == "FailedKillPod"));
        var logged = cluster.Log.First(line => line.Contains($"{name} cannot be ended", StringComparison.Ordinal));
        Assert.True(logged.StartsWith($"Pod default/{name} cannot be ended; next try in 00:00:10 System.", StringComparison.Ordinal), logged);
        Assert.NotNull((await FindAsync(name))!["metadata"]!["deletionTimestamp"]);
        await AdvanceUntilAsync(async () => (await EventsAsync(name)).Any(item => (string?)item["reason"] == "FailedKillPod" && (int)item["count"]! > 1));

        if (force.Length > 0)
        {
            // The object goes at once; what it left is still told of.
            await DeleteAsync(name, force);
            await IsGoneAsync(name);
            await Eventually.UntilAsync(() => Task.FromResult(cluster.Log.Any(line => line.StartsWith($"Files of pod default/{name} are left", StringComparison.Ordinal))));
            return;
        }

        obstacle.Dispose();
        await AdvanceUntilAsync(async () => await FindAsync(name) is null);
        Assert.False(Directory.Exists(files));
    }

    // The fixture's own end stops the emulator in the middle of this sleep.
    [Fact]
    public async Task Delete_LongSleep_KeepsNothingFromEnding()
    {
        await StartAsync("left", sleep: 86_400, grace: 86_400);

        await DeleteAsync("left");

        Assert.NotNull((await FindAsync("left"))!["metadata"]!["deletionTimestamp"]);
    }

    [Fact]
    public async Task Start_OtherHooks_AreToldOfAsNotRun()
    {
        var pod = Pod("hooks", 5, 30, "");
        pod["spec"]!["containers"]![0]!["lifecycle"] = JsonNode.Parse("""{"postStart":{"exec":{"command":["true"]}},"preStop":{"httpGet":{"path":"/drain","port":8080}}}""");
        await cluster.SendAsync(HttpMethod.Post, Pods, pod.ToJsonString());

        var events = await Eventually.GetAsync(async () => await EventsAsync("hooks") is var found && found.Count(item => (string?)item["reason"] == "HookNotEmulated") == 2 ? found : null);

        Assert.Equal(
            ["lifecycle.postStart.exec of container web is not run: the emulator knows preStop.sleep only", "lifecycle.preStop.httpGet of container web is not run: the emulator knows preStop.sleep only"],
            events.Where(item => (string?)item["reason"] == "HookNotEmulated").Select(item => (string?)item["message"]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"preStop":{"sleep":{"seconds":31}}}""", 30, "spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)")]
    [InlineData("""{"preStop":{"sleep":{"seconds":31}}}""", null, "spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)")]
    [InlineData("""{"preStop":{"sleep":{"seconds":-1}}}""", 30, "spec.containers[0].lifecycle.preStop.sleep: Invalid value: -1: must be non-negative and less than terminationGracePeriodSeconds (30)")]
    [InlineData("""{"preStop":{"sleep":{"seconds":30}}}""", 30, null)]
    [InlineData("""{"preStop":{"sleep":{"seconds":0}}}""", 30, null)]
    [InlineData("""{"preStop":{}}""", 30, "spec.containers[0].lifecycle.preStop: Required value: must specify a handler type")]
    [InlineData("""{"postStart":{"exec":{"command":["true"]},"sleep":{"seconds":1}}}""", 30, "spec.containers[0].lifecycle.postStart.sleep: Forbidden: may not specify more than 1 handler type")]
    [InlineData("""{"preStop":{"httpGet":{"port":0}}}""", 30, "spec.containers[0].lifecycle.preStop.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive")]
    public async Task Create_Hooks_AreCheckedAsByKubernetes(string lifecycle, int? grace, string? refusal)
    {
        var pod = Pod("checked", 0, 30, "");
        pod["spec"]!["terminationGracePeriodSeconds"] = grace;
        pod["spec"]!["containers"]![0]!["lifecycle"] = JsonNode.Parse(lifecycle);

        var (status, body, _) = await cluster.SendAsync(HttpMethod.Post, Pods + "?dryRun=All", pod.ToJsonString());

        Assert.Equal(refusal is null ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(refusal, (string?)body["message"] is { } message ? message[(message.IndexOf("is invalid: ", StringComparison.Ordinal) + 12)..] : null);
    }

    private static JsonObject Pod(string name, int sleep, int grace, string argument) => JsonNode.Parse($$"""
        {
          "apiVersion": "v1", "kind": "Pod",
          "metadata": { "name": "{{name}}", "labels": { "app": "{{name}}" } },
          "spec": {
            "terminationGracePeriodSeconds": {{grace}},
            "containers": [{
              "name": "web", "image": "held:1", "args": ["{{argument}}"], "ports": [{ "name": "http", "containerPort": 8080 }]
              {{(sleep == 0 ? "" : $$""", "lifecycle": { "preStop": { "sleep": { "seconds": {{sleep}} } } }""")}}
            }]
          }
        }
        """)!.AsObject();

    private async Task StartAsync(string name, int sleep, int grace, string argument = "")
    {
        var (status, body, _) = await cluster.SendAsync(HttpMethod.Post, Pods, Pod(name, sleep, grace, argument).ToJsonString());
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        await Eventually.UntilAsync(async () => (await FindAsync(name))?["status"]!["conditions"]?.AsArray()
            .Any(condition => (string?)condition!["type"] == "Ready" && (string?)condition["status"] == "True") == true);
    }

    private async Task DeleteAsync(string name, string query = "")
    {
        var (status, body, _) = await cluster.SendAsync(HttpMethod.Delete, $"{Pods}/{name}{query}");
        Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
    }

    private async Task<JsonNode?> FindAsync(string name) =>
        await cluster.SendAsync(HttpMethod.Get, $"{Pods}/{name}") is { Status: HttpStatusCode.OK, Body: var body } ? body : null;

    private Task IsGoneAsync(string name) => Eventually.UntilAsync(async () => await FindAsync(name) is null);

    private async Task<List<JsonNode>> EventsAsync(string name) =>
        [.. (await cluster.SendAsync(HttpMethod.Get, $"/api/v1/namespaces/default/events?fieldSelector=involvedObject.name%3D{name}")).Body["items"]!.AsArray().OfType<JsonNode>()];

    private async Task<JsonNode?> ConditionsAsync(string service) =>
        (await cluster.SendAsync(HttpMethod.Get, $"/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?labelSelector=kubernetes.io/service-name%3D{service}")).Body["items"]!.AsArray()
            .SelectMany(slice => slice!["endpoints"]?.AsArray() ?? []).FirstOrDefault()?["conditions"];

    // A step at a time: a timer may be set in the same moment, and would be late by a step.
    private Task AdvanceUntilAsync(Func<Task<bool>> holds, Func<Task>? beforeEach = null, int step = 1) => Eventually.UntilAsync(async () =>
    {
        if (await holds())
        {
            return true;
        }

        if (beforeEach is not null)
        {
            await beforeEach();
        }

        cluster.Time.Advance(TimeSpan.FromSeconds(step));
        return false;
    });
}
