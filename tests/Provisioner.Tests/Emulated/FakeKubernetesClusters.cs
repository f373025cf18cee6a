using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Certificates;
using EksIngress.Emulator.Kubernetes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>
/// The least that stands for a Kubernetes API: it stores what is applied, and says at once that Deployments are available.
/// Tokens are checked by the emulated EKS. For tests of what the provisioner asks of AWS; nothing runs here.
/// </summary>
internal sealed class FakeKubernetesClusters(Func<IEksIdentities> identities, Func<CertificateAuthority> authority) : IKubernetesClusters, IAsyncDisposable
{
    private static readonly Dictionary<string, (string Plural, string Kind, bool Namespaced)[]> Served = new(StringComparer.Ordinal)
    {
        ["api/v1"] =
        [
            ("namespaces", "Namespace", false), ("serviceaccounts", "ServiceAccount", true), ("configmaps", "ConfigMap", true),
            ("secrets", "Secret", true), ("services", "Service", true), ("pods", "Pod", true), ("events", "Event", true),
        ],
        ["apis/apps/v1"] = [("deployments", "Deployment", true)],
        ["apis/autoscaling/v2"] = [("horizontalpodautoscalers", "HorizontalPodAutoscaler", true)],
        ["apis/policy/v1"] = [("poddisruptionbudgets", "PodDisruptionBudget", true)],
        ["apis/networking.k8s.io/v1"] = [("ingresses", "Ingress", true), ("ingressclasses", "IngressClass", false)],
        ["apis/rbac.authorization.k8s.io/v1"] =
            [("roles", "Role", true), ("rolebindings", "RoleBinding", true), ("clusterroles", "ClusterRole", false), ("clusterrolebindings", "ClusterRoleBinding", false)],
        ["apis/apiextensions.k8s.io/v1"] = [("customresourcedefinitions", "CustomResourceDefinition", false)],
        ["apis/admissionregistration.k8s.io/v1"] =
            [("mutatingwebhookconfigurations", "MutatingWebhookConfiguration", false), ("validatingwebhookconfigurations", "ValidatingWebhookConfiguration", false)],
        ["apis/elbv2.k8s.aws/v1beta1"] = [("ingressclassparams", "IngressClassParams", false), ("targetgroupbindings", "TargetGroupBinding", true)],
    };

    private WebApplication? _app;

    /// <summary>What is stored, by path.</summary>
    public ConcurrentDictionary<string, JsonObject> Objects { get; } = new(StringComparer.Ordinal);

