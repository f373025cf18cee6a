using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Gives every pod a ServiceAccount and, unless it opted out, a token for the API.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/</remarks>
internal sealed class ServiceAccountAdmission : IAdmission
{
    public const string TokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    // A second of slack over an hour: the value that Kubernetes uses to tell these tokens from others.
    private const int ExpirationSeconds = 3607;

    public void Admit(ResourceDefinition resource, JsonObject item, JsonObject? before, ObjectStore store)
    {
        if (resource.StorageKey != "pods" || before is not null)
        {
            return;
        }

        var spec = item.Section("spec");
        spec.Default("serviceAccountName", "default");
        spec["serviceAccount"] = spec["serviceAccountName"]!.DeepClone();
        var name = spec.Text("serviceAccountName")!;
        var account = store.Find("serviceaccounts", new(item.Namespace(), name))
            ?? throw StatusException.Forbidden(resource, item.Name(), $"error looking up service account {item.Namespace()}/{name}: serviceaccount \"{name}\" not found");
        if ((spec.Flag("automountServiceAccountToken") ?? account.Flag("automountServiceAccountToken")) == false)
        {
            return;
        }

        var volume = "kube-api-access-" + ObjectNames.Suffix(5);
        var mounted = false;
        foreach (var container in spec.Items("containers").Concat(spec.Items("initContainers")))
        {
            if (container.Items("volumeMounts").Any(mount => mount.Text("mountPath") == TokenPath))
            {
                continue;
            }

            container.List("volumeMounts").Add(new JsonObject { ["name"] = volume, ["readOnly"] = true, ["mountPath"] = TokenPath });
            mounted = true;
        }

        if (mounted)
        {
            spec.List("volumes").Add(Volume(volume));
        }
    }

    private static JsonObject Volume(string name) => new()
    {
        ["name"] = name,
        ["projected"] = new JsonObject
        {
            ["sources"] = new JsonArray(
                new JsonObject { ["serviceAccountToken"] = new JsonObject { ["expirationSeconds"] = ExpirationSeconds, ["path"] = "token" } },
                new JsonObject
                {
                    ["configMap"] = new JsonObject
                    {
                        ["name"] = "kube-root-ca.crt",
                        ["items"] = new JsonArray(new JsonObject { ["key"] = "ca.crt", ["path"] = "ca.crt" }),
                    },
                },
                new JsonObject
                {
                    ["downwardAPI"] = new JsonObject
                    {
                        ["items"] = new JsonArray(new JsonObject
                        {
                            ["path"] = "namespace",
                            ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = "metadata.namespace" },
                        }),
                    },
                }),
        },
    };
}
