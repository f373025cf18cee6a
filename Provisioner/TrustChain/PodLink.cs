using System.Text.Json.Nodes;

namespace EksIngress.Provisioner.TrustChain;

/// <summary>What the pods of a service account got when they were created: the role, the token file, and a token for STS in it.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-configuration.html</remarks>
internal static class PodLink
{
    private const string Name = "pods";
    private const string RoleVariable = "AWS_ROLE_ARN";
    private const string TokenVariable = "AWS_WEB_IDENTITY_TOKEN_FILE";

    public static ChainLink Check(ChainSubject subject, string roleArn, string audience, IReadOnlyList<JsonObject> pods)
    {
        var ours = pods.Where(pod =>
            Text(pod["metadata"]?["namespace"]) == subject.Namespace
            && (Text(pod["spec"]?["serviceAccountName"]) ?? "default") == subject.ServiceAccount
            && pod["metadata"]?["deletionTimestamp"] is null).ToList();
        if (ours.Count == 0)
        {
            return ChainLink.Broken(Name, $"a pod that runs as {subject.Namespace}/{subject.ServiceAccount}", "there is none", $"kubectl get deployments --namespace {subject.Namespace}");
        }

        foreach (var pod in ours)
        {
            if (FindFault(pod, roleArn, audience) is { } fault)
            {
                var name = Text(pod["metadata"]?["name"]);
                return ChainLink.Broken(
                    Name,
                    $"{RoleVariable}={roleArn}, {TokenVariable} and a token for {audience}, which a pod gets when it is created after the annotation",
                    $"pod {name} {fault}",
                    $"kubectl delete pod {name} --namespace {subject.Namespace}");
            }
        }

        return ChainLink.Holds(Name, $"{ours.Count} {(ours.Count == 1 ? "has" : "have")} the role and a token for {audience}");
    }

    private static string? FindFault(JsonObject pod, string roleArn, string audience)
    {
        foreach (var container in pod["spec"]?["containers"]?.AsArray() ?? [])
        {
            var variables = (container?["env"]?.AsArray() ?? []).ToDictionary(entry => Text(entry?["name"]) ?? "", entry => Text(entry?["value"]), StringComparer.Ordinal);
            if (variables.GetValueOrDefault(RoleVariable) is not { } role)
            {
                return $"has no {RoleVariable}";
            }

            if (role != roleArn)
            {
                return $"has {RoleVariable}={role}";
            }

            if (variables.GetValueOrDefault(TokenVariable) is null)
            {
                return $"has no {TokenVariable}";
            }
        }

        var audiences = (pod["spec"]?["volumes"]?.AsArray() ?? [])
            .SelectMany(volume => volume?["projected"]?["sources"]?.AsArray() ?? [])
            .Select(source => Text(source?["serviceAccountToken"]?["audience"]))
            .OfType<string>()
            .ToList();
        return audiences.Contains(audience, StringComparer.Ordinal)
            ? null
            : audiences.Count == 0 ? "has no token volume" : $"has tokens for {string.Join(", ", audiences)}";
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
