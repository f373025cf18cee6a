namespace EksIngress.Emulator.Aws.Explain;

/// <summary>How the pods of a service account come to their role.</summary>
internal enum ExplainedIdentity
{
    /// <summary>IAM roles for service accounts: a token for STS, IAM's OIDC provider, an annotation.</summary>
    Irsa,

    /// <summary>EKS Pod Identity: an association, and an agent on the nodes.</summary>
    PodIdentity,
}
