using System.Text.Json.Serialization;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Ecr;

/// <summary>Repositories of all regions, by ARN.</summary>
internal sealed record EcrState(SnapshotMap<EcrRepository> Repositories)
{
    public static EcrState Empty { get; } = new(SnapshotMap<EcrRepository>.Empty(StringComparer.Ordinal));

    /// <summary>What the account may have.</summary>
    [JsonIgnore]
    public AwsQuotas Quotas { get; init; } = AwsQuotas.OfNewAccount;

    public EcrState Set(EcrRepository repository) => this with { Repositories = Repositories.SetItem(repository.Arn, repository) };
}
