using System.Net;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>What a webhook configuration must say, and what of it is not emulated.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/</remarks>
internal static class WebhookValidation
{
    public static void Validate(JsonObject item, ICollection<FieldError> errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, webhook) in item.Items("webhooks").Index())
        {
            var path = $"webhooks[{index}]";
            var name = webhook.Text("name") ?? "";
            if (!ObjectNames.IsSubdomain(name) || name.Split('.').Length < 3)
            {
                errors.Add(FieldError.Invalid($"{path}.name", name, "should be a domain with at least three segments separated by dots"));
            }
            else if (!names.Add(name))
            {
                errors.Add(FieldError.Duplicate($"{path}.name", name));
            }

            Client(webhook, $"{path}.clientConfig", errors);
            if (webhook.Text("sideEffects") is not ("None" or "NoneOnDryRun"))
            {
                errors.Add(webhook.Text("sideEffects") is { } effects
                    ? FieldError.NotSupported($"{path}.sideEffects", effects, "None", "NoneOnDryRun")
                    : FieldError.Required($"{path}.sideEffects", "must specify one of None, NoneOnDryRun"));
            }

            if (!webhook.Texts("admissionReviewVersions").Any(version => version is "v1" or "v1beta1"))
            {
                errors.Add(FieldError.Invalid(
                    $"{path}.admissionReviewVersions", string.Join(',', webhook.Texts("admissionReviewVersions")), "must include at least one of v1, v1beta1"));
            }

            if (webhook.Text("failurePolicy") is { } policy and not ("Fail" or "Ignore"))
            {
                errors.Add(FieldError.NotSupported($"{path}.failurePolicy", policy, "Fail", "Ignore"));
            }

            if (webhook.Number("timeoutSeconds") is { } seconds and (< 1 or > 30))
            {
                errors.Add(FieldError.InvalidNumber($"{path}.timeoutSeconds", seconds, "the timeout value must be between 1 and 30 seconds"));
            }

            if (webhook.Items("matchConditions").Any())
            {
                errors.Add(FieldError.Forbidden($"{path}.matchConditions", "CEL expressions are not emulated; select by rules, namespaceSelector and objectSelector"));
            }
        }
    }

    private static void Client(JsonObject webhook, string path, ICollection<FieldError> errors)
    {
        var url = webhook.Text("clientConfig", "url");
        var service = webhook.Map("clientConfig", "service");
        if ((url is null) == (service is null))
        {
            errors.Add(FieldError.Required(path, "exactly one of url or service is required"));
            return;
        }

        if (service is not null)
        {
            foreach (var field in new[] { "name", "namespace" }.Where(field => service.Text(field) is not { Length: > 0 }))
            {
                errors.Add(FieldError.Required($"{path}.service.{field}"));
            }
        }
        else if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme != "https")
        {
            errors.Add(FieldError.Invalid($"{path}.url", url, "'https' is the only allowed URL scheme"));
        }
        else if (!(parsed.Host == "localhost" || (IPAddress.TryParse(parsed.Host, out var address) && IPAddress.IsLoopback(address))))
        {
            errors.Add(FieldError.Forbidden($"{path}.url", "the emulator calls webhooks on loopback addresses only; give one, or clientConfig.service"));
        }
    }
}
