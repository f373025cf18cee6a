using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Waf;

/// <summary>A web ACL as it was made. It is a record: no request is held against its rules.</summary>
/// <param name="Settings">DefaultAction, Rules, VisibilityConfig and the like, as sent and not looked into.</param>
/// <remarks>Source: https://docs.aws.amazon.com/waf/latest/APIReference/API_WebACL.html</remarks>
internal sealed record WebAcl(string Arn, string Id, string Region, string Name, string Description, JsonObject Settings, string LockToken)
{
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = WebAclTags.None;
}
