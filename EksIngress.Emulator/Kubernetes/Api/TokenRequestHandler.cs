using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>serviceaccounts/token.</summary>
internal sealed class TokenRequestHandler(ObjectStore store, ResourceCatalog catalog, ServiceAccountTokens tokens)
{
    private const long MinimumSeconds = 600;
    private const long MaximumSeconds = 1L << 32;
    private const long DefaultSeconds = 3600;

    public async Task CreateAsync(ApiCall call)
    {
        var (inNamespace, name) = (call.Request.Namespace, call.Request.Name);
        var account = store.Find("serviceaccounts", new(inNamespace, name)) ?? throw StatusException.NotFound(catalog.Get("serviceaccounts"), name);
        var body = await call.ReadObjectAsync();
        var spec = body.Section("spec");
        var seconds = spec.Number("expirationSeconds") ?? DefaultSeconds;
        if (seconds is < MinimumSeconds or > MaximumSeconds)
        {
            throw new StatusException(422, "Invalid", $"TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value: {seconds}: may not specify a duration less than 10 minutes or larger than 2^32 seconds");
        }

        JsonObject? pod = null;
        if (spec.Map("boundObjectRef") is { } bound)
        {
            if (bound.Text("kind") != "Pod")
            {
                throw StatusException.BadRequest($"cannot bind token to object of kind {bound.Text("kind")}: only Pod is emulated");
            }

            var podName = bound.Text("name") ?? "";
            pod = store.Find("pods", new(inNamespace, podName)) ?? throw StatusException.NotFound(catalog.Get("pods"), podName);
            if ((bound.Text("uid") is { } uid && uid != pod.Uid()) || pod.Text("spec", "serviceAccountName") != name)
            {
                throw StatusException.Conflict(catalog.Get("pods"), podName, "the UID or the service account of the bound object does not match");
            }
        }

        var audiences = spec.Texts("audiences").ToList();
        var token = tokens.Issue(account, pod, audiences.Count > 0 ? audiences : [ServiceAccountTokens.ApiAudience], TimeSpan.FromSeconds(seconds));
        spec["expirationSeconds"] = seconds;
        spec.Default("audiences", new JsonArray(ServiceAccountTokens.ApiAudience));
        await call.WriteAsync(new JsonObject
        {
            ["kind"] = "TokenRequest",
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = inNamespace },
            ["spec"] = spec.DeepClone(),
            ["status"] = new JsonObject { ["token"] = token.Value, ["expirationTimestamp"] = Timestamps.Time(token.ExpiresAt) },
        }, 201);
    }
}
