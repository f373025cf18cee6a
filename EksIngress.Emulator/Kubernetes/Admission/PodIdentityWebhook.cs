using System.Globalization;
using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// What the webhook in an EKS control plane does to a new pod whose service account has an IAM role, by a pod identity association or
/// else by its annotation: environment and a projected token. Only at creation: what comes later reaches the next pod.
/// </summary>
/// <remarks>Source: https://github.com/aws/amazon-eks-pod-identity-webhook and https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html</remarks>
internal sealed class PodIdentityWebhook(KubernetesClusterSpec cluster, IEksIdentities identities) : IAdmission
{
    public const string RoleAnnotation = "eks.amazonaws.com/role-arn";

    private const int DefaultExpirationSeconds = 86_400;
    private const int MinimumExpirationSeconds = 600;

    public void Admit(ResourceDefinition resource, JsonObject item, JsonObject? before, ObjectStore store)
    {
        if (resource.StorageKey != "pods" || before is not null)
        {
            return;
        }

        var accountName = item.Text("spec", "serviceAccountName") ?? "default";
        var account = store.Find("serviceaccounts", new(item.Namespace(), accountName));
        var spec = item.Section("spec");
        var containers = spec.Items("containers").Concat(spec.Items("initContainers")).ToList();
        foreach (var container in containers)
        {
            // Not EKS's doing: without it a program in the cluster would look for the real AWS.
            SetDefault(container, "AWS_ENDPOINT_URL", cluster.AwsEndpoint.ToString().TrimEnd('/'));
        }

        if (account is null)
        {
            return;
        }

        // An association comes before the annotation, as in EKS's own webhook.
        if (identities.FindPodIdentityAgent(cluster.Name, item.Namespace(), accountName) is { } agent)
        {
            Inject(item, account, containers, new IdentityMount(
                "eks-pod-identity-token",
                "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount",
                "eks-pod-identity-token",
                "pods.eks.amazonaws.com",
                KeyValuePair.Create("AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.ToString()),
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"));
        }
        else if (account.Annotation(RoleAnnotation) is { Length: > 0 } role)
        {
            Inject(item, account, containers, new IdentityMount(
                "aws-iam-token",
                "/var/run/secrets/eks.amazonaws.com/serviceaccount",
                "token",
                account.Annotation("eks.amazonaws.com/audience") ?? "sts.amazonaws.com",
                KeyValuePair.Create("AWS_ROLE_ARN", role),
                "AWS_WEB_IDENTITY_TOKEN_FILE"));
        }
    }

    private void Inject(JsonObject pod, JsonObject account, IReadOnlyList<JsonObject> containers, IdentityMount identity)
    {
        var skipped = (pod.Annotation("eks.amazonaws.com/skip-containers") ?? "").Split(',', StringSplitOptions.TrimEntries);
        foreach (var container in containers.Where(container => !skipped.Contains(container.Text("name"))))
        {
            if (container.Items("env").Any(env => env.Text("name") == identity.Source.Key || env.Text("name") == identity.FileVariable))
            {
                continue;
            }

            if (account.Annotation("eks.amazonaws.com/sts-regional-endpoints") != "false")
            {
                SetDefault(container, "AWS_STS_REGIONAL_ENDPOINTS", "regional");
            }

            SetDefault(container, "AWS_DEFAULT_REGION", cluster.Region);
            SetDefault(container, "AWS_REGION", cluster.Region);
            SetDefault(container, identity.Source.Key, identity.Source.Value);
            SetDefault(container, identity.FileVariable, $"{identity.MountPath}/{identity.FileName}");
            if (!container.Items("volumeMounts").Any(mount => mount.Text("name") == identity.VolumeName))
            {
                container.List("volumeMounts").Add(new JsonObject { ["name"] = identity.VolumeName, ["readOnly"] = true, ["mountPath"] = identity.MountPath });
            }
        }

        var spec = pod.Section("spec");
        if (!spec.Items("volumes").Any(volume => volume.Text("name") == identity.VolumeName))
        {
            spec.List("volumes").Add(Volume(account, pod, identity));
        }
    }

    private static JsonObject Volume(JsonObject account, JsonObject pod, IdentityMount identity) => new()
    {
        ["name"] = identity.VolumeName,
        ["projected"] = new JsonObject
        {
            ["sources"] = new JsonArray(new JsonObject
            {
                ["serviceAccountToken"] = new JsonObject
                {
                    ["audience"] = identity.Audience,
                    ["expirationSeconds"] = Expiration(pod) ?? Expiration(account) ?? DefaultExpirationSeconds,
                    ["path"] = identity.FileName,
                },
            }),
        },
    };

    private static int? Expiration(JsonObject item) =>
        int.TryParse(item.Annotation("eks.amazonaws.com/token-expiration"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? Math.Max(MinimumExpirationSeconds, seconds)
            : null;

    private static void SetDefault(JsonObject container, string name, string value)
    {
        if (!container.Items("env").Any(env => env.Text("name") == name))
        {
            container.List("env").Add(new JsonObject { ["name"] = name, ["value"] = value });
        }
    }

    /// <summary>One of the two ways to a role.</summary>
    /// <param name="Source">The variable that leads to the role, and its value.</param>
    /// <param name="FileVariable">The variable that names the token's file.</param>
    private sealed record IdentityMount(
        string VolumeName, string MountPath, string FileName, string Audience, KeyValuePair<string, string> Source, string FileVariable);
}
