using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using static EksIngress.Emulator.Tests.Kubernetes.Protobuf.Wire;

namespace EksIngress.Emulator.Tests.Kubernetes.Protobuf;

/// <summary>Requests in protobuf as Go's typed clients make them, beyond those that kubectl makes.</summary>
public sealed class ProtobufApiTests(RecordedClusterFixture cluster) : IClassFixture<RecordedClusterFixture>
{
    private const string Space = "/api/v1/namespaces/default";

    [Fact]
    public async Task CreateUpdateAndDelete_ConfigMap_AreAnsweredInJson()
    {
        var (created, _) = await SendAsync(HttpMethod.Post, $"{Space}/configmaps", ConfigMap("whole", "a", "1"));
        var (updated, body) = await SendAsync(HttpMethod.Put, $"{Space}/configmaps/whole", ConfigMap("whole", "b", "2"));
        var (conflict, why) = await SendAsync(HttpMethod.Delete, $"{Space}/configmaps/whole", Body("v1", "DeleteOptions", Message(2, Text(1, "another"))));
        var (deleted, _) = await SendAsync(HttpMethod.Delete, $"{Space}/configmaps/whole", Body("v1", "DeleteOptions", Number(1, 0), Text(4, "Background")));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK), (created, updated, conflict, deleted));
        Assert.Equal("""{"b":"2"}""", body["data"]!.ToJsonString());
        Assert.Contains("Precondition failed: UID in precondition: another", (string?)why["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateScale_Deployment_HasTheReplicas()
    {
        const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
        var recorded = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "testassets", "protobuf", "deployment.txt"), TestContext.Current.CancellationToken);
        await SendAsync(HttpMethod.Post, Deployments, Convert.FromBase64String(recorded.Split('\n')[0]));

        var (status, scale) = await SendAsync(HttpMethod.Put, $"{Deployments}/made/scale", Body("autoscaling/v1", "Scale", Message(1, Text(1, "made")), Message(2, Number(1, 2))));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, (int?)scale["spec"]!["replicas"]);
    }

    [Fact]
    public async Task Review_OfAnotherUser_IsAnswered()
    {
        var pods = Message(1, Text(1, "default"), Text(2, "list"), Text(5, "pods"));
        var (_, master) = await SendAsync(HttpMethod.Post, "/apis/authorization.k8s.io/v1/subjectaccessreviews", Body("authorization.k8s.io/v1", "SubjectAccessReview", Message(2, pods, Text(3, "u"), Text(4, "system:masters"))));
        var (_, nobody) = await SendAsync(HttpMethod.Post, "/apis/authorization.k8s.io/v1/subjectaccessreviews", Body("authorization.k8s.io/v1", "SubjectAccessReview", Message(2, pods, Text(3, "u"))));

        Assert.True((bool?)master["status"]!["allowed"]);
        Assert.False((bool?)nobody["status"]!["allowed"]);
    }

    [Fact]
    public async Task Refusals_AreThoseOfTheApiServer()
    {
        var pod = Body("v1", "Pod", Message(1, Text(1, "a")));

        Assert.Equal((HttpStatusCode.BadRequest, "Pod in version \"v1\" cannot be handled as a ConfigMap: no kind match"), Told(await SendAsync(HttpMethod.Post, $"{Space}/configmaps", pod)));
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, $"{Space}/configmaps", [])).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(HttpMethod.Post, $"{Space}/configmaps", ConfigMap("large", "a", new string('x', 3 * 1024 * 1024)))).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await SendAsync(HttpMethod.Patch, $"{Space}/configmaps/kube-root-ca.crt", ConfigMap("kube-root-ca.crt", "a", "1"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(HttpMethod.Post, $"{Space}/configmaps", pod, "k8s-aws-v1.nobody")).Status);
    }

    [Fact]
    public async Task Secret_TakenOrRefused_IsInNoLogAndNoTrace()
    {
        var traced = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traced.Enqueue(string.Join('\n', [
                activity.DisplayName, activity.StatusDescription, .. activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
                .. activity.Events.SelectMany(item => item.Tags.Select(tag => $"{tag.Key}={tag.Value}"))])),
        };
        ActivitySource.AddActivityListener(listener);
        const string Hidden = "hush-7c1d";
        var metadata = Message(1, Text(1, "hidden"));
        var data = Message(2, Text(1, "k"), Text(2, Hidden));

        var taken = await SendAsync(HttpMethod.Post, $"{Space}/secrets", Body("v1", "Secret", metadata, data));
        var cut = await SendAsync(HttpMethod.Post, $"{Space}/secrets", Body("v1", "Secret", metadata, data, Tag(2, 2), [100]));
        var unknown = await SendAsync(HttpMethod.Post, $"{Space}/secrets", Body("v1", "Secret", metadata, Text(77, Hidden)));
        var twice = await SendAsync(HttpMethod.Post, $"{Space}/secrets", Body("v1", "Secret", metadata, data));

        Assert.Equal(
            (HttpStatusCode.Created, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.Conflict),
            (taken.Status, cut.Status, unknown.Status, twice.Status));
        Assert.Equal("Secret in version \"v1\" cannot be handled as a Secret: proto: Secret: field number 77 is not known to the emulator; send JSON", (string?)unknown.Body["message"]);
        string[] forms = [Hidden, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Hidden))];
        Assert.NotEmpty(cluster.Logged);
        Assert.Contains(traced, span => span.Contains("k8s.user=user:admin", StringComparison.Ordinal));
        Assert.DoesNotContain(cluster.Logged.Concat(traced).Concat(new[] { cut, unknown, twice }.Select(answer => answer.Body.ToJsonString())), text => forms.Any(form => text.Contains(form, StringComparison.Ordinal)));
    }

    private static byte[] ConfigMap(string name, string key, string value) => Body("v1", "ConfigMap", Message(1, Text(1, name)), Message(2, Text(1, key), Text(2, value)));

    private static (HttpStatusCode, string?) Told((HttpStatusCode Status, JsonNode Body) answer) => (answer.Status, (string?)answer.Body["message"]);

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, byte[] body, string token = "k8s-aws-v1.admin")
    {
        using var client = cluster.RawClient();

        // As Go's clients do: over HTTP/2, where an answer reaches a client that still sends.
        using var request = new HttpRequestMessage(method, new Uri(cluster.Endpoint, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Headers.Authorization = new("Bearer", token);
        request.Content.Headers.ContentType = new("application/vnd.kubernetes.protobuf");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }
}
