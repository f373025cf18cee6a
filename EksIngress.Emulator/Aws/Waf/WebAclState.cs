using System.Text.Json.Serialization;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Waf;

/// <summary>Web ACLs by ARN, and which load balancer has which.</summary>
internal sealed record WebAclState
{
    public static WebAclState Empty { get; } = new();

    /// <summary>What the account may have.</summary>
    [JsonIgnore]
    public AwsQuotas Quotas { get; init; } = AwsQuotas.OfNewAccount;

    public SnapshotMap<WebAcl> WebAcls { get; init; } = SnapshotMap<WebAcl>.Empty(StringComparer.Ordinal);

    /// <summary>ARN of the web ACL by ARN of the load balancer.</summary>
    public SnapshotMap<string> Associations { get; init; } = SnapshotMap<string>.Empty(StringComparer.Ordinal);
}
