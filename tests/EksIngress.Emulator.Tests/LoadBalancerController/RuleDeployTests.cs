using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>The calls by which rules become others, and what of the rules stays.</summary>
public sealed class RuleDeployTests
{
    [Fact]
    public async Task Paths_OneIsInsertedInTheMiddle_OthersMoveAndKeepTheirArns()
    {
        await using var bed = await StartAsync("/aaa", "/c");
        var before = await bed.RulesAsync();
        var calls = bed.Writes.Count();

        await ApplyAsync(bed, "/aaa", "/bb", "/c");
        await Eventually.UntilAsync(async () => (await bed.RulesAsync()).Count == 3);

        // Moved first, so that the place is free; created then: no path is ever without its rule.
        Assert.Equal(["SetRulePriorities", "CreateRule"], await RuleCallsAsync(bed, calls));
        var after = await bed.RulesAsync();
        Assert.Equal(["1:/aaa", "2:/bb", "3:/c"], after.Select(Describe));
        Assert.Equal([before[0].RuleArn, before[1].RuleArn], [after[0].RuleArn, after[2].RuleArn]);
    }

    [Fact]
    public async Task Paths_OneIsRemoved_ItIsPushedDownAndDeletedLast()
    {
        await using var bed = await StartAsync("/aaa", "/bb", "/c");
        var before = await bed.RulesAsync();
        var calls = bed.Writes.Count();

        await ApplyAsync(bed, "/bb", "/c");
        await Eventually.UntilAsync(async () => (await bed.RulesAsync()).Count == 2);

        Assert.Equal(["SetRulePriorities", "DeleteRule"], await RuleCallsAsync(bed, calls));
        var after = await bed.RulesAsync();
        Assert.Equal(["1:/bb", "2:/c"], after.Select(Describe));
        Assert.Equal([before[1].RuleArn, before[2].RuleArn], after.Select(rule => rule.RuleArn));
    }

    [Fact]
    public async Task Paths_OneIsRenamedInPlace_IsModifiedInPlace()
    {
        await using var bed = await StartAsync("/aaa", "/bb");
        var before = await bed.RulesAsync();
        var calls = bed.Writes.Count();

        await ApplyAsync(bed, "/aaa", "/bc");
        await Eventually.UntilAsync(async () => (await bed.RulesAsync()).Any(rule => Describe(rule) == "2:/bc"));

        Assert.Equal(["ModifyRule"], await RuleCallsAsync(bed, calls));
        Assert.Equal(before.Select(rule => rule.RuleArn), (await bed.RulesAsync()).Select(rule => rule.RuleArn));
    }

    [Fact]
    public async Task Paths_SwapPlaces_OnlyMove()
    {
        await using var bed = await StartAsync("/aaa", "/bb", "/c");
        var before = (await bed.RulesAsync()).ToDictionary(rule => Describe(rule)[2..], rule => rule.RuleArn);
        var calls = bed.Writes.Count();

        // Longer prefixes come first: another order of rules needs other lengths, or other blocks.
        await bed.ApplyAsync(Blocks("web", "/c", "/bb", "/aaa"));
        await Eventually.UntilAsync(async () => Describe((await bed.RulesAsync())[0]) == "1:/c");

        Assert.Equal(["SetRulePriorities"], await RuleCallsAsync(bed, calls));
        Assert.Equal(before, (await bed.RulesAsync()).ToDictionary(rule => Describe(rule)[2..], rule => rule.RuleArn));
    }

    /// <summary>
    /// As upstream: no rule has its content anywhere else, so each is modified where it is, one after the other. Between the two calls both are for
    /// the same path; the documentation tells of it.
    /// </summary>
    [Fact]
    public async Task Paths_SwapPlacesAndGoElsewhereAtOnce_AreModifiedWhereTheyAre()
    {
        await using var bed = await StartAsync("/aaa", "/bb");
        await bed.AddWebAsync("api");
        var before = (await bed.RulesAsync()).Select(rule => rule.RuleArn).ToList();
        var calls = bed.Writes.Count();

        await bed.ApplyAsync(Blocks("api", "/bb", "/aaa"));
        await Eventually.UntilAsync(async () => (await bed.RulesAsync()).Select(Describe).SequenceEqual(["1:/bb", "2:/aaa"]));

        Assert.Equal(["ModifyRule", "ModifyRule"], await RuleCallsAsync(bed, calls));
        Assert.Equal(before, (await bed.RulesAsync()).Select(rule => rule.RuleArn));
        await bed.AnswersAsync("shop", "/bb", "api");
    }

    [Fact]
    public async Task Paths_TheAnswerToTheMoveIsLate_SettlingWaitsForItsCall()
    {
        await using var bed = await StartAsync("/aaa", "/bb");
        var calls = bed.Writes.Count();
        var hold = bed.HoldAnswersTo("SetRulePriorities");

        await bed.ApplyAsync(Blocks("web", "/bb", "/aaa"));
        await hold.Reached.Task.WaitAsync(TestContext.Current.CancellationToken);

        // Everybody sees the rules in their new order, and nobody was told of a call yet.
        Assert.Equal(["1:/bb", "2:/aaa"], (await bed.RulesAsync()).Select(Describe));
        Assert.DoesNotContain("SetRulePriorities", bed.Writes.Skip(calls));
        var settled = bed.SettleAsync();
        Assert.False(settled.IsCompleted);

        hold.Released.SetResult();
        await settled;
        Assert.Equal(["SetRulePriorities"], bed.Writes.Skip(calls).Where(call => call.Contains("Rule", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Paths_AllAreOthersAtTheLimit_OneGoesForEachThatComes()
    {
        var paths = Enumerable.Range(0, 100).Select(number => $"/a{number:000}").ToArray();
        await using var bed = await StartAsync(paths);
        var calls = bed.Writes.Count();

        // Those before are at places 1 to 100; the new ones take them over, but for two that are beyond: those wait for room.
        await ApplyAsync(bed, [.. paths.Take(98), "/longer-than-all-others-1", "/longer-than-all-others-2"]);
        await Eventually.UntilAsync(async () =>
            (await bed.RulesAsync()).Select(Describe).Take(2).SequenceEqual(["1:/longer-than-all-others-1", "2:/longer-than-all-others-2"]));

        Assert.Equal(["SetRulePriorities", "CreateRule", "DeleteRule", "CreateRule", "DeleteRule", "CreateRule"], await RuleCallsAsync(bed, calls));
    }

    private static async Task<ControllerBed> StartAsync(params string[] paths)
    {
        var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await ApplyAsync(bed, paths);
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        return bed;
    }

    private static Task ApplyAsync(ControllerBed bed, params string[] paths) =>
        bed.ApplyAsync(Manifest.Ingress("shop", [.. paths.Select(path => (path, "web"))]));

    private static System.Text.Json.Nodes.JsonObject Blocks(string service, params string[] paths)
    {
        var ingress = Manifest.Ingress("shop", []);
        ingress["spec"]!["rules"] = new System.Text.Json.Nodes.JsonArray(
            [.. paths.Select(path => Manifest.Ingress("shop", [(path, service)])["spec"]!["rules"]![0]!.DeepClone())]);
        return ingress;
    }

    // What a call did is seen before its answer, and so before the call, is there.
    private static async Task<IEnumerable<string>> RuleCallsAsync(ControllerBed bed, int after)
    {
        await bed.SettleAsync();
        return bed.Writes.Skip(after).Where(call => call.Contains("Rule", StringComparison.Ordinal));
    }

    private static string Describe(Rule rule) => $"{rule.Priority}:{rule.Conditions.Single().PathPatternConfig.Values[0]}";
}
