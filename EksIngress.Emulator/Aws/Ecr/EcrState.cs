using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Ecr;

/// <summary>Repositories of all regions, by ARN.</summary>
internal sealed record EcrState(ImmutableSortedDictionary<string, EcrRepository> Repositories)
{
    public static EcrState Empty { get; } = new(ImmutableSortedDictionary.Create<string, EcrRepository>(StringComparer.Ordinal));

    public EcrState Set(EcrRepository repository) => new(Repositories.SetItem(repository.Arn, repository));
}
