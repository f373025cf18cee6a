using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>pods/eviction: a deletion that PodDisruptionBudgets may refuse.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/</remarks>
internal sealed class EvictionHandler(ObjectStore store, ResourceCatalog catalog, AdmittedWrites writes)
{
    public async Task CreateAsync(ApiCall call)
    {
        var body = await call.ReadObjectAsync();
        var key = new NamespacedName(call.Request.Namespace, call.Request.Name);
        if (body.Text("metadata", "name") is { Length: > 0 } name && name != key.Name)
        {
            throw StatusException.BadRequest($"name in URL does not match name in Eviction object: {key.Name}, {name}");
        }

        var request = WriteHandlers.ReadDelete(call, body.Map("deleteOptions"));
        await writes.DeleteAsync(catalog.Get("pods"), key, request with { Check = Allow }, call.Origin);
        await call.WriteAsync(new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201 }, 201);
    }

    private void Allow(JsonObject pod)
    {
        if (!pod.IsActive() || pod.Text("status", "phase") == "Pending")
        {
            return;
        }

        var budgets = store.List(DisruptionBudget.StorageKey, pod.Namespace()).Items.Where(budget => DisruptionBudget.Matches(budget, pod)).ToList();
        if (budgets.Count > 1)
        {
            throw new StatusException(500, "InternalError", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        }

        if (budgets.Count == 0)
        {
            return;
        }

        var budget = DisruptionBudget.Of(store, budgets[0]);
        var alwaysAllow = budgets[0].Text("spec", "unhealthyPodEvictionPolicy") == "AlwaysAllow";
        if (!pod.IsReady() && (alwaysAllow || (budget.Desired > 0 && budget.Healthy >= budget.Desired)))
        {
            return;
        }

        if (budget.Allowed == 0)
        {
            throw new StatusException(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", new JsonObject
            {
                ["causes"] = new JsonArray(new JsonObject
                {
                    ["reason"] = "DisruptionBudget",
                    ["message"] = $"The disruption budget {budgets[0].Name()} needs {budget.Desired} healthy pods and has {budget.Healthy} currently",
                }),
            });
        }
    }
}
