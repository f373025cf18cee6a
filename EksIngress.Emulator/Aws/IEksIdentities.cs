namespace EksIngress.Emulator.Aws;

/// <summary>Turns an EKS bearer token into a Kubernetes user, as the authenticator in a control plane does.</summary>
internal interface IEksIdentities
{
    /// <summary>
    /// Verifies a <c>k8s-aws-v1.</c> token for the cluster and maps its principal through the cluster's access entries.
    /// </summary>
    /// <returns>Null when the token is refused or its principal has no access entry; the API answers 401 then.</returns>
    EksIdentity? Authenticate(string clusterName, string token);

    /// <summary>
    /// Where the pods of a service account get credentials of the role that a pod identity association gives them; null when none does.
    /// </summary>
    Uri? FindPodIdentityAgent(string clusterName, string inNamespace, string serviceAccount);
}

/// <summary>A Kubernetes user that came from an IAM principal.</summary>
/// <param name="Username">User name of the access entry, for example <c>arn:aws:sts::000000000000:assumed-role/R/S</c>.</param>
/// <param name="Arn">Principal ARN.</param>
/// <param name="Groups">Kubernetes groups of the access entry.</param>
/// <param name="AccessPolicies">Associated EKS access policies, for example <c>AmazonEKSClusterAdminPolicy</c>, each for
/// all namespaces (<c>Namespaces</c> empty) or for some.</param>
internal sealed record EksIdentity(
    string Username,
    string Arn,
    IReadOnlyList<string> Groups,
    IReadOnlyList<EksAccessPolicy> AccessPolicies);

/// <param name="Name">Last part of the policy ARN.</param>
/// <param name="Namespaces">Namespaces it is limited to; empty for the whole cluster.</param>
internal sealed record EksAccessPolicy(string Name, IReadOnlyList<string> Namespaces);
