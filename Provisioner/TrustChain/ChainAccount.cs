using Amazon.EKS.Model;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Kubernetes;

namespace EksIngress.Provisioner.TrustChain;

/// <summary>What a chain is looked for in: an account and a cluster of it, read only.</summary>
/// <param name="AccountId">Twelve digits.</param>
internal sealed record ChainAccount(Target Target, AwsClients Aws, string AccountId, Cluster Cluster, ClusterApi Api)
{
    /// <summary>How ARNs of this account's roles begin.</summary>
    public string RolePrefix => $"arn:{Target.Partition}:iam::{AccountId}:role/";
}
