using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Tests.Endpoints;

public sealed class TrackedTargetsTests
{
    private static readonly TargetFact[] Targets = [new("10.0.0.1", 80, null), new("10.0.0.2", 80, null), new("10.0.0.2", 81, null)];

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("10.0.0.2:80", "10.0.0.2:80")]
    [InlineData("10.0.0.1:80,10.0.0.2:81,10.0.0.9:80", "10.0.0.1:80 10.0.0.2:81")]
    public void Filter_Targets_AreThoseThatAreTracked(string? tracked, string expected) => Assert.Equal(
        expected, string.Join(' ', TrackedTargets.Filter(Targets, tracked is null ? null : TrackedTargets.Read(tracked)).Select(target => target.Identifier)));

    [Fact]
    public void Write_Identifiers_AreThereOnceInOrder()
    {
        Assert.Equal("a:1,b:1", TrackedTargets.Write(["b:1", "a:1", "b:1"]));
        Assert.Equal("", TrackedTargets.Write([]));
        Assert.Equal("aws-lbc-targets-web", TrackedTargets.ConfigMapName("web"));
    }

    [Theory]
    [InlineData("2026-05-01T12:00:00Z", "10.0.0.1:80:1777636800000")]
    [InlineData(null, "10.0.0.1:80:-62135596800000")]
    public void Identifier_WithTimestamp_TellsOnePodFromTheNext(string? created, string expected)
    {
        var pod = new Pod { Metadata = new ObjectMeta { Name = "p", CreationTimestamp = created } };

        Assert.Equal(expected, new PodEndpoint("10.0.0.1", 80, pod).IdentifierWithTimestamp);
    }
}
