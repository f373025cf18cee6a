using System.Text.Json.Serialization;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Everything that EC2 has in one region, at one moment.</summary>
internal sealed record Ec2State
{
    public static Ec2State Empty { get; } = new();

    /// <summary>What the account may have.</summary>
    [JsonIgnore]
    public AwsQuotas Quotas { get; init; } = AwsQuotas.OfNewAccount;

    /// <summary>By id, of every kind: an id's prefix tells the kind, so ids of two kinds never meet.</summary>
    public SnapshotMap<Ec2Resource> Resources { get; init; } =
        SnapshotMap<Ec2Resource>.Empty(StringComparer.Ordinal);

    public IEnumerable<T> All<T>()
        where T : Ec2Resource => Resources.Values.OfType<T>();

    public T? Find<T>(string? id)
        where T : Ec2Resource => id is null ? null : Resources.GetValueOrDefault(id) as T;

    public bool IsDue(DateTimeOffset now) => Resources.Values.Any(resource => resource.DueAt <= now);
}
