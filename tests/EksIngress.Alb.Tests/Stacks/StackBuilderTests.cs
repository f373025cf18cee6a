using EksIngress.Alb.Groups;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Tests.Stacks;

/// <summary>Every folder under testassets/stacks: <c>input.json</c> and either <c>stack.json</c> or <c>error.txt</c>.</summary>
public sealed class StackBuilderTests
{
    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "cluster-dummy", VpcId = "vpc-dummy" };

    public static TheoryData<string> Folders =>
        [.. Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "testassets", "stacks")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Build_GoldenFolder_GivesTheStackOrTheError(string folder)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "testassets", "stacks", folder);
        var cluster = new FakeCluster(await File.ReadAllTextAsync(Path.Combine(path, "input.json"), TestContext.Current.CancellationToken));
        var expected = File.Exists(Path.Combine(path, "stack.json")) ? "stack.json" : "error.txt";

        var actual = await BuildAsync(cluster);

        Assert.Equal((await File.ReadAllTextAsync(Path.Combine(path, expected), TestContext.Current.CancellationToken)).TrimEnd(), actual);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Build_Twice_GivesTheSameBytes(string folder)
    {
        var cluster = new FakeCluster(await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "testassets", "stacks", folder, "input.json"), TestContext.Current.CancellationToken));

        Assert.Equal(await BuildAsync(cluster), await BuildAsync(cluster));
    }

    private static async Task<string> BuildAsync(FakeCluster cluster)
    {
        try
        {
            var loader = new IngressGroupLoader(Configuration, cluster);
            var group = loader.FindGroupId(cluster.Ingresses.First()) ?? throw new AlbModelException("not ours");
            var stack = await new IngressStackBuilder(Configuration, cluster, cluster).BuildAsync(loader.Load(group), TestContext.Current.CancellationToken);
            return StackJson.Write(stack);
        }
        catch (AlbModelException exception)
        {
            return exception.Message;
        }
    }
}
