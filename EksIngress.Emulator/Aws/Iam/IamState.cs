using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EksIngress.Emulator.Aws.Policies;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>All of an account's IAM at one moment. Names are compared without case, as IAM does.</summary>
internal sealed record IamState
{
    /// <summary>What the account may have.</summary>
    [JsonIgnore]
    public AwsQuotas Quotas { get; init; } = AwsQuotas.OfNewAccount;

    public SnapshotMap<IamUser> Users { get; init; } = ByName<IamUser>();

    public SnapshotMap<IamGroup> Groups { get; init; } = ByName<IamGroup>();

    public SnapshotMap<IamRole> Roles { get; init; } = ByName<IamRole>();

    /// <summary>By ARN; the ones AWS manages are here too.</summary>
    public SnapshotMap<IamPolicy> Policies { get; init; } = ByArn<IamPolicy>();

    /// <summary>By ARN.</summary>
    public SnapshotMap<OidcProvider> OidcProviders { get; init; } = ByArn<OidcProvider>();

    /// <summary>Long-lived access keys by id.</summary>
    public SnapshotMap<IamAccessKey> AccessKeys { get; init; } = ByArn<IamAccessKey>();

    public SnapshotMap<IamInstanceProfile> InstanceProfiles { get; init; } = ByName<IamInstanceProfile>();

    /// <summary>Ids of the deletions of service-linked roles, with why they failed; null for those that did not.</summary>
    public SnapshotMap<IamRoleUsage?> RoleDeletions { get; init; } = ByArn<IamRoleUsage?>();

    public string? AccountAlias { get; init; }

    public IamRole? FindRoleById(string roleId) => Roles.Values.FirstOrDefault(role => role.RoleId == roleId);

    /// <summary>A role's name is the last part of its ARN, and no two have one name.</summary>
    public IamRole? FindRoleByArn(string arn) =>
        Roles.GetValueOrDefault(arn[(arn.LastIndexOf('/') + 1)..]) is { } role && role.Arn == arn ? role : null;

    public IamUser? FindUserById(string userId) => Users.Values.FirstOrDefault(user => user.UserId == userId);

    public IEnumerable<IamGroup> GroupsOf(IamUser user) => Groups.Values.Where(group => group.UserIds.Contains(user.UserId));

    private static SnapshotMap<T> ByName<T>() => SnapshotMap<T>.Empty(StringComparer.OrdinalIgnoreCase);

    private static SnapshotMap<T> ByArn<T>() => SnapshotMap<T>.Empty(StringComparer.Ordinal);
}

/// <summary>A document as it was sent, and what it means.</summary>
internal sealed record IamDocument(string Json, PolicyDocument Policy);

internal sealed record IamUser
{
    public required string UserName { get; init; }

    public required string Path { get; init; }

    public required string UserId { get; init; }

    public required string Arn { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public ImmutableSortedDictionary<string, string> Tags { get; init; } = IamTags.None;

    /// <summary>ARN of the managed policy that bounds the user; null when none does.</summary>
    public string? PermissionsBoundary { get; init; }

    /// <summary>By policy name.</summary>
    public ImmutableSortedDictionary<string, IamDocument> InlinePolicies { get; init; } = ImmutableSortedDictionary.Create<string, IamDocument>(StringComparer.Ordinal);

    /// <summary>ARNs.</summary>
    public ImmutableSortedSet<string> AttachedPolicies { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}

internal sealed record IamRole
{
    public required string RoleName { get; init; }

    public required string Path { get; init; }

    public required string RoleId { get; init; }

    public required string Arn { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public required IamDocument TrustPolicy { get; init; }

    /// <summary>
    /// Unique ids of the users and roles that the trust policy names, by ARN, taken when it was stored: whoever is made
    /// anew under an old name is not trusted.
    /// </summary>
    public required ImmutableDictionary<string, string> TrustedPrincipalIds { get; init; }

    public string? Description { get; init; }

    /// <summary>3,600 to 43,200 seconds.</summary>
    public int MaxSessionDurationSeconds { get; init; } = 3600;

    /// <summary>ARN of the managed policy that bounds the role; null when none does.</summary>
    public string? PermissionsBoundary { get; init; }

    public ImmutableSortedDictionary<string, string> Tags { get; init; } = IamTags.None;

    /// <summary>By policy name.</summary>
    public ImmutableSortedDictionary<string, IamDocument> InlinePolicies { get; init; } = ImmutableSortedDictionary.Create<string, IamDocument>(StringComparer.Ordinal);

    /// <summary>ARNs.</summary>
    public ImmutableSortedSet<string> AttachedPolicies { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}

/// <summary>A managed policy.</summary>
internal sealed record IamPolicy
{
    public required string PolicyName { get; init; }

    public required string Path { get; init; }

    public required string PolicyId { get; init; }

    public required string Arn { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public required DateTimeOffset UpdateDate { get; init; }

    public string? Description { get; init; }

    public ImmutableSortedDictionary<string, string> Tags { get; init; } = IamTags.None;

    /// <summary>By version number; v1 is 1. At most five at a time.</summary>
    public required ImmutableSortedDictionary<int, IamPolicyVersion> Versions { get; init; }

    public required int DefaultVersion { get; init; }

    /// <summary>Numbers are not used again after a version was deleted.</summary>
    public required int LastVersion { get; init; }

    public bool IsAwsManaged => Arn.StartsWith("arn:aws:iam::aws:", StringComparison.Ordinal);

    public IamDocument DefaultDocument => Versions[DefaultVersion].Document;
}

internal sealed record IamPolicyVersion(IamDocument Document, DateTimeOffset CreateDate);

/// <param name="Url">Without scheme, as IAM keeps it: <c>oidc.eks.eu-west-1.amazonaws.com/id/0123…</c>.</param>
internal sealed record OidcProvider(
    string Arn,
    string Url,
    ImmutableSortedSet<string> ClientIds,
    ImmutableArray<string> Thumbprints,
    DateTimeOffset CreateDate,
    ImmutableSortedDictionary<string, string> Tags)
{
    /// <summary>Condition key of a token's subject, for example <c>oidc.eks.eu-west-1.amazonaws.com/id/0123…:sub</c>.</summary>
    public string SubjectKey => Url + ":sub";

    /// <summary>Condition key of a token's audience.</summary>
    public string AudienceKey => Url + ":aud";
}
