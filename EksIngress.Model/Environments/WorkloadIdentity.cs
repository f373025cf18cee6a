using System.Text.Json.Serialization;

namespace EksIngress.Model.Environments;

/// <summary>How pods get the credentials of their IAM role.</summary>
public enum WorkloadIdentity
{
    /// <summary>A token of the ServiceAccount, exchanged by IAM's trust in the cluster's OIDC issuer.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html</remarks>
    [JsonStringEnumMemberName("irsa")]
    Irsa,

    /// <summary>An EKS Pod Identity association, served by an agent on the node.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html</remarks>
    [JsonStringEnumMemberName("pod-identity")]
    PodIdentity,
}
