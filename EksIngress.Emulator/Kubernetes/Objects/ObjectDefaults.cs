using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Values that the API server fills in.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/</remarks>
internal static class ObjectDefaults
{
    public static void Apply(ResourceDefinition resource, JsonObject item)
    {
        if (resource.IsCustom)
        {
            SchemaValidator.ApplyDefaults(resource.Schema, item);
            return;
        }

        switch (resource.StorageKey)
        {
            case "pods":
                Pod(item.Section("spec"));
                break;
            case "deployments.apps":
                Deployment(item.Section("spec"));
                break;
            case "replicasets.apps" or "daemonsets.apps":
                Workload(item.Section("spec"), replicas: resource.Kind == "ReplicaSet");
                break;
            case "services":
                Service(item.Section("spec"));
                break;
            case "secrets":
                Secret(item);
                break;
            case "namespaces":
                item.Section("spec").Default("finalizers", new JsonArray("kubernetes"));
                item.Metadata().Section("labels").Default("kubernetes.io/metadata.name", item.Name());
                break;
            case "endpointslices.discovery.k8s.io":
                foreach (var port in item.Items("ports"))
                {
                    port.Default("protocol", "TCP");
                    port.Default("name", "");
                }

                break;
            case "roles.rbac.authorization.k8s.io" or "clusterroles.rbac.authorization.k8s.io":
                break;
            case "rolebindings.rbac.authorization.k8s.io" or "clusterrolebindings.rbac.authorization.k8s.io":
                Binding(item);
                break;
            case "ingressclasses.networking.k8s.io" when item.Map("spec", "parameters") is { } parameters:
                parameters.Default("scope", "Cluster");
                break;
            case "horizontalpodautoscalers.autoscaling":
                item.Section("spec").Default("minReplicas", 1);
                break;
            case "priorityclasses.scheduling.k8s.io":
                item.Default("preemptionPolicy", "PreemptLowerPriority");
                break;
            case "mutatingwebhookconfigurations.admissionregistration.k8s.io" or "validatingwebhookconfigurations.admissionregistration.k8s.io":
                foreach (var webhook in item.Items("webhooks"))
                {
                    Webhook(webhook, isMutating: resource.Kind == "MutatingWebhookConfiguration");
                }

                break;
            case "customresourcedefinitions.apiextensions.k8s.io":
                Definition(item.Section("spec"));
                break;
            default:
                break;
        }
    }

    private static void Deployment(JsonObject spec)
    {
        Workload(spec, replicas: true);
        spec.Default("revisionHistoryLimit", 10);
        spec.Default("progressDeadlineSeconds", 600);
        var strategy = spec.Section("strategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            strategy.Section("rollingUpdate").Default("maxSurge", "25%");
            strategy.Section("rollingUpdate").Default("maxUnavailable", "25%");
        }
    }

    private static void Workload(JsonObject spec, bool replicas)
    {
        if (replicas)
        {
            spec.Default("replicas", 1);
        }

        Pod(spec.Section("template").Section("spec"));
    }

    private static void Pod(JsonObject spec)
    {
        spec.Default("restartPolicy", "Always");
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("schedulerName", "default-scheduler");
        spec.Default("terminationGracePeriodSeconds", 30);
        spec.Default("securityContext", new JsonObject());
        if (spec.Text("serviceAccountName") is { } account)
        {
            spec["serviceAccount"] = account;
        }

        foreach (var container in spec.Items("containers").Concat(spec.Items("initContainers")))
        {
            Container(container);
        }

        foreach (var volume in spec.Items("volumes"))
        {
            Volume(volume);
        }
    }

