using System.Net;
using System.Text.Json.Nodes;
using EksIngress.Emulator.Tests.Kubernetes;
using Microsoft.AspNetCore.Http;

namespace EksIngress.Emulator.Tests.KubernetesWebhooks;

/// <summary>What the API server asks webhooks, and what it makes of their answers. Each test has a namespace and a webhook of its own.</summary>
public sealed class WebhookTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>, IAsyncDisposable
{
    private const string Configurations = "/apis/admissionregistration.k8s.io/v1/";

    private readonly string _namespace = $"hooks-{Guid.NewGuid():N}";

    private string Name => $"check.{_namespace}.test";

    private string ConfigMaps => $"/api/v1/namespaces/{_namespace}/configmaps";

    /// <summary>Takes the test's configurations away: one without a namespace selector would ask a server that is gone about everything.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var kind in new[] { "mutatingwebhookconfigurations", "validatingwebhookconfigurations" })
        {
            var (status, _, _) = await cluster.SendAsync(HttpMethod.Delete, $"{Configurations}{kind}/{_namespace}");
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{kind}: {status}");
        }
    }

    [Fact]
    public async Task Create_MutatingWebhook_ChangesWhatIsStored()
    {
        await using var server = await StartAsync();
        server.Answer = (_, _) => WebhookServer.Patch(WebhookServer.Add("/metadata/labels", new JsonObject { ["by"] = "webhook" }));
        await ConfigureAsync("MutatingWebhookConfiguration", Webhook(server));

        var (status, body, _) = await cluster.SendAsync(HttpMethod.Post, ConfigMaps, ConfigMap("one"));

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("webhook", (string?)body["metadata"]!["labels"]!["by"]);
        var (_, stored, _) = await cluster.SendAsync(HttpMethod.Get, $"{ConfigMaps}/one");
        Assert.Equal(body.ToJsonString(), stored.ToJsonString());
        var review = Assert.Single(server.Reviews);
        Assert.Equal("admission.k8s.io/v1beta1", (string?)review["apiVersion"]);
        var request = review["request"]!;
        Assert.Equal(
            ("CREATE", "one", _namespace, "v1/configmaps", false),
            ((string?)request["operation"], (string?)request["name"], (string?)request["namespace"], $"{request["resource"]!["version"]}/{request["resource"]!["resource"]}", (bool)request["dryRun"]!));
        Assert.Equal("value", (string?)request["object"]!["data"]!["key"]);
        Assert.Null(request["oldObject"]);
        Assert.False(string.IsNullOrEmpty((string?)request["userInfo"]!["username"]));
    }

    [Theory]
    [InlineData("""{"allowed":false,"status":{"code":403,"reason":"Forbidden","message":"no maps today"}}""", 403, "denied the request: no maps today")]
    [InlineData("""{"allowed":false,"status":{"code":403,"reason":"because"}}""", 403, "denied the request: because")]
    [InlineData("""{"allowed":false}""", 400, "denied the request without explanation")]
    [InlineData("""{"allowed":false,"status":{"code":200,"message":"odd"}}""", 400, "denied the request: odd")]
    public async Task Create_ValidatingWebhookSaysNo_IsRefusedInItsWords(string answer, int code, string text)
    {
        await using var server = await StartAsync();
        server.Answer = (_, _) => JsonNode.Parse(answer)!.AsObject();
        await ConfigureAsync("ValidatingWebhookConfiguration", Webhook(server));

        var (status, body, _) = await cluster.SendAsync(HttpMethod.Post, ConfigMaps, ConfigMap("one"));

        Assert.Equal((code, $"admission webhook \"{Name}\" {text}"), ((int)status, (string?)body["message"]));
        Assert.Equal(HttpStatusCode.NotFound, (await cluster.SendAsync(HttpMethod.Get, $"{ConfigMaps}/one")).Status);
    }

    [Theory]
    [InlineData("no-service", "service \"check\" not found")]
    [InlineData("no-port", "no service port 444 found for service \"check\"")]
    [InlineData("no-endpoints", "no endpoints available for service \"check\"")]
    [InlineData("refused", "connect: connection refused")]
    [InlineData("wrong-ca", "tls: failed to verify certificate: x509: certificate signed by unknown authority")]
    [InlineData("timeout", "context deadline exceeded")]
    [InlineData("500", "an error on the server (\"out of order\") has prevented the request from succeeding")]
    [InlineData("404", "the server could not find the requested resource")]
    [InlineData("no-json", "couldn't get version/kind; json parse error: ")]
    [InlineData("other-kind", "received invalid webhook response: expected webhook response of admission.k8s.io/v1beta1, Kind=AdmissionReview, got v1, Kind=Pod")]
    public async Task Create_WebhookFails_PolicyDecides(string fault, string text)
    {
        await using var server = await StartAsync(withService: fault != "no-service", withEndpoints: fault != "no-endpoints");
        await using var other = await WebhookServer.StartAsync("other");
        var webhook = Webhook(server);
        switch (fault)
        {
            case "no-port":
                webhook["clientConfig"]!["service"]!["port"] = 444;
                break;
            case "refused":
                await server.DisposeAsync();
                break;
            case "wrong-ca":
                webhook["clientConfig"]!["caBundle"] = other.CaBundle;
                break;
            case "timeout":
                webhook["timeoutSeconds"] = 1;
                server.Instead = http => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
                break;
            case "500":
                server.Instead = http => Respond(http, 500, "out of order");
                break;
            case "404":
                server.Instead = http => Respond(http, 404, "");
                break;
            case "no-json":
                server.Instead = http => Respond(http, 200, "<html>");
                break;
            case "other-kind":
                server.Instead = http => Respond(http, 200, """{"kind":"Pod","apiVersion":"v1"}""");
                break;
            default:
                break;
        }

        await ConfigureAsync("ValidatingWebhookConfiguration", webhook);
        var (status, body, _) = await cluster.SendAsync(HttpMethod.Post, ConfigMaps, ConfigMap("one"));

        Assert.Equal((HttpStatusCode.InternalServerError, "InternalError"), (status, (string?)body["reason"]));
        Assert.StartsWith($"Internal error occurred: failed calling webhook \"{Name}\": ", (string?)body["message"], StringComparison.Ordinal);
        Assert.Contains(text, (string?)body["message"], StringComparison.Ordinal);

        webhook["failurePolicy"] = "Ignore";
        await ConfigureAsync("ValidatingWebhookConfiguration", webhook, HttpMethod.Put);
        Assert.Equal(HttpStatusCode.Created, (await cluster.SendAsync(HttpMethod.Post, ConfigMaps, ConfigMap("one"))).Status);
    }

    [Fact]
    public async Task Create_NoEndpoints_SaysWhatUsersSearchFor()
    {
        await using var server = await StartAsync(withEndpoints: false);
        await ConfigureAsync("ValidatingWebhookConfiguration", Webhook(server));

        var (_, body, _) = await cluster.SendAsync(HttpMethod.Post, ConfigMaps, ConfigMap("one"));

        Assert.Equal(
            $"Internal error occurred: failed calling webhook \"{Name}\": failed to call webhook: Post \"https://check.{_namespace}.svc:443/check?timeout=10s\": no endpoints available for service \"check\"",
            (string?)body["message"]);
    }

    [Theory]
    [InlineData("{}", "{}", true)]
    [InlineData("""{"matchLabels":{"hooks":"on"}}""", "{}", true)]
    [InlineData("""{"matchLabels":{"hooks":"off"}}""", "{}", false)]
    [InlineData("{}", """{"matchExpressions":[{"key":"app","operator":"In","values":["web"]}]}""", true)]
    [InlineData("{}", """{"matchExpressions":[{"key":"app","operator":"NotIn","values":["web"]}]}""", false)]
    public async Task Create_Selectors_SayWhoIsAsked(string namespaces, string objects, bool asked)
    {
        await using var server = await StartAsync();
        var webhook = Webhook(server);
        webhook["namespaceSelector"] = JsonNode.Parse(namespaces);
        webhook["objectSelector"] = JsonNode.Parse(objects);
        await ConfigureAsync("ValidatingWebhookConfiguration", webhook);

        await cluster.SendAsync(HttpMethod.Post, ConfigMaps, ConfigMap("one"));

        Assert.Equal(asked ? 1 : 0, server.Reviews.Count);
    }

    [Fact]
    public async Task Write_EachKind_IsAskedWithWhatItLeaves()
    {
        await using var server = await StartAsync();
        await ConfigureAsync("ValidatingWebhookConfiguration", Webhook(server));
        await cluster.SendAsync(HttpMethod.Post, ConfigMaps, ConfigMap("one"));

        await cluster.SendAsync(HttpMethod.Patch, $"{ConfigMaps}/one", """{"data":{"key":"two"}}""", "application/merge-patch+json");
        await cluster.SendAsync(HttpMethod.Put, $"{ConfigMaps}/one", ConfigMap("one", "three"));
        await cluster.SendAsync(HttpMethod.Patch, $"{ConfigMaps}/one?fieldManager=test&force=true", ConfigMap("one", "four"), "application/apply-patch+yaml");
        await cluster.SendAsync(HttpMethod.Patch, $"{ConfigMaps}/one?dryRun=All", """{"data":{"key":"five"}}""", "application/merge-patch+json");
        await cluster.SendAsync(HttpMethod.Delete, $"{ConfigMaps}/one");

        Assert.Equal(
            ["CREATE value  False", "UPDATE two value False", "UPDATE three two False", "UPDATE four three False", "UPDATE five four True", "DELETE  four False"],
            server.Reviews.Select(review => review["request"]!).Select(request =>
                $"{request["operation"]} {request["object"]?["data"]?["key"]} {request["oldObject"]?["data"]?["key"]} {(bool)request["dryRun"]!}"));
    }

    [Fact]
    public async Task Update_ObjectChangesWhileAsked_IsAskedAgain()
    {
        await using var server = await StartAsync();
        await cluster.SendAsync(HttpMethod.Post, ConfigMaps, ConfigMap("one"));
        var interfere = true;
        server.Answer = (_, _) =>
        {
            if (interfere)
            {
                interfere = false;
                cluster.SendAsync(HttpMethod.Patch, $"{ConfigMaps}/one", """{"data":{"other":"1"}}""", "application/merge-patch+json").GetAwaiter().GetResult();
            }

            return new() { ["allowed"] = true };
        };
        await ConfigureAsync("ValidatingWebhookConfiguration", Webhook(server));

        var (status, body, _) = await cluster.SendAsync(HttpMethod.Patch, $"{ConfigMaps}/one", """{"data":{"key":"two"}}""", "application/merge-patch+json");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("two", "1"), ((string?)body["data"]!["key"], (string?)body["data"]!["other"]));
        Assert.Equal(3, server.Reviews.Count);
    }

    [Fact]
    public async Task Create_LaterWebhookChanges_EarlierOneIsAskedAgainIfItWants()
    {
        await using var server = await StartAsync();
        server.Answer = (path, request) => path == "/first"
            ? new() { ["allowed"] = true, ["warnings"] = new JsonArray($"saw {request["object"]!["data"]!["key"]}") }
            : WebhookServer.Patch(WebhookServer.Add("/data/key", "changed"));
        var first = Webhook(server, "first");
        first["reinvocationPolicy"] = "IfNeeded";
        await ConfigureAsync("MutatingWebhookConfiguration", HttpMethod.Post, first, Webhook(server, "second"));

        var (_, body, response) = await cluster.SendAsync(HttpMethod.Post, ConfigMaps, ConfigMap("one"));

        Assert.Equal("changed", (string?)body["data"]!["key"]);
        Assert.Equal(["299 - \"saw value\"", "299 - \"saw changed\""], response.Headers.GetValues("Warning"));
    }

    [Fact]
    public async Task Deployment_PodsOfIt_PassTheWebhookUnnamed()
    {
        await using var server = await StartAsync();
        server.Answer = (_, _) => WebhookServer.Patch(WebhookServer.Add("/spec/readinessGates", new JsonArray(new JsonObject { ["conditionType"] = "test/gate" })));
        var webhook = Webhook(server);
        webhook["rules"]![0]!["resources"] = new JsonArray("pods");
        await ConfigureAsync("MutatingWebhookConfiguration", webhook);

        using var client = cluster.Client();
        await cluster.SendAsync(HttpMethod.Post, $"/apis/apps/v1/namespaces/{_namespace}/deployments", """
            {"metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
            "spec":{"containers":[{"name":"web","image":"echo:1"}]}}}}
            """);

        var pod = await Eventually.GetAsync(async () =>
            (await cluster.SendAsync(HttpMethod.Get, $"/api/v1/namespaces/{_namespace}/pods")).Body["items"]!.AsArray().FirstOrDefault());
        Assert.Equal("test/gate", (string?)pod["spec"]!["readinessGates"]![0]!["conditionType"]);
        var request = server.Reviews.First()["request"]!;
        Assert.Null(request["name"]);
        Assert.Null(request["object"]!["metadata"]!["name"]);
        Assert.Equal("system:serviceaccount:kube-system:replicaset-controller", (string?)request["userInfo"]!["username"]);
    }

    [Theory]
    [InlineData("""{"clientConfig":{"url":"https://example.com/x"}}""", "the emulator calls webhooks on loopback addresses only")]
    [InlineData("""{"clientConfig":{"url":"http://127.0.0.1/x"}}""", "'https' is the only allowed URL scheme")]
    [InlineData("""{"matchConditions":[{"name":"a","expression":"true"}]}""", "CEL expressions are not emulated")]
    [InlineData("""{"sideEffects":"Some"}""", "webhooks[0].sideEffects: Unsupported value: \"Some\"")]
    [InlineData("""{"admissionReviewVersions":["v2"]}""", "must include at least one of v1, v1beta1")]
    [InlineData("""{"name":"short"}""", "should be a domain with at least three segments separated by dots")]
    [InlineData("""{"timeoutSeconds":31}""", "the timeout value must be between 1 and 30 seconds")]
    public async Task Configure_Wrong_IsRefused(string change, string text)
    {
        await using var server = await StartAsync();
        var webhook = Webhook(server);
        foreach (var (member, value) in JsonNode.Parse(change)!.AsObject())
        {
            webhook[member] = value?.DeepClone();
        }

        var (status, body) = await SendConfigurationAsync("ValidatingWebhookConfiguration", HttpMethod.Post, webhook);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(text, (string?)body["message"], StringComparison.Ordinal);
    }

    private static async Task Respond(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(body);
    }

    private async Task<WebhookServer> StartAsync(bool withService = true, bool withEndpoints = true)
    {
        var server = await WebhookServer.StartAsync($"check.{_namespace}.svc");
        await cluster.SendAsync(HttpMethod.Post, "/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{_namespace}}}","labels":{"hooks":"on"} } }""");
        await Eventually.GetAsync(async () =>
            (await cluster.SendAsync(HttpMethod.Get, $"/api/v1/namespaces/{_namespace}/serviceaccounts")).Body["items"]!.AsArray().FirstOrDefault());
        if (withService)
        {
            await cluster.SendAsync(HttpMethod.Post, $"/api/v1/namespaces/{_namespace}/services", """{"metadata":{"name":"check"},"spec":{"ports":[{"name":"web","port":443}]}}""");
        }

        if (withEndpoints)
        {
            await cluster.SendAsync(HttpMethod.Post, $"/apis/discovery.k8s.io/v1/namespaces/{_namespace}/endpointslices", $$$"""
                {"metadata":{"name":"check-1","labels":{"kubernetes.io/service-name":"check"}},"addressType":"IPv4",
                "ports":[{"name":"web","port":{{{server.Port}}}}],"endpoints":[{"addresses":["127.0.0.1"],"conditions":{"ready":true}}]}
                """);
        }

        return server;
    }

    private JsonObject Webhook(WebhookServer server, string path = "check") => new()
    {
        ["name"] = $"{path}.{_namespace}.test",
        ["admissionReviewVersions"] = new JsonArray("v1beta1"),
        ["clientConfig"] = new JsonObject
        {
            ["caBundle"] = server.CaBundle,
            ["service"] = new JsonObject { ["name"] = "check", ["namespace"] = _namespace, ["path"] = "/" + path },
        },
        ["namespaceSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["kubernetes.io/metadata.name"] = _namespace } },
        ["rules"] = new JsonArray(new JsonObject
        {
            ["apiGroups"] = new JsonArray(""),
            ["apiVersions"] = new JsonArray("v1"),
            ["operations"] = new JsonArray("*"),
            ["resources"] = new JsonArray("configmaps"),
        }),
        ["sideEffects"] = "None",
    };

    private Task ConfigureAsync(string kind, JsonObject webhook, HttpMethod? method = null) => ConfigureAsync(kind, method ?? HttpMethod.Post, webhook);

    private async Task ConfigureAsync(string kind, HttpMethod method, params JsonObject[] webhooks)
    {
        var (status, body) = await SendConfigurationAsync(kind, method, webhooks);
        Assert.True(status is HttpStatusCode.Created or HttpStatusCode.OK, body.ToJsonString());
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendConfigurationAsync(string kind, HttpMethod method, params JsonObject[] webhooks)
    {
        var path = Configurations + kind.ToLowerInvariant() + "s" + (method == HttpMethod.Put ? "/" + _namespace : "");
        var (status, body, _) = await cluster.SendAsync(method, path, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = _namespace },
            ["webhooks"] = new JsonArray([.. webhooks.Select(webhook => webhook.DeepClone())]),
        }.ToJsonString());
        return (status, body);
    }

    private static string ConfigMap(string name, string value = "value") => new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["app"] = "web" } },
        ["data"] = new JsonObject { ["key"] = value },
    }.ToJsonString();
}
