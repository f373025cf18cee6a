namespace EksIngress.Emulator.Tests.Kubernetes;

/// <summary>The commands of kubectl that make or change one thing, as people type them.</summary>
public sealed class KubectlCommandTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    [Fact]
    public async Task Commands_ThatSendJson_Work()
    {
        using var kubectl = new Kubectl(cluster);
        await kubectl.RunAsync("apply -f -", $"{Manifests.Namespace("typed")}\n---\n{Manifests.Deployment("web", "typed")}");

        foreach (var command in new[]
        {
            "run one --image=echo:1 --port=8080", "expose deployment web --port=80 --target-port=8080", "scale deployment web --replicas=3", "set image deployment/web *=echo:2",
            "set env deployment/web A=1", "rollout restart deployment/web", "rollout history deployment/web", "rollout pause deployment/web", "rollout resume deployment/web",
            "label pod one x=y", "annotate pod one x=y", "delete service web", "delete pod one --now", "delete deployment web",
        })
        {
            await kubectl.RunAsync($"-n typed {command}");
        }
    }

    /// <summary>The clients of Go's typed commands send protobuf, which the emulator does not read: it says what to do instead.</summary>
    [Theory]
    [InlineData("namespace made")]
    [InlineData("configmap made --from-literal=a=1")]
    [InlineData("secret generic made --from-literal=a=1")]
    [InlineData("serviceaccount made")]
    [InlineData("deployment made --image=echo:1 --replicas=2 --port=8080")]
    [InlineData("service clusterip made --tcp=80:8080")]
    [InlineData("ingress made --class=alb --rule=a.example.com/*=made:80")]
    [InlineData("role made --verb=get --resource=pods")]
    [InlineData("rolebinding made --role=made --serviceaccount=default:made")]
    [InlineData("clusterrole made --verb=get --resource=nodes")]
    [InlineData("clusterrolebinding made --clusterrole=made --user=u")]
    [InlineData("poddisruptionbudget made --selector=app=made --min-available=1")]
    [InlineData("priorityclass made --value=10")]
    public async Task Create_Typed_WorksByTheWayThatTheRefusalNames(string what)
    {
        using var kubectl = new Kubectl(cluster);

        var (code, output) = await kubectl.TryAsync($"create {what}");
        var manifest = await kubectl.RunAsync($"create {what} --dry-run=client -o yaml");
        var applied = await kubectl.RunAsync("apply -f -", manifest);

        // Older kubectl sends JSON, and needs no way round.
        Assert.True(code == 0 || output.Contains("--dry-run=client -o yaml | kubectl apply -f -", StringComparison.Ordinal), output);
        Assert.Matches("made.* (created|configured|unchanged)", applied);
    }
}
