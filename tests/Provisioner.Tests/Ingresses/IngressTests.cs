using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Provisioner.Ingresses;

namespace EksIngress.Provisioner.Tests.Ingresses;

public sealed class IngressTests
{
    private const string Early = """{"type":"Warning","reason":"FailedBuildModel","message":"Failed build model due to x","lastTimestamp":"2026-11-24T10:00:00Z"}""";
    private const string Late = """{"type":"Normal","reason":"SuccessfullyReconciled","message":"Successfully reconciled","lastTimestamp":"2026-11-24T10:00:05Z"}""";
    private const string Latest = """{"type":"Warning","reason":"FailedDeployModel","message":"Failed deploy model due to y","lastTimestamp":null,"eventTime":"2026-11-24T10:00:09.123456Z"}""";

    [Theory]
    [InlineData(null, new string[0])]
    [InlineData("FailedBuildModel: Failed build model due to x", new[] { Early })]
    [InlineData(null, new[] { Late, Early })]
    [InlineData("FailedDeployModel: Failed deploy model due to y", new[] { Early, Latest, Late })]
    public void FindWarning_Events_OnlyTheNewestCounts(string? expected, string[] events) =>
        Assert.Equal(expected, IngressEvents.FindWarning(events.Select(text => JsonNode.Parse(text)!.AsObject())));

    [Theory]
    [InlineData("", false, "has no targets")]
    [InlineData("", true, null)]
    [InlineData("healthy", false, null)]
    [InlineData("healthy,draining", false, null)]
    [InlineData("draining", false, "has no targets")]
    [InlineData("healthy,initial", false, "is initial")]
    [InlineData("unhealthy", false, "is unhealthy (because)")]
    [InlineData("unused", false, "is unused")]
    [InlineData("unavailable", false, "is unavailable")]
    public void FindReason_Targets_AllThatCountMustBeHealthy(string states, bool mayBeEmpty, string? expected)
    {
        var targets = states.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(state => new TargetHealthDescription
        {
            Target = new TargetDescription { Id = "127.77.0.5", Port = 8080 },
            TargetHealth = new TargetHealth { State = state, Description = "because" },
        });

        var reason = TargetHealthPlan.FindReason("k8s-web", targets, mayBeEmpty);

        Assert.True(expected is null ? reason is null : reason?.Contains(expected, StringComparison.Ordinal), reason);
    }

    [Theory]
    [InlineData("HTTP:80", "http://web.example")]
    [InlineData("HTTP:8081", "http://web.example:8081")]
    [InlineData("HTTPS:443", "https://web.example")]
    [InlineData("HTTPS:443,HTTP:80", "http://web.example")]
    [InlineData("HTTP:80>8080", "http://127.0.0.1:8080")]
    [InlineData("HTTPS:443>8443", "https://127.0.0.1:8443")]
    [InlineData("", null)]
    public void Url_Listeners_IsWhereAClientReachesTheAlb(string listeners, string? expected)
    {
        var parsed = listeners.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split(':', '>')).Select(parts => new AlbListener(
            parts[0], int.Parse(parts[1], null), parts.Length > 2 ? int.Parse(parts[2], null) : null));

        Assert.Equal(expected, new AlbInfo("arn", "web", "web.example", [.. parsed]).Url);
    }
}
