using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Model.Naming;

namespace EksIngress.Model.Kubernetes;

/// <summary>
/// An overlay over a tree that Aspirate generated: it keeps Aspirate's Deployments, Services and ConfigMaps, and adds what Aspirate
/// cannot emit: Ingresses, ServiceAccounts with their roles, probes, resources, security contexts, rolling updates, autoscalers, budgets.
/// </summary>
/// <remarks>Source: output of aspirate 9.1 (kustomize format).</remarks>
public static class AspirateOverlay
{
    /// <summary>What a secret parameter's value must contain when Aspirate generates: Aspirate writes values in clear.</summary>
    public const string SecretPlaceholder = "from-secret";

    private const string HttpsPortName = "https";

    /// <summary>The files of the overlay and of the root; the base is Aspirate's and stays as it is.</summary>
    /// <param name="spec">The specification.</param>
    /// <param name="baseFiles">Text of every file of Aspirate's output by its path below it, with slashes.</param>
    /// <exception cref="KustomizeException">The base cannot be rendered, or lacks what the overlay needs; the message lists all that is missing.</exception>
    public static IReadOnlyList<KustomizeFile> Build(EnvironmentSpec spec, IReadOnlyDictionary<string, string> baseFiles)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(baseFiles);
        var generated = KustomizeReader.Render(baseFiles).ToLookup(item => item["kind"]!.GetValue<string>());
        var files = new KustomizeFiles();
        var overlay = new OverlayFiles(files, spec);
        var faults = new List<string>();
        foreach (var workload in spec.Workloads)
        {
            if (AspirateWorkload.Find(workload, spec, generated, faults) is { } found)
            {
                Add(overlay, found, spec);
            }
        }

        if (faults.Count > 0)
        {
            throw new KustomizeException("Aspirate's output does not fit the environment:\n" + string.Join('\n', faults.Select(fault => "  - " + fault)));
        }

        overlay.Complete(generated["Namespace"].Select(item => ObjectId.Of(item).Name).ToHashSet(StringComparer.Ordinal));
        return files.All;
    }

    private static void Add(OverlayFiles overlay, AspirateWorkload found, EnvironmentSpec spec)
    {
        var workload = found.Workload;
        var sharing = spec.Workloads
            .Where(other => other.Namespace == workload.Namespace && WorkloadObjects.ServiceAccountName(other) == WorkloadObjects.ServiceAccountName(workload))
            .ToList();
        if (sharing[0] == workload)
        {
            var account = sharing.SelectMany(other => OverlayPatches.Workload(other, spec)).FirstOrDefault(patch => patch["kind"]!.GetValue<string>() == "ServiceAccount");
            overlay.AddResource($"workload-{workload.Name}-serviceaccount.yaml", InNamespace(account ?? WorkloadObjects.ServiceAccount(workload), workload));
        }

        foreach (var (file, item) in WorkloadObjects.Extras(workload, spec))
        {
            overlay.AddResource($"workload-{workload.Name}-{file}", InNamespace(WithSelector(item, found.Selector), workload));
        }

        var patches = new List<JsonObject> { Deployment(found, spec) };
        if (found.ServicePorts.Count > 0)
        {
            patches.Add(Service(found, spec));
        }

        if (found.ConfigMap is not null && WorkloadObjects.SecretLiterals(workload).Count > 0)
        {
            patches.Add(WithoutSecrets(found));
        }

        overlay.AddPatch(workload, patches);
    }

    private static JsonObject Deployment(AspirateWorkload found, EnvironmentSpec spec)
    {
        var patch = WorkloadObjects.Deployment(found.Workload, spec);
        patch["metadata"] = Node.Object(("name", found.Workload.Name), ("namespace", found.Workload.Namespace));
        var template = patch["spec"]!["template"]!.AsObject();
        patch["spec"]!.AsObject().Remove("selector");

        // Aspirate waits a minute before a pod counts, and has no probe that would say so sooner.
        patch["spec"]!["minReadySeconds"] = found.Workload.Readiness is null ? 60 : 0;
        template["metadata"] = Node.Object(("annotations", Node.Map((Ownership.ConfigHashAnnotation, found.ConfigurationHash))));
        var container = template["spec"]!["containers"]![0]!.AsObject();
        container.Remove("ports");
        container.Remove("envFrom");
        if (WorkloadObjects.SecretLiterals(found.Workload).Count > 0)
        {
            container["envFrom"] = Node.Array([.. found.ConfigMap is null ? [] : new[] { Reference("configMapRef", WorkloadObjects.ConfigMapName(found.Workload)) }, Reference("secretRef", WorkloadObjects.SecretName(found.Workload))]);
        }

        return WithSelector(patch, found.Selector);
    }

    private static JsonObject Service(AspirateWorkload found, EnvironmentSpec spec)
    {
        var ours = WorkloadObjects.Service(found.Workload, spec);
        var https = found.ServicePorts.FirstOrDefault(port => port["name"]?.ToString() == HttpsPortName);
        return Node.Object(
            ("apiVersion", "v1"),
            ("kind", "Service"),
            ("metadata", Node.Object(
                ("name", found.Workload.Name),
                ("namespace", found.Workload.Namespace),
                ("annotations", ours["metadata"]!["annotations"]?.DeepClone()))),
            ("spec", Node.Object(
                ("type", ours["spec"]!["type"]!.DeepClone()),
                // Aspirate offers a port for https; nothing listens behind it.
                ("ports", https is null ? null : Node.Array(Node.Object(("port", https["port"]!.DeepClone()), ("$patch", "delete")))))));
    }

    private static JsonObject WithoutSecrets(AspirateWorkload found)
    {
        var data = new JsonObject();
        foreach (var (name, _) in WorkloadObjects.SecretLiterals(found.Workload).OrderBy(literal => literal.Name, StringComparer.Ordinal))
        {
            data[name] = null;
        }

        return Node.Object(
            ("apiVersion", "v1"),
            ("kind", "ConfigMap"),
            ("metadata", Node.Object(("name", WorkloadObjects.ConfigMapName(found.Workload)), ("namespace", found.Workload.Namespace))),
            ("data", data));
    }

    private static JsonObject Reference(string kind, string name) => Node.Object((kind, Node.Object(("name", name))));

    private static JsonObject InNamespace(JsonObject item, WorkloadSpec workload)
    {
        item["metadata"]!["namespace"] = workload.Namespace;
        return item;
    }

    // Aspirate's pods have its own label.
    private static JsonObject WithSelector(JsonObject item, JsonObject selector)
    {
        foreach (var (name, value) in item.ToList())
        {
            if (name == "matchLabels")
            {
                item[name] = selector.DeepClone();
            }
            else
            {
                foreach (var child in value is JsonArray list ? list.OfType<JsonObject>() : value is JsonObject map ? [map] : [])
                {
                    WithSelector(child, selector);
                }
            }
        }

        return item;
    }
}
