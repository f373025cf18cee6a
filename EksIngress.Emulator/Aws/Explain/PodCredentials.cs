using System.Text.Json.Nodes;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Aws.Explain;

/// <summary>Whether the pods of a service account were given what the SDKs need to become its role.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-configuration.html</remarks>
internal static class PodCredentials
{
    private const string Name = "pods";

    /// <param name="subject">The service account.</param>
    /// <param name="pods">All pods of its namespace.</param>
    /// <param name="variables">What every container's environment must have; a null value stands for any.</param>
    /// <param name="audience">Of the token that must be projected.</param>
    public static ExplainedLink Check(ExplainedSubject subject, IReadOnlyList<JsonObject> pods, IReadOnlyDictionary<string, string?> variables, string audience)
    {
        var ours = pods.Where(subject.Runs).ToList();
        if (ours.Count == 0)
        {
            return ExplainedLink.Broken(Name, $"a pod that runs as {subject.Namespace}/{subject.ServiceAccount}", "there is none", $"kubectl get deployments --namespace {subject.Namespace}");
        }

        foreach (var pod in ours)
        {
            if (FindFault(pod, variables, audience) is { } fault)
            {
                return ExplainedLink.Broken(
                    Name,
                    $"{string.Join(", ", variables.Select(variable => variable.Value is null ? variable.Key : $"{variable.Key}={variable.Value}"))} and a token for {audience}, as a pod gets them when it is created",
                    $"pod {pod.Name()} {fault}",
                    $"kubectl delete pod {pod.Name()} --namespace {subject.Namespace}");
            }
        }

        return ExplainedLink.Holds(Name, $"{ours.Count} with role and token: {string.Join(", ", ours.Select(pod => pod.Name()))}");
    }

    private static string? FindFault(JsonObject pod, IReadOnlyDictionary<string, string?> variables, string audience)
    {
        var skipped = (pod.Annotation("eks.amazonaws.com/skip-containers") ?? "").Split(',', StringSplitOptions.TrimEntries);
        foreach (var container in pod.Items("spec", "containers").Where(container => !skipped.Contains(container.Text("name"))))
        {
            // The SDKs' chain takes these before either way to a role.
            if (container.Items("env").Any(entry => entry.Text("name") == "AWS_ACCESS_KEY_ID"))
            {
                return $"has an AWS_ACCESS_KEY_ID of its own in container {container.Text("name")}, which SDKs take first";
            }

            foreach (var (name, wanted) in variables)
            {
                var found = container.Items("env").FirstOrDefault(entry => entry.Text("name") == name);
                if (found is null)
                {
                    return $"has no {name}";
                }

                if (wanted is not null && found.Text("value") != wanted)
                {
                    return $"has {name}={found.Text("value")}";
                }
            }
        }

        var audiences = pod.Items("spec", "volumes")
            .SelectMany(volume => volume.Items("projected", "sources"))
            .Select(source => source.Text("serviceAccountToken", "audience"))
            .OfType<string>()
            .ToList();
        return audiences.Contains(audience, StringComparer.Ordinal)
            ? null
            : audiences.Count == 0 ? "has no token volume" : $"has tokens for {string.Join(", ", audiences)}";
    }
}
