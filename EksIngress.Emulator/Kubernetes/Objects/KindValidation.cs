using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>What a built-in kind requires of its fields: the mistakes that manifests really contain.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/</remarks>
internal static class KindValidation
{
    public static void Validate(ResourceDefinition resource, JsonObject item, JsonObject? before, ICollection<FieldError> errors)
    {
        switch (resource.StorageKey)
        {
            case "pods":
                PodValidation.Spec(item.Map("spec") ?? [], "spec", errors);
                PodImmutable(item, before, errors);
                break;
            case "deployments.apps" or "replicasets.apps" or "daemonsets.apps":
                Workload(item, before, errors);
                break;
            case "services":
                Service(item, before, errors);
                break;
            case "ingresses.networking.k8s.io":
                IngressValidation.Validate(item, errors);
                break;
            case "ingressclasses.networking.k8s.io" when item.Text("spec", "controller") is not { Length: > 0 }:
                errors.Add(FieldError.Required("spec.controller"));
                break;
            case "configmaps" or "secrets":
                Data(item, before, errors);
                break;
            case "rolebindings.rbac.authorization.k8s.io" or "clusterrolebindings.rbac.authorization.k8s.io":
                Binding(item, before, errors);
                break;
            case "roles.rbac.authorization.k8s.io" or "clusterroles.rbac.authorization.k8s.io":
                Rules(item, errors);
                break;
            case "customresourcedefinitions.apiextensions.k8s.io":
                Definition(item, errors);
                break;
            case "mutatingwebhookconfigurations.admissionregistration.k8s.io" or "validatingwebhookconfigurations.admissionregistration.k8s.io":
                WebhookValidation.Validate(item, errors);
                break;
            case "horizontalpodautoscalers.autoscaling" when item.Number("spec", "maxReplicas") is not > 0:
                errors.Add(FieldError.InvalidNumber("spec.maxReplicas", item.Number("spec", "maxReplicas") ?? 0, "must be greater than 0"));
                break;
            default:
                break;
        }
    }

