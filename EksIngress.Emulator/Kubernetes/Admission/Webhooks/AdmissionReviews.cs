using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>AdmissionReview objects: what is asked, and what the answer says.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#webhook-request-and-response</remarks>
internal static class AdmissionReviews
{
    public static JsonObject Ask(AdmissionRequest request, string version, string uid)
    {
        var resource = request.Resource;
        var kind = new JsonObject { ["group"] = resource.Group, ["version"] = resource.Version, ["kind"] = resource.Kind };
        var name = new JsonObject { ["group"] = resource.Group, ["version"] = resource.Version, ["resource"] = resource.Plural };
        var body = new JsonObject
        {
            ["uid"] = uid,
            ["kind"] = kind,
            ["resource"] = name,
            ["requestKind"] = kind.DeepClone(),
            ["requestResource"] = name.DeepClone(),
            ["operation"] = request.Operation,
            ["userInfo"] = User(request.User),
            ["object"] = request.Object?.DeepClone(),
            ["oldObject"] = request.OldObject?.DeepClone(),
            ["dryRun"] = request.DryRun,
            ["options"] = request.Options.DeepClone(),
        };
        foreach (var (member, value) in new[] { ("subResource", request.Subresource), ("requestSubResource", request.Subresource), ("name", request.Key.Name), ("namespace", request.Key.Namespace) })
        {
            if (value.Length > 0)
            {
                body[member] = value;
            }
        }

        return new() { ["kind"] = "AdmissionReview", ["apiVersion"] = $"admission.k8s.io/{version}", ["request"] = body };
    }

    /// <exception cref="WebhookCallException">The answer is none.</exception>
    public static JsonObject Read(string text, string version, string uid)
    {
        JsonObject? review;
        try
        {
            review = JsonNode.Parse(text, documentOptions: new() { MaxDepth = 128 }) as JsonObject;
        }
        catch (JsonException exception)
        {
            throw new WebhookCallException($"couldn't get version/kind; json parse error: {exception.Message}");
        }

        if (review.Text("kind") != "AdmissionReview" || review.Text("apiVersion") != $"admission.k8s.io/{version}")
        {
            throw new WebhookCallException(
                $"received invalid webhook response: expected webhook response of admission.k8s.io/{version}, Kind=AdmissionReview, got {review.Text("apiVersion")}, Kind={review.Text("kind")}");
        }

        var response = review.Map("response") ?? throw new WebhookCallException("received invalid webhook response: webhook response was absent");
        return version == "v1" && response.Text("uid") != uid
            ? throw new WebhookCallException($"received invalid webhook response: expected response.uid=\"{uid}\", got \"{response.Text("uid")}\"")
            : response;
    }

    /// <summary>The changes that an answer asks for; null when it asks for none.</summary>
    /// <exception cref="WebhookCallException">They are no JSON patch.</exception>
    public static JsonArray? Patch(JsonObject response)
    {
        if (response.Text("patch") is not { Length: > 0 } encoded)
        {
            return null;
        }

        if (response.Text("patchType") is { } type and not "JSONPatch")
        {
            throw new WebhookCallException($"unsupported patch type \"{type}\"");
        }

        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(encoded))) as JsonArray
                ?? throw new WebhookCallException("the patch is no list of operations");
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw new WebhookCallException($"error decoding patch: {exception.Message}");
        }
    }

    /// <summary>What the writer is told of an answer that says no.</summary>
    public static StatusException Denial(string webhook, JsonObject response)
    {
        var status = response.Map("status");
        var denied = $"admission webhook \"{webhook}\" denied the request";
        var message = status.Text("message") is { Length: > 0 } text ? $"{denied}: {text}"
            : status.Text("reason") is { Length: > 0 } why ? $"{denied}: {why}"
            : $"{denied} without explanation";
        return new((int)Math.Max(400, status.Number("code") ?? 400), status.Text("reason") ?? "", message, status.Map("details"));
    }

    private static JsonObject User(KubernetesUser user)
    {
        var info = new JsonObject { ["username"] = user.Name, ["groups"] = new JsonArray([.. user.Groups.Select(group => JsonValue.Create(group))]) };
        if (user.Uid.Length > 0)
        {
            info["uid"] = user.Uid;
        }

        if (user.Extra.Count > 0)
        {
            info["extra"] = new JsonObject(user.Extra.Select(pair => KeyValuePair.Create(
                pair.Key, (JsonNode?)new JsonArray([.. pair.Value.Select(value => JsonValue.Create(value))]))));
        }

        return info;
    }
}
