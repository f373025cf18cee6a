namespace EksIngress.Provisioner.TrustChain;

/// <summary>How the pods of a service account come to their role.</summary>
internal enum ChainIdentity
{
    /// <summary>IAM roles for service accounts: a token for STS, IAM's OIDC provider, an annotation.</summary>
    Irsa,

    /// <summary>EKS Pod Identity: an association, and an agent on the nodes.</summary>
    PodIdentity,
}
