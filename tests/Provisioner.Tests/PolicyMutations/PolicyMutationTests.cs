using System.Diagnostics;
using System.Text.Json.Nodes;
using EksIngress.Provisioner.Tests.Emulated;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace EksIngress.Provisioner.Tests.PolicyMutations;

/// <summary>
/// The controller's policy is changed in one place, and the controller, which runs and calls with its own credentials, gets an Ingress, a change of one or
/// the end of one: the first call that the account denies is the one that the row names, and both explanations named it before. Each row has an Ingress
/// of its own, a policy name of its own and a trace of its own, so that what it sees is nobody else's.
/// </summary>
public sealed class PolicyMutationTests(PolicyMutationBed bed) : IClassFixture<PolicyMutationBed>, IDisposable
{
    /// <summary>How often the controller may fail for another reason than a denial, a conflict for example, before a row gives up.</summary>
    private const int MostOtherFailures = 20;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(25);

    private readonly CancellationTokenSource _deadline = new(s_patience);

    public static TheoryData<string> Names => [.. PolicyMutationTable.Rows.Select(row => row.Name)];

    private CancellationToken Token => _deadline.Token;

    public void Dispose() => _deadline.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Mutation_IsMetAtTheCallThatTheExplanationsName(string row)
    {
        var (index, mutation) = PolicyMutationTable.Rows.Index().Single(pair => pair.Item.Name == row);
        var (name, situation) = ($"m{index}", mutation.Situation);
        var trace = ActivityTraceId.CreateRandom();
        if (situation.Before is { } before)
        {
            // What is deleted carries the trace from the beginning.
            await ReconcileAsync(name, before, situation.After is null ? trace : ActivityTraceId.CreateRandom());
        }

        await bed.PrepareAsync(situation.In);
        await bed.World.UsePolicyAsync(mutation.Mutate(bed.World.PolicyDocument), name);
        try
        {
            var resource = await PredictAsync(mutation);
            var denial = await MeetAsync(name, situation, trace);
            Assert.Equal(mutation.FirstDenied, (string?)denial["action"]);
            Assert.Equal(KindOf(resource), KindOf(denial["resource"]!.GetValue<string>()));
            Assert.Equal("ImplicitlyDenied", (string?)denial["effect"]);
            Assert.Equal($"no statement of identity-based policy inline policy {name} of role {bed.World.ControllerRole}", (string?)denial["decidedBy"]);
        }
        finally
        {
            await bed.MendAsync(situation.In);
            await bed.World.RestorePolicyAsync(name);
            await DeleteAsync(name);
        }
    }

    [Fact]
    public void Rows_AreEachActionOfThePolicyAndMore()
    {
        var statements = JsonNode.Parse(bed.World.PolicyDocument)!["Statement"]!.AsArray();
        var actions = statements.SelectMany((statement, place) => statement!["Action"]!.AsArray().Select(action => (place, (string)action!))).ToHashSet();
        var rows = PolicyMutationTable.Rows.Select(row => (row.Statement, row.Change)).ToList();

        Assert.Equal(rows.Count, rows.Distinct().Count());
        Assert.Equal(actions.Order(), rows.Where(actions.Contains).Concat(PolicyMutationTable.NotMet).Order());
        Assert.Equal(Enumerable.Range(0, statements.Count), rows.Select(row => row.Statement).Distinct().Order());
        Assert.True(rows.Count >= 60, $"{rows.Count} mutations.");
    }

    /// <summary>What doctor and the emulator's explanation, which must agree, expect of the role.</summary>
    /// <returns>The resource of the call.</returns>
    private async Task<string> PredictAsync(PolicyMutation mutation)
    {
        var (_, answer) = await bed.World.DoctorAsync();
        Assert.Equal("permissions", (string?)answer["brokenLink"]);
        var words = answer["links"]!.AsArray()[^1]!["expected"]!.GetValue<string>().Split(' ');

        // role ROLE may ACTION on RESOURCE with KEY=VALUE
        Assert.Equal(mutation.FirstDenied, words[3]);
        return words[5];
    }

