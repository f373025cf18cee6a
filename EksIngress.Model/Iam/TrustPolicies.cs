using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.Iam;

/// <summary>Who may assume a role.</summary>
internal static class TrustPolicies
{
    /// <summary>The audience of the tokens that EKS projects into pods, and the client id of the provider.</summary>
    public const string Audience = "sts.amazonaws.com";

    /// <summary>An AWS service: <c>eks.amazonaws.com</c> for a control plane, <c>ec2.amazonaws.com</c> for nodes.</summary>
    public static JsonObject ForService(string service) => Document(Node.Object(
        ("Effect", "Allow"),
        ("Principal", Node.Object(("Service", service))),
        ("Action", "sts:AssumeRole")));

    /// <summary>One service account of one cluster, by a token that was issued for STS.</summary>
    /// <param name="providerArn">IAM's OIDC provider of the cluster.</param>
    /// <param name="issuer">The cluster's issuer, with or without <c>https://</c>.</param>
    /// <param name="serviceAccountNamespace">Namespace of the service account.</param>
    /// <param name="serviceAccount">Its name.</param>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html</remarks>
    public static JsonObject ForServiceAccount(string providerArn, string issuer, string serviceAccountNamespace, string serviceAccount)
    {
        var provider = IssuerPath(issuer);
        return Document(Node.Object(
            ("Effect", "Allow"),
            ("Principal", Node.Object(("Federated", providerArn))),
            ("Action", "sts:AssumeRoleWithWebIdentity"),
            ("Condition", Node.Object(("StringEquals", Node.Object(
                ($"{provider}:aud", Audience),
                ($"{provider}:sub", $"system:serviceaccount:{serviceAccountNamespace}:{serviceAccount}")))))));
    }

    /// <summary>EKS Pod Identity: which service account gets the role is said by an association.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html</remarks>
    public static JsonObject ForPodIdentity() => Document(Node.Object(
        ("Effect", "Allow"),
        ("Principal", Node.Object(("Service", "pods.eks.amazonaws.com"))),
        ("Action", Node.Strings("sts:AssumeRole", "sts:TagSession"))));

    /// <summary>The issuer as IAM writes it: without scheme.</summary>
    public static string IssuerPath(string issuer) =>
        issuer.StartsWith("https://", StringComparison.Ordinal) ? issuer["https://".Length..] : issuer;

    public static string ProviderArn(string partition, string accountId, string issuer) =>
        $"arn:{partition}:iam::{accountId}:oidc-provider/{IssuerPath(issuer)}";

    private static JsonObject Document(JsonObject statement) =>
        Node.Object(("Version", "2012-10-17"), ("Statement", Node.Array(statement)));
}
