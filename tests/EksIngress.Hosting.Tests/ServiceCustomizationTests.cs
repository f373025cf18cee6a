using EksIngress.Hosting.Publishing;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;
using k8s.Models;

namespace EksIngress.Hosting.Tests;

public sealed class ServiceCustomizationTests
{
    public static TheoryData<string, Action<EksService>, string> Unusable => new()
    {
        { "service name", service => service.Service!.Metadata!.Name = "other", "the Service is named 'other'; leave the name 'service-a'" },
        { "deployment name", service => service.Deployment.Metadata.Name = "other", "the Deployment is named 'other'" },
        { "container", service => service.Deployment.Spec.Template.Spec.Containers[0].Name = "other", "no container 'service-a' any more" },
        { "twice", service => { service.AdditionalResources.Add(Policy()); service.AdditionalResources.Add(Policy()); }, "networkpolicy-p is added 2 times" },
        { "no name", service => service.AdditionalResources.Add(new V1ConfigMap()), "an additional ConfigMap has no name" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Apply_ObjectsThatCannotBePublished_NamesProjectAndWhatToDo(string what, Action<EksService> change, string expected)
    {
        var exception = Assert.Throws<DistributedApplicationException>(() => Build(change));

        Assert.Contains("PublishAsEksService of project 'service-a'", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.Message.Contains(expected, StringComparison.Ordinal), $"{what}: {exception.Message}");
    }

    [Fact]
    public void Apply_SeveralCallbacks_SeeWhatTheFormerLeft()
    {
        var files = Build(
            service => service.Deployment.Spec.Replicas = 7,
            service => service.Deployment.Spec.Replicas++,
            service => service.Service!.Spec!.SessionAffinity = "ClientIP");

        Assert.Contains("replicas: 8", files["base/workload-service-a/deployment.yaml"], StringComparison.Ordinal);
        Assert.Contains("replicas: 8", files["overlays/production/patch-service-a.yaml"], StringComparison.Ordinal);
        Assert.Contains("sessionAffinity: ClientIP", files["base/workload-service-a/service.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_NothingChanged_SaysTheSame()
    {
        var before = Build();

        var after = Build(_ => { });

        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, file => Assert.Equal(
            Values(file.Value), Values(after[file.Key])));
        static IEnumerable<string> Values(string text) => text.Split('\n').Select(line => line.Replace("\"", "", StringComparison.Ordinal).TrimStart(' ', '-')).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Apply_WhileTheAppHostRuns_CallsNothing()
    {
        var builder = TestApplication.Publish("unused.json");
        builder.AddProject<ServiceAProject>("service-a").PublishAsEksService(_ => Assert.Fail("called"));

        Assert.NotEmpty(KustomizeTree.Build(Spec, ServiceCustomization.None.Apply));
    }

    private static V1NetworkPolicy Policy() => new() { Metadata = new() { Name = "p" } };

    private static EnvironmentSpec Spec => new()
    {
        Name = "shop",
        Region = "eu-west-1",
        NodeGroups = [new() { Name = "workers" }],
        Workloads = [new() { Name = "service-a", Image = "service-a:latest", Readiness = new() { Path = "/health" }, DisruptionBudget = new() { MaxUnavailable = "1" } }],
    };

    private static Dictionary<string, string> Build(params Action<EksService>[] callbacks)
    {
        var builder = TestApplication.Publish("unused.json");
        var project = builder.AddProject<ServiceAProject>("service-a");
        foreach (var callback in callbacks)
        {
            project.PublishAsEksService(callback);
        }

        var customization = ServiceCustomization.Of(new DistributedApplicationModel(builder.Resources));
        return KustomizeTree.Build(Spec, customization.Apply)
            .ToDictionary(file => file.Path, file => System.Text.Encoding.UTF8.GetString(file.Content.Span), StringComparer.Ordinal);
    }
}