    private static void PodImmutable(JsonObject item, JsonObject? before, ICollection<FieldError> errors)
    {
        if (before is null)
        {
            return;
        }

        if (!JsonNode.DeepEquals(Fixed(before), Fixed(item)))
        {
            errors.Add(FieldError.Forbidden("spec", "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"));
        }

        static JsonObject Fixed(JsonObject pod)
        {
            var spec = pod.Map("spec")?.Clone() ?? [];
            foreach (var name in new[] { "activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "nodeName" })
            {
                spec.Remove(name);
            }

            foreach (var container in spec.Items("containers").Concat(spec.Items("initContainers")))
            {
                container.Remove("image");
            }

            return spec;
        }
    }

    private static void Workload(JsonObject item, JsonObject? before, ICollection<FieldError> errors)
    {
        var selector = item.Map("spec", "selector");
        if (selector is null)
        {
            errors.Add(FieldError.Required("spec.selector"));
        }
        else if (LabelSelector.FromObject(selector) is { IsEmpty: true })
        {
            errors.Add(FieldError.Invalid("spec.selector", "{}", "empty selector is invalid for deployment"));
        }
        else if (!LabelSelector.FromObject(selector)!.Matches(item.At("spec", "template", "metadata", "labels")))
        {
            errors.Add(FieldError.Invalid(
                "spec.template.metadata.labels", item.At("spec", "template", "metadata", "labels")?.ToJsonString() ?? "{}", "`selector` does not match template `labels`"));
        }

        if (before is not null && !JsonNode.DeepEquals(before.At("spec", "selector"), selector))
        {
            errors.Add(FieldError.Invalid("spec.selector", selector?.ToJsonString(), "field is immutable"));
        }

        if (item.Number("spec", "replicas") is < 0 and { } replicas)
        {
            errors.Add(FieldError.InvalidNumber("spec.replicas", replicas, "must be greater than or equal to 0"));
        }

        if (item.Text("spec", "strategy", "type") is { } strategy and not ("RollingUpdate" or "Recreate"))
        {
            errors.Add(FieldError.NotSupported("spec.strategy.type", strategy, "Recreate", "RollingUpdate"));
        }

        if (item.Text("spec", "template", "spec", "restartPolicy") is { } policy and not "Always")
        {
            errors.Add(FieldError.NotSupported("spec.template.spec.restartPolicy", policy, "Always"));
        }

        PodValidation.Spec(item.Map("spec", "template", "spec") ?? [], "spec.template.spec", errors);
    }

    private static void Service(JsonObject item, JsonObject? before, ICollection<FieldError> errors)
    {
        var spec = item.Map("spec") ?? [];
        var type = spec.Text("type") ?? "";
        if (type is not ("ClusterIP" or "NodePort" or "LoadBalancer" or "ExternalName"))
        {
            errors.Add(FieldError.NotSupported("spec.type", type, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"));
        }

        if (type == "ExternalName" && spec.Text("externalName") is not { Length: > 0 })
        {
            errors.Add(FieldError.Required("spec.externalName"));
        }

        var ports = spec.Items("ports").ToList();
        if (ports.Count == 0 && type != "ExternalName" && spec.Text("clusterIP") != "None")
        {
            errors.Add(FieldError.Required("spec.ports"));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < ports.Count; index++)
        {
            var path = $"spec.ports[{index}]";
            PodValidation.Port(ports[index].Number("port"), $"{path}.port", errors);
            PodValidation.PortOrName(ports[index]["targetPort"], $"{path}.targetPort", errors);
            PodValidation.Protocol(ports[index], path, errors);
            if (before is null && type == "ClusterIP" && ports[index].Number("nodePort") is > 0)
            {
                errors.Add(FieldError.Forbidden($"{path}.nodePort", "may not be used when `type` is 'ClusterIP'"));
            }

            var name = ports[index].Text("name") ?? "";
            if (name.Length == 0 && ports.Count > 1)
            {
                errors.Add(FieldError.Required($"{path}.name"));
            }
            else if (name.Length > 0 && !ObjectNames.IsLabel(name))
            {
                errors.Add(FieldError.Invalid($"{path}.name", name, ObjectNames.LabelMessage));
            }
            else if (!names.Add(name))
            {
                errors.Add(FieldError.Duplicate($"{path}.name", name));
            }
        }

        if (before?.Text("spec", "clusterIP") is { Length: > 0 } address && type != "ExternalName" && spec.Text("clusterIP") != address)
        {
            errors.Add(FieldError.Invalid("spec.clusterIPs[0]", spec.Text("clusterIP"), "may not change once set"));
        }
    }

    private static void Data(JsonObject item, JsonObject? before, ICollection<FieldError> errors)
    {
        foreach (var key in new[] { "data", "binaryData" }.SelectMany(name => item.Map(name)?.Select(pair => pair.Key) ?? []))
        {
            if (key.Length is 0 or > 253 || !key.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'))
            {
                errors.Add(FieldError.Invalid($"data[{key}]", key, "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"));
            }
        }

        if (before?.Flag("immutable") == true && !JsonNode.DeepEquals(before["data"], item["data"]))
        {
            errors.Add(FieldError.Forbidden("data", "field is immutable when `immutable` is set"));
        }
    }

    private static void Binding(JsonObject item, JsonObject? before, ICollection<FieldError> errors)
    {
        if (item.Text("roleRef", "name") is not { Length: > 0 })
        {
            errors.Add(FieldError.Required("roleRef.name"));
        }

        if (item.Text("roleRef", "kind") is not ("Role" or "ClusterRole"))
        {
            errors.Add(FieldError.NotSupported("roleRef.kind", item.Text("roleRef", "kind") ?? "", "ClusterRole", "Role"));
        }

        if (before is not null && !JsonNode.DeepEquals(before["roleRef"], item["roleRef"]))
        {
            errors.Add(FieldError.Invalid("roleRef", item["roleRef"]?.ToJsonString(), "cannot change roleRef"));
        }

        var index = 0;
        foreach (var subject in item.Items("subjects"))
        {
            if (subject.Text("name") is not { Length: > 0 })
            {
                errors.Add(FieldError.Required($"subjects[{index}].name"));
            }

            if (subject.Text("kind") == "ServiceAccount" && item.Text("kind") == "ClusterRoleBinding" && subject.Text("namespace") is not { Length: > 0 })
            {
                errors.Add(FieldError.Required($"subjects[{index}].namespace"));
            }

            index++;
        }
    }

    private static void Rules(JsonObject item, ICollection<FieldError> errors)
    {
        var index = 0;
        foreach (var rule in item.Items("rules"))
        {
            if (!rule.Texts("verbs").Any())
            {
                errors.Add(FieldError.Required($"rules[{index}].verbs", "verbs must contain at least one value"));
            }

            if (!rule.Texts("nonResourceURLs").Any() && !rule.Texts("resources").Any())
            {
                errors.Add(FieldError.Required($"rules[{index}].resources", "resource rules must supply at least one resource"));
            }

            index++;
        }
    }

    private static void Definition(JsonObject item, ICollection<FieldError> errors)
    {
        var plural = item.Text("spec", "names", "plural") ?? "";
        var group = item.Text("spec", "group") ?? "";
        if (item.Name() != $"{plural}.{group}")
        {
            errors.Add(FieldError.Invalid("metadata.name", item.Name(), $"must be spec.names.plural+\".\"+spec.group"));
        }

        foreach (var path in new[] { new[] { "spec", "group" }, ["spec", "scope"], ["spec", "names", "plural"], ["spec", "names", "kind"] })
        {
            if (item.Text(path) is not { Length: > 0 })
            {
                errors.Add(FieldError.Required(string.Join('.', path)));
            }
        }

        var versions = item.Items("spec", "versions").ToList();
        if (versions.Count(version => version.Flag("storage") == true) != 1)
        {
            errors.Add(FieldError.Invalid("spec.versions", null, "must have exactly one version marked as storage version"));
        }

        for (var index = 0; index < versions.Count; index++)
        {
            if (versions[index].Map("schema", "openAPIV3Schema") is null)
            {
                errors.Add(FieldError.Required($"spec.versions[{index}].schema.openAPIV3Schema", "schemas are required"));
            }
        }
    }
}
