using EksIngress.Emulator.Aws;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Who makes a request.</summary>
/// <param name="AccessPolicies">EKS access policies of an IAM principal; empty for all others.</param>
internal sealed record KubernetesUser(
    string Name,
    string Uid,
    IReadOnlyList<string> Groups,
    IReadOnlyList<EksAccessPolicy> AccessPolicies)
{
    public static KubernetesUser Anonymous { get; } = new("system:anonymous", "", ["system:unauthenticated"], []);

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
