using EksIngress.Model.Environments;
using EksIngress.Model.Iam;

namespace EksIngress.Provisioner.Aws;

/// <summary>What all steps of a run share: the wanted environment, where it goes, and the way there.</summary>
internal sealed record EnvironmentContext
{
    public required EnvironmentSpec Spec { get; init; }

    public required Target Target { get; init; }

    public required AwsClients Aws { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Twelve digits.</summary>
    public required string AccountId { get; init; }

    public OwnershipTags Tags => new(Spec);

    public string RoleArn(string name) => $"arn:{Target.Partition}:iam::{AccountId}:role/{name}";

    public string PolicyArn(string name) => $"arn:{Target.Partition}:iam::{AccountId}:policy/{name}";

    /// <summary>ARN of a policy that AWS maintains.</summary>
    public string AwsPolicyArn(string name) => $"arn:{Target.Partition}:iam::aws:policy/{name}";

    public string ProviderArn(string issuer) => TrustPolicies.ProviderArn(Target.Partition, AccountId, issuer);
}
