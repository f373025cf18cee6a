using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using StandIns.Tests.Aws;

namespace StandIns.Tests.Aspire;

public sealed class ManifestTests
{
    [Theory]
    [InlineData("--publisher", "manifest")]
    [InlineData("--operation", "publish", "--step", "publish-manifest")]
    public async Task Publish_SampleApplication_WritesWhatUpstreamWrites(params string[] args)
    {
        using var directory = new TemporaryDirectory();
        var path = Path.Combine(directory.Path, "out", "manifest.json");
        var sample = SampleApplication.Create(directory.Path, [.. args, "--output-path", path]);
        await using var application = sample.Builder.Build();

        await application.RunAsync(TestContext.Current.CancellationToken);

        var expected = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "testassets", "aspire", "manifest.json"), TestContext.Current.CancellationToken);
        Assert.Equal(expected.TrimEnd(), await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Publish_StepRequiredByTheManifest_RunsBeforeIt()
    {
        using var directory = new TemporaryDirectory();
        var path = Path.Combine(directory.Path, "manifest.json");
        var ran = new List<string>();
        var sample = SampleApplication.Create(directory.Path, "--publisher", "manifest", "--output-path", path);
        sample.WebB.WithPipelineStepFactory(
            "second", _ => Step(ran, "second", path), dependsOn: ["first"], requiredBy: [DistributedApplicationPipeline.PublishManifest]);
        sample.WebB.WithPipelineStepFactory("first", _ => Step(ran, "first", path));
        sample.WebB.WithPipelineStepFactory("unrelated", _ => Step(ran, "unrelated", path));
        await using var application = sample.Builder.Build();

        await application.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["first before the manifest", "second before the manifest"], ran);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Sort_StepsInACircle_NamesTheCircle()
    {
        PipelineStep[] steps =
        [
            new() { Name = "a", Action = _ => Task.CompletedTask, DependsOnSteps = ["b"] },
            new() { Name = "b", Action = _ => Task.CompletedTask, DependsOnSteps = ["a"] },
        ];

        var exception = Assert.Throws<InvalidOperationException>(() => PipelineOrder.Of(steps, "a"));

        Assert.Contains("a -> b -> a", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sort_UnknownStepWanted_NamesTheKnownOnes()
    {
        PipelineStep[] steps = [new() { Name = "a", Action = _ => Task.CompletedTask }];

        var exception = Assert.Throws<DistributedApplicationException>(() => PipelineOrder.Of(steps, "nope"));

        Assert.Contains("'nope'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Steps: a.", exception.Message, StringComparison.Ordinal);
    }

    private static Task Step(List<string> ran, string name, string manifest)
    {
        ran.Add($"{name} {(File.Exists(manifest) ? "after" : "before")} the manifest");
        return Task.CompletedTask;
    }
}