    /// <summary>Lets what the situation says happen.</summary>
    /// <returns>The first denial that came of it.</returns>
    private async Task<JsonNode> MeetAsync(string name, Situation situation, ActivityTraceId trace)
    {
        if (situation.IsStartedAnew)
        {
            await ControllerPods.RestartAsync(bed.World.Kubernetes, Token);
        }

        await (situation.After is { } after
            ? ApplyAsync(name, after, trace)
            : bed.World.Kubernetes.NetworkingV1.DeleteNamespacedIngressAsync(name, "default", cancellationToken: Token));
        return await WaitForDenialAsync(name, situation, trace);
    }

    private async Task ReconcileAsync(string name, IngressShape shape, ActivityTraceId trace)
    {
        await ApplyAsync(name, shape, trace);
        var services = shape.Paths.Select(path => path.Service).ToHashSet(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(s_interval);
        while (true)
        {
            var done = bed.Spans.Of(trace).Where(span => span.Failure is null).ToList();
            if (done.Exists(span => span.Loop == Situation.Loop.IngressGroup) && services.All(service => done.Exists(span => span.Service == service)))
            {
                return;
            }

            await TickAsync(timer, name, trace, "is not reconciled with the whole policy");
        }
    }

    /// <summary>The first denial of the trace. Its absence is certain once the loop that should meet it has done its work.</summary>
    private async Task<JsonNode> WaitForDenialAsync(string name, Situation situation, ActivityTraceId trace)
    {
        using var timer = new PeriodicTimer(s_interval);
        while (true)
        {
            var spans = bed.Spans.Of(trace);
            var isDone = situation.After is null
                ? await FindAsync(name) is null
                : spans.Any(span => span.Loop == situation.MetBy && span.Failure is null);
            if (await bed.FindDenialAsync(trace, name) is { } denial)
            {
                return denial;
            }

            if (isDone || spans.Count(span => span.Failure is not null) > MostOtherFailures)
            {
                Assert.Fail($"No call was denied. {Describe(name, trace)}");
            }

            await TickAsync(timer, name, trace, "has met no denial");
        }
    }

    private async Task TickAsync(PeriodicTimer timer, string name, ActivityTraceId trace, string lack)
    {
        try
        {
            await timer.WaitForNextTickAsync(Token);
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested)
        {
            throw new TimeoutException($"After {s_patience} Ingress {name} {lack}. {Describe(name, trace)}");
        }
    }

    private string Describe(string name, ActivityTraceId trace) => $"Reconciles of {name}: " + string.Join(
        ", ", bed.Spans.Of(trace).Select(span => $"{span.Loop}{(span.Service is null ? "" : $" {span.Service}")}: {span.Failure ?? "done"}"));

    private Task ApplyAsync(string name, IngressShape shape, ActivityTraceId trace) => bed.World.Kubernetes.NetworkingV1.PatchNamespacedIngressAsync(
        new V1Patch(shape.Build(name, $"00-{trace}-{ActivitySpanId.CreateRandom()}-01", bed.Values), V1Patch.PatchType.ApplyPatch),
        name,
        "default",
        fieldManager: "test",
        force: true,
        cancellationToken: Token);

    private async Task<V1Ingress?> FindAsync(string name) => (await bed.World.Kubernetes.NetworkingV1.ListNamespacedIngressAsync(
        "default", fieldSelector: $"metadata.name={name}", cancellationToken: Token)).Items.SingleOrDefault();

    /// <summary>The next row finds an account without load balancers.</summary>
    private async Task DeleteAsync(string name)
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            await bed.World.Kubernetes.NetworkingV1.DeleteNamespacedIngressAsync(name, "default", cancellationToken: patience.Token);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return;
        }

        using var timer = new PeriodicTimer(s_interval);
        while ((await bed.World.Kubernetes.NetworkingV1.ListNamespacedIngressAsync("default", fieldSelector: $"metadata.name={name}", cancellationToken: patience.Token)).Items.Count > 0)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    // arn:aws:ec2:eu-west-1:000000000000:security-group/sg-1, or any
    private static string KindOf(string resource) => resource.Split(':') is [_, _, _, _, _, var name, ..] ? name.Split('/')[0] : resource;
}
