using Amazon.EKS.Model;

namespace EksIngress.Provisioner.TrustChain;

/// <summary>The service account whose chain is walked.</summary>
internal sealed record ChainSubject(string ClusterName, string Namespace, string ServiceAccount)
{
    /// <summary>Subject of its tokens.</summary>
    public string Subject => $"system:serviceaccount:{Namespace}:{ServiceAccount}";

    /// <summary>Whether an association of the cluster is this service account's.</summary>
    public bool IsOf(PodIdentityAssociationSummary association) => association.Namespace == Namespace && association.ServiceAccount == ServiceAccount;
}
