using System.Globalization;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// What the webhook in an EKS control plane does to a new pod whose ServiceAccount names an IAM role: environment and a
/// projected token. Only at creation: an annotation that comes later reaches the next pod.
/// </summary>
/// <remarks>Source: https://github.com/aws/amazon-eks-pod-identity-webhook</remarks>
internal sealed class PodIdentityWebhook(string region, Uri awsEndpoint) : IAdmission
{
    public const string RoleAnnotation = "eks.amazonaws.com/role-arn";
    public const string VolumeName = "aws-iam-token";
    public const string MountPath = "/var/run/secrets/eks.amazonaws.com/serviceaccount";

    private const int DefaultExpirationSeconds = 86_400;
    private const int MinimumExpirationSeconds = 600;

    public void Admit(ResourceDefinition resource, JsonObject item, JsonObject? before, ObjectStore store)
    {
        if (resource.StorageKey != "pods" || before is not null)
        {
            return;
        }

        var account = store.Find("serviceaccounts", new(item.Namespace(), item.Text("spec", "serviceAccountName") ?? "default"));
        var spec = item.Section("spec");
        var containers = spec.Items("containers").Concat(spec.Items("initContainers")).ToList();
        foreach (var container in containers)
        {
            // Not EKS's doing: without it a program in the cluster would look for the real AWS.
            SetDefault(container, "AWS_ENDPOINT_URL", awsEndpoint.ToString().TrimEnd('/'));
        }

        if (account?.Annotation(RoleAnnotation) is not { Length: > 0 } role)
        {
            return;
        }

        var skipped = (item.Annotation("eks.amazonaws.com/skip-containers") ?? "").Split(',', StringSplitOptions.TrimEntries);
        foreach (var container in containers.Where(container => !skipped.Contains(container.Text("name"))))
        {
            if (container.Items("env").Any(env => env.Text("name") is "AWS_ROLE_ARN" or "AWS_WEB_IDENTITY_TOKEN_FILE"))
            {
                continue;
            }

            if (account.Annotation("eks.amazonaws.com/sts-regional-endpoints") != "false")
            {
                SetDefault(container, "AWS_STS_REGIONAL_ENDPOINTS", "regional");
            }

            SetDefault(container, "AWS_DEFAULT_REGION", region);
            SetDefault(container, "AWS_REGION", region);
            SetDefault(container, "AWS_ROLE_ARN", role);
            SetDefault(container, "AWS_WEB_IDENTITY_TOKEN_FILE", MountPath + "/token");
            if (!container.Items("volumeMounts").Any(mount => mount.Text("name") == VolumeName))
            {
                container.List("volumeMounts").Add(new JsonObject { ["name"] = VolumeName, ["readOnly"] = true, ["mountPath"] = MountPath });
            }
        }

        if (!spec.Items("volumes").Any(volume => volume.Text("name") == VolumeName))
        {
            spec.List("volumes").Add(Volume(account, item));
        }
    }

    private static JsonObject Volume(JsonObject account, JsonObject pod) => new()
    {
        ["name"] = VolumeName,
        ["projected"] = new JsonObject
        {
            ["sources"] = new JsonArray(new JsonObject
            {
                ["serviceAccountToken"] = new JsonObject
                {
                    ["audience"] = account.Annotation("eks.amazonaws.com/audience") ?? "sts.amazonaws.com",
                    ["expirationSeconds"] = Expiration(pod) ?? Expiration(account) ?? DefaultExpirationSeconds,
                    ["path"] = "token",
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
}
