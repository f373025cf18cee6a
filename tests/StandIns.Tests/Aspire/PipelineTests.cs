using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace StandIns.Tests.Aspire;

public sealed class PipelineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_AStepFails_HoldsBackWhatDependsOnItAndNothingElse()
    {
        var ran = new List<string>();
        await using var application = Application(
            "all",
            Step("fails", _ => throw new DistributedApplicationException("no luck")),
            Step("after", Note(ran, "after"), "fails"),
            Step("beside", Note(ran, "beside")),
            Step("all", Note(ran, "all"), "after", "beside"));

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => ExecuteAsync(application));

        Assert.Equal("no luck", exception.Message);
        Assert.Equal(["beside"], ran);
    }

    [Fact]
    public async Task Execute_StepsThatNeedEachOtherAtOnce_RunSideBySide()
    {
        var (left, right) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var application = Application(
            "all",
            Step("left", async _ =>
            {
                left.SetResult();
                await right.Task.WaitAsync(Token);
            }),
            Step("right", async _ =>
            {
                right.SetResult();
                await left.Task.WaitAsync(Token);
            }),
            Step("all", _ => Task.CompletedTask, "left", "right"));

        await ExecuteAsync(application).WaitAsync(TimeSpan.FromMinutes(2), Token);
    }

    [Fact]
    public async Task Execute_WhatStepsReport_IsKeptInOrderForTheCli()
    {
        await using var application = Application("build-it", Step("build-it", async context =>
        {
            await using var task = await context.ReportingStep.CreateTaskAsync("one thing", Token);
            await task.CompleteAsync("done", CompletionState.CompletedWithWarning, Token);
            context.Summary.Add("Where", "here");
        }));

        await ExecuteAsync(application);

        var activities = application.Services.GetRequiredService<PipelineActivityReporter>().Activities;
        var seen = new List<string>();
        while (activities.TryRead(out var activity))
        {
            seen.Add($"{activity.Type} {activity.Data.StatusText} {activity.Data.CompletionState}");
        }

        Assert.Equal(
            [
                "step build-it InProgress",
                "task one thing InProgress",
                "task one thing CompletedWithWarning",
                "step build-it completed with warnings CompletedWithWarning",
            ],
            seen);
    }

    [Fact]
    public void Of_StepsOfSeveralLevels_NestsEachUnderTheLastThatItWaitsFor()
    {
        PipelineStep[] steps =
        [
            Step("first", _ => Task.CompletedTask),
            Step("second", _ => Task.CompletedTask, "first"),
            Step("third", _ => Task.CompletedTask, "first", "second"),
        ];

        var order = PipelineOrder.Of(steps, null);

        Assert.Equal([0, 1, 2], order.Steps.Select(order.LevelOf));
        Assert.Equal([null, "first", "second"], order.Steps.Select(order.FindParentOf));
    }

    [Fact]
    public async Task Start_SeveralEnvironmentsAndNoneChosen_NamesTheResource()
    {
        var builder = Builder("publish");
        builder.AddResource(new Place("here"));
        builder.AddResource(new Place("there"));
        builder.AddExecutable("worker", "x", ".");
        await using var application = builder.Build();

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.StartAsync(Token));

        Assert.Contains("'worker'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'here', 'there'", exception.Message, StringComparison.Ordinal);
    }

    private static PipelineStep Step(string name, Func<PipelineStepContext, Task> action, params string[] dependsOn) =>
        new() { Name = name, Action = action, DependsOnSteps = [.. dependsOn] };

    private static Func<PipelineStepContext, Task> Note(List<string> ran, string name) => _ =>
    {
        ran.Add(name);
        return Task.CompletedTask;
    };

    private static IDistributedApplicationBuilder Builder(string step) =>
        DistributedApplication.CreateBuilder(["--operation", "publish", "--step", step]);

    private static DistributedApplication Application(string wanted, params PipelineStep[] steps)
    {
        var builder = (DistributedApplicationBuilder)Builder(wanted);
        foreach (var step in steps)
        {
            builder.Pipeline.AddStep(step);
        }

        return builder.Build();
    }

    private static Task ExecuteAsync(DistributedApplication application) =>
        application.Services.GetRequiredService<IDistributedApplicationPipeline>().ExecuteAsync(
            application.Services.GetRequiredService<PipelineContextFactory>().Create(
                Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
                application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));

    private sealed class Place(string name) : Resource(name), IComputeEnvironmentResource;
}
