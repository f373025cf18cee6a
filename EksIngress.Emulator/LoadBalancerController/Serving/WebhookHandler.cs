using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Alb;

namespace EksIngress.Emulator.LoadBalancerController.Serving;

/// <summary>Answers AdmissionReviews as controller-runtime does.</summary>
internal sealed class WebhookHandler(IEnumerable<IControllerWebhook> webhooks, ControllerLog log)
{
    private readonly Dictionary<string, IControllerWebhook> _webhooks = webhooks.ToDictionary(webhook => webhook.Path, StringComparer.Ordinal);

    public async Task HandleAsync(HttpContext http)
    {
        if (!_webhooks.TryGetValue(http.Request.Path, out var webhook))
        {
            http.Response.StatusCode = 404;
            return;
        }

        JsonObject? review;
        try
        {
            review = await JsonNode.ParseAsync(http.Request.Body, documentOptions: new() { MaxDepth = 128 }, cancellationToken: http.RequestAborted) as JsonObject;
        }
        catch (JsonException exception)
        {
            await WriteAsync(http, "v1", Refuse("", 400, "BadRequest", $"couldn't get version/kind; json parse error: {exception.Message}"));
            return;
        }

        var version = review?["apiVersion"]?.ToString() == "admission.k8s.io/v1beta1" ? "v1beta1" : "v1";
        if (review?["request"] is not JsonObject request || request["uid"]?.ToString() is not { } uid)
        {
            await WriteAsync(http, version, Refuse("", 400, "BadRequest", "AdmissionReview without a request"));
            return;
        }

        await WriteAsync(http, version, await AnswerAsync(webhook, request, uid, http.RequestAborted));
    }

    private async Task<JsonObject> AnswerAsync(IControllerWebhook webhook, JsonObject request, string uid, CancellationToken cancellationToken)
    {
        if (request["object"] is not JsonObject item || request["operation"]?.ToString() is not ("CREATE" or "UPDATE"))
        {
            return Allow(uid);
        }

        try
        {
            var changed = await webhook.AdmitAsync(
                new(request["operation"]!.ToString(), request["namespace"]?.ToString() ?? "", (JsonObject)item.DeepClone(), request["oldObject"] as JsonObject),
                cancellationToken);
            var patch = changed is null ? [] : JsonDifference.Between(item, changed);
            return patch.Count == 0 ? Allow(uid) : Allow(uid, patch);
        }
        catch (AlbModelException exception)
        {
            log.Info("controller-runtime.webhook", "request denied", ("path", webhook.Path), ("reason", exception.Message));
            return Refuse(uid, 403, "Forbidden", exception.Message);
        }
        catch (JsonException exception)
        {
            return Refuse(uid, 400, "BadRequest", exception.Message);
        }
    }

    private static JsonObject Allow(string uid, JsonArray? patch = null)
    {
        var response = new JsonObject { ["uid"] = uid, ["allowed"] = true, ["status"] = new JsonObject { ["code"] = 200 } };
        if (patch is not null)
        {
            response["patchType"] = "JSONPatch";
            response["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(patch.ToJsonString()));
        }

        return response;
    }

    private static JsonObject Refuse(string uid, int code, string reason, string message) => new()
    {
        ["uid"] = uid,
        ["allowed"] = false,
        ["status"] = new JsonObject { ["code"] = code, ["reason"] = reason, ["message"] = message },
    };

    private static Task WriteAsync(HttpContext http, string version, JsonObject response)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(
            new JsonObject { ["kind"] = "AdmissionReview", ["apiVersion"] = $"admission.k8s.io/{version}", ["response"] = response }.ToJsonString(), http.RequestAborted);
    }
}
