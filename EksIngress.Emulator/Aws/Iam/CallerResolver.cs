using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using EksIngress.Emulator.Aws.Policies;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>A caller with all that bears on what it may do.</summary>
/// <param name="ContextKeys">Condition keys that describe the caller.</param>
internal sealed record ResolvedCaller(CallerIdentity Identity, IamPrincipal Principal, PrincipalPolicies Policies, IReadOnlyDictionary<string, IReadOnlyList<string>> ContextKeys);

/// <summary>Turns the principal of a credential into the user or role that exists now, with its policies as they are now.</summary>
internal sealed class CallerResolver(Guarded<IamState> iam, IOptions<EmulatorOptions> options)
{
    // By the very object that the credential holds; it goes when that does.
    private readonly ConditionalWeakTable<IamPrincipal, Resolution> _known = [];

    /// <summary>Null when the user or role is gone.</summary>
    public ResolvedCaller? Find(IamPrincipal principal)
    {
        var state = iam.Current;
        if (_known.TryGetValue(principal, out var known) && known.IsCurrent(state))
        {
            return known.Caller;
        }

        var resolved = principal switch
        {
            IamPrincipal.User user => state.FindUserById(user.UserId) is { } found ? new Resolution(ResolveUser(state, found, user, null), state.Policies, state.Groups, found, null) : null,
            IamPrincipal.UserSession session => state.FindUserById(session.UserId) is { } found ? new Resolution(ResolveUser(state, found, session, session.IssuedAt), state.Policies, state.Groups, found, null) : null,
            IamPrincipal.FederatedUser session => state.FindUserById(session.UserId) is { } found ? new Resolution(ResolveFederated(state, found, session), state.Policies, state.Groups, found, null) : null,
            IamPrincipal.RoleSession session => state.FindRoleById(session.RoleId) is { } role ? new Resolution(ResolveSession(state, role, session), state.Policies, state.Groups, null, role) : null,
            _ => null,
        };
        if (resolved is not null)
        {
            _known.AddOrUpdate(principal, resolved);
        }

        return resolved?.Caller;
    }

    private ResolvedCaller ResolveUser(IamState state, IamUser user, IamPrincipal principal, DateTimeOffset? issuedAt)
    {
        var identity = new CallerIdentity(user.Arn, user.UserId, options.Value.AccountId) { PrincipalArn = user.Arn };
        var keys = CommonKeys(identity, "User");
        keys["aws:username"] = [user.UserName];
        AddTags(keys, user.Tags);
        if (issuedAt is { } issued)
        {
            keys["aws:TokenIssueTime"] = [AwsTime.Iso(issued)];
        }

        return new ResolvedCaller(identity, principal, new PrincipalPolicies(PoliciesOf(state, user), Boundary(state, user.PermissionsBoundary), null), keys);
    }

    private ResolvedCaller ResolveFederated(IamState state, IamUser user, IamPrincipal.FederatedUser session)
    {
        var accountId = options.Value.AccountId;
        var arn = $"arn:aws:sts::{accountId}:federated-user/{session.Name}";
        var identity = new CallerIdentity(arn, $"{accountId}:{session.Name}", accountId) { PrincipalArn = arn };
        var keys = CommonKeys(identity, "FederatedUser");
        keys["aws:TokenIssueTime"] = [AwsTime.Iso(session.IssuedAt)];
        AddTags(keys, session.Tags);
        return new ResolvedCaller(identity, session, new PrincipalPolicies(PoliciesOf(state, user), Boundary(state, user.PermissionsBoundary), session.SessionPolicies), keys);
    }

    private static ImmutableArray<NamedPolicy> PoliciesOf(IamState state, IamUser user) =>
        Attached(state, user.AttachedPolicies)
            .AddRange(user.InlinePolicies.Select(policy => new NamedPolicy($"inline policy {policy.Key} of user {user.UserName}", policy.Value.Policy)))
            .AddRange(state.GroupsOf(user).SelectMany(group => Attached(state, group.AttachedPolicies)
                .AddRange(group.InlinePolicies.Select(policy => new NamedPolicy($"inline policy {policy.Key} of group {group.GroupName}", policy.Value.Policy)))));

    private ResolvedCaller ResolveSession(IamState state, IamRole role, IamPrincipal.RoleSession session)
    {
        var accountId = options.Value.AccountId;
        var identity = new CallerIdentity(
            $"arn:aws:sts::{accountId}:assumed-role/{role.RoleName}/{session.SessionName}",
            $"{role.RoleId}:{session.SessionName}",
            accountId)
        { PrincipalArn = role.Arn };

        var policies = Attached(state, role.AttachedPolicies)
            .AddRange(role.InlinePolicies.Select(policy => new NamedPolicy($"inline policy {policy.Key} of role {role.RoleName}", policy.Value.Policy)));
        var boundary = Boundary(state, role.PermissionsBoundary);

        var keys = CommonKeys(identity, "AssumedRole");
        keys["aws:TokenIssueTime"] = [AwsTime.Iso(session.IssuedAt)];
        AddTags(keys, role.Tags);
        AddTags(keys, session.Tags);
        foreach (var (key, value) in session.ContextKeys)
        {
            keys[key] = [value];
        }

        return new ResolvedCaller(identity, session, new PrincipalPolicies(policies, boundary, session.SessionPolicies), keys);
    }

    private static Dictionary<string, IReadOnlyList<string>> CommonKeys(CallerIdentity identity, string type) =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["aws:PrincipalArn"] = [identity.PrincipalArn],
            ["aws:PrincipalAccount"] = [identity.AccountId],
            ["aws:PrincipalType"] = [type],
            ["aws:PrincipalIsAWSService"] = [bool.FalseString.ToLower(CultureInfo.InvariantCulture)],
            ["aws:userid"] = [identity.UserId],
        };

    private static void AddTags(Dictionary<string, IReadOnlyList<string>> keys, IEnumerable<KeyValuePair<string, string>> tags)
    {
        foreach (var (key, value) in tags)
        {
            keys[$"aws:PrincipalTag/{key}"] = [value];
        }
    }

    private static NamedPolicy? Boundary(IamState state, string? arn) =>
        arn is null ? null : new NamedPolicy(arn, state.Policies[arn].DefaultDocument.Policy);

    private static ImmutableArray<NamedPolicy> Attached(IamState state, IEnumerable<string> arns) =>
        [.. arns.Select(arn => new NamedPolicy(arn, state.Policies[arn].DefaultDocument.Policy))];

    /// <summary>A caller, and what of the account went into it.</summary>
    private sealed record Resolution(ResolvedCaller Caller, object Policies, object Groups, IamUser? User, IamRole? Role)
    {
        public bool IsCurrent(IamState state) =>
            ReferenceEquals(state.Policies, Policies)
            && (User is null
                ? ReferenceEquals(state.Roles.GetValueOrDefault(Role!.RoleName), Role)
                : ReferenceEquals(state.Groups, Groups) && ReferenceEquals(state.Users.GetValueOrDefault(User.UserName), User));
    }
}