    public async Task<KubernetesClusterInfo> StartAsync(KubernetesClusterSpec spec, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
            listen.UseHttps(authority().Issue("kubernetes", ["localhost"], [IPAddress.Loopback]))));
        _app = builder.Build();
        _app.Run(context => HandleAsync(context, spec.Name));
        await _app.StartAsync(cancellationToken);
        return new KubernetesClusterInfo(new Uri(_app.Urls.First()), authority().CertificatePem);
    }

    public async Task StopAsync(string name, CancellationToken cancellationToken)
    {
        await DisposeAsync();
        Objects.Clear();
    }

    public IReadOnlyDictionary<string, string>? FindConfigMap(string clusterName, NamespacedName key) => null;

    public void ChangeConfigMap(string clusterName, NamespacedName key, Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> change)
    {
        // The provisioner asks for access entries; nobody reads ConfigMaps here.
    }

    public IPAddress? FindNodeAddress(string instanceId) => null;

    public Task AddNodeAsync(string clusterName, KubernetesNodeSpec node, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RemoveNodeAsync(string clusterName, string nodeName, CancellationToken cancellationToken) => Task.CompletedTask;

    public ServiceAccountIssuer? FindIssuer(string issuer) => null;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private async Task HandleAsync(HttpContext context, string cluster)
    {
        var token = context.Request.Headers.Authorization.ToString();
        if (!token.StartsWith("Bearer ", StringComparison.Ordinal) || identities().Authenticate(cluster, token["Bearer ".Length..]) is null)
        {
            await AnswerAsync(context, 401, Status("Unauthorized"));
            return;
        }

        var path = context.Request.Path.Value!.Trim('/');
        switch (context.Request.Method)
        {
            case "GET" when path is "api" or "apis":
                await AnswerAsync(context, 200, Discovery(path));
                break;
            case "GET" when Served.TryGetValue(path, out var resources):
                await AnswerAsync(context, 200, new JsonObject
                {
                    ["resources"] = new JsonArray([.. resources.Select(resource => new JsonObject
                    {
                        ["name"] = resource.Plural, ["kind"] = resource.Kind, ["namespaced"] = resource.Namespaced,
                    })]),
                });
                break;
            case "GET" when Objects.TryGetValue(path, out var item):
                await AnswerAsync(context, 200, item.DeepClone().AsObject());
                break;
            case "GET" when Served.SelectMany(group => group.Value.Select(resource => $"{group.Key}/{resource.Plural}")).Contains(path):
                await AnswerAsync(context, 200, new JsonObject
                {
                    ["metadata"] = new JsonObject(),
                    ["items"] = new JsonArray([.. Objects
                        .Where(pair => IsOf(pair.Key, path) && IsSelected(pair.Value, context.Request.Query["labelSelector"].ToString()))
                        .Select(pair => pair.Value.DeepClone())]),
                });
                break;
            case "PATCH" when context.Request.ContentType == "application/apply-patch+yaml" && context.Request.Query["fieldManager"] == "eksingress":
                await AnswerAsync(context, 200, Store(path, (await JsonNode.ParseAsync(context.Request.Body))!.AsObject()).DeepClone().AsObject());
                break;
            case "DELETE" when Objects.TryRemove(path, out var gone):
                await AnswerAsync(context, 200, gone);
                break;
            default:
                await AnswerAsync(context, 404, Status("NotFound"));
                break;
        }
    }

    private JsonObject Store(string path, JsonObject item)
    {
        item["metadata"]!["managedFields"] = new JsonArray(new JsonObject { ["manager"] = "eksingress", ["operation"] = "Apply" });
        item["metadata"]!["generation"] = (Objects.GetValueOrDefault(path)?["metadata"]?["generation"]?.GetValue<long>() ?? 0) + 1;
        if (item["kind"]!.GetValue<string>() == "Deployment")
        {
            var replicas = item["spec"]!["replicas"]?.DeepClone() ?? JsonValue.Create(1);
            item["status"] = new JsonObject
            {
                ["observedGeneration"] = item["metadata"]!["generation"]!.DeepClone(),
                ["updatedReplicas"] = replicas,
                ["availableReplicas"] = replicas.DeepClone(),
            };
        }

        if (Objects.GetValueOrDefault(path)?["status"] is { } status)
        {
            // Who applies has no say in the status.
            item["status"] ??= status.DeepClone();
        }

        Objects[path] = item;
        return item;
    }

    private static JsonObject Discovery(string path) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["items"] = new JsonArray([.. Served.Where(entry => entry.Key.StartsWith(path + "/", StringComparison.Ordinal)).Select(entry => new JsonObject
        {
            ["metadata"] = path == "api" ? new JsonObject() : new JsonObject { ["name"] = entry.Key.Split('/')[1] },
            ["versions"] = new JsonArray(new JsonObject
            {
                ["version"] = entry.Key.Split('/')[^1],
                ["resources"] = new JsonArray([.. entry.Value.Select(resource => new JsonObject
                {
                    ["resource"] = resource.Plural,
                    ["responseKind"] = new JsonObject { ["kind"] = resource.Kind },
                    ["scope"] = resource.Namespaced ? "Namespaced" : "Cluster",
                    ["verbs"] = new JsonArray("list", "delete"),
                })]),
            }),
        })]),
    };

    private static bool IsSelected(JsonObject item, string selector) => selector.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .All(pair => item["metadata"]?["labels"]?[pair[0]]?.GetValue<string>() == pair[1]);

    // apis/apps/v1/deployments has apis/apps/v1/namespaces/default/deployments/a
    private static bool IsOf(string path, string collection)
    {
        var plural = collection[(collection.LastIndexOf('/') + 1)..];
        return path.StartsWith(collection[..^plural.Length], StringComparison.Ordinal) && path.Split('/')[^2] == plural;
    }

    private static JsonObject Status(string reason) => new() { ["kind"] = "Status", ["reason"] = reason, ["message"] = reason };

    private static Task AnswerAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }
}
