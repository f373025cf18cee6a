namespace EksIngress.Model.Environments;

/// <summary>
/// A store of the External Secrets Operator from which the cluster takes secret parameters. The operator and the store must be in the
/// cluster; the environment makes ExternalSecrets only.
/// </summary>
/// <remarks>Source: https://external-secrets.io/latest/api/externalsecret/</remarks>
public sealed record SecretStoreSpec
{
    /// <summary>Name of the <c>ClusterSecretStore</c> or <c>SecretStore</c>: a DNS label.</summary>
    public required string Name { get; init; }

    /// <summary>True for a <c>SecretStore</c> of each workload's namespace, false for the cluster's <c>ClusterSecretStore</c>. Default: false.</summary>
    public bool Namespaced { get; init; }

    /// <summary>What a parameter's key in the store begins with, for example <c>shop/</c>; null for the parameter's name alone. At most 256 characters.</summary>
    public string? KeyPrefix { get; init; }
}
