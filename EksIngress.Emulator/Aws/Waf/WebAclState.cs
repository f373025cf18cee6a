using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace EksIngress.Emulator.Aws.Waf;

/// <summary>Web ACLs by ARN, and which load balancer has which.</summary>
internal sealed record WebAclState
{
    public static WebAclState Empty { get; } = new();

    /// <summary>What the account may have.</summary>
    [JsonIgnore]
    public AwsQuotas Quotas { get; init; } = AwsQuotas.OfNewAccount;

    public ImmutableSortedDictionary<string, WebAcl> WebAcls { get; init; } = ImmutableSortedDictionary.Create<string, WebAcl>(StringComparer.Ordinal);

    /// <summary>ARN of the web ACL by ARN of the load balancer.</summary>
    public ImmutableSortedDictionary<string, string> Associations { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