    private static void Container(JsonObject container)
    {
        var image = container.Text("image") ?? "";
        var untagged = !image[(image.LastIndexOf('/') + 1)..].Contains(':', StringComparison.Ordinal);
        container.Default("imagePullPolicy", untagged || image.EndsWith(":latest", StringComparison.Ordinal) ? "Always" : "IfNotPresent");
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        container.Default("resources", new JsonObject());
        foreach (var port in container.Items("ports"))
        {
            port.Default("protocol", "TCP");
        }

        foreach (var env in container.Items("env"))
        {
            env.Map("valueFrom", "fieldRef")?.Default("apiVersion", "v1");
        }

        foreach (var probe in new[] { "livenessProbe", "readinessProbe", "startupProbe" }.Select(name => container.Map(name)).OfType<JsonObject>())
        {
            probe.Default("timeoutSeconds", 1);
            probe.Default("periodSeconds", 10);
            probe.Default("successThreshold", 1);
            probe.Default("failureThreshold", 3);
            if (probe.Map("httpGet") is { } httpGet)
            {
                httpGet.Default("path", "/");
                httpGet.Default("scheme", "HTTP");
            }
        }
    }

    private static void Volume(JsonObject volume)
    {
        volume.Map("secret")?.Default("defaultMode", 420);
        volume.Map("configMap")?.Default("defaultMode", 420);
        if (volume.Map("projected") is { } projected)
        {
            projected.Default("defaultMode", 420);
            foreach (var source in projected.Items("sources"))
            {
                source.Map("serviceAccountToken")?.Default("expirationSeconds", 3600);
            }
        }
    }

    private static void Service(JsonObject spec)
    {
        spec.Default("type", "ClusterIP");
        spec.Default("sessionAffinity", "None");
        if (spec.Text("type") is not "ExternalName")
        {
            spec.Default("internalTrafficPolicy", "Cluster");
            spec.Default("ipFamilies", new JsonArray("IPv4"));
            spec.Default("ipFamilyPolicy", "SingleStack");
        }

        if (spec.Text("type") is "LoadBalancer" or "NodePort")
        {
            spec.Default("externalTrafficPolicy", "Cluster");
        }

        foreach (var port in spec.Items("ports"))
        {
            port.Default("protocol", "TCP");
            // Go's clients write 0 for a targetPort that nobody set.
            if (port["port"] is { } number && (port["targetPort"] is null || port.Number("targetPort") == 0 || port.Text("targetPort") is ""))
            {
                port["targetPort"] = number.DeepClone();
            }
        }
    }

    private static void Secret(JsonObject item)
    {
        item.Default("type", "Opaque");
        if (item.Map("stringData") is { } plain)
        {
            var data = item.Section("data");
            foreach (var (name, value) in plain.Pairs())
            {
                data[name] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value));
            }

            item.Remove("stringData");
        }
    }

    private static void Webhook(JsonObject webhook, bool isMutating)
    {
        webhook.Default("failurePolicy", "Fail");
        webhook.Default("matchPolicy", "Equivalent");
        webhook.Default("namespaceSelector", new JsonObject());
        webhook.Default("objectSelector", new JsonObject());
        webhook.Default("timeoutSeconds", 10);
        webhook.Map("clientConfig", "service")?.Default("port", 443);
        if (isMutating)
        {
            webhook.Default("reinvocationPolicy", "Never");
        }

        foreach (var rule in webhook.Items("rules"))
        {
            rule.Default("scope", "*");
        }
    }

    private static void Binding(JsonObject item)
    {
        item.Map("roleRef")?.Default("apiGroup", "rbac.authorization.k8s.io");
        foreach (var subject in item.Items("subjects"))
        {
            if (subject.Text("kind") is "User" or "Group")
            {
                subject.Default("apiGroup", "rbac.authorization.k8s.io");
            }
        }
    }

    private static void Definition(JsonObject spec)
    {
        var names = spec.Section("names");
        var kind = names.Text("kind") ?? "";
        names.Default("singular", kind.ToLowerInvariant());
        names.Default("listKind", kind + "List");
        spec.Default("conversion", new JsonObject { ["strategy"] = "None" });
    }
}
