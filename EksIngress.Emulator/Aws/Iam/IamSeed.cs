using System.Collections.Immutable;
using System.Security.Cryptography;
using EksIngress.Emulator.Aws.Policies;
using EksIngress.Emulator.State;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>An account as it is before anyone used it: the policies AWS manages, and one administrator. An account of an earlier run gets what it lacks of it.</summary>
internal static class IamSeed
{
    public const string AdministratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

    private const string AdministratorName = "admin";
    private const string SecretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static Guarded<IamState> Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<EmulatorOptions>>().Value;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var emulator = services.GetRequiredService<Guarded<EmulatorState>>();
        var iam = new Guarded<IamState>("aws/iam", new IamState { Quotas = services.GetRequiredService<AwsQuotas>() }, services.GetRequiredService<StateJournal>());
        iam.Update(WithManagedPolicies);
        iam.Update(state => WithAdministrator(state, options.AccountId, now));
        var key = iam.Update(state => WithKey(state, options, emulator.Current.AdministratorKeyId, now));
        if (emulator.Current.AdministratorKeyId != key)
        {
            emulator.Update(state => state with { AdministratorKeyId = key });
        }

        return iam;
    }

    /// <summary>The key that <see cref="Create"/> gave the administrator.</summary>
    public static AdministratorKey FindKey(IServiceProvider services)
    {
        // IAM first: it says which key it is.
        var keys = services.GetRequiredService<Guarded<IamState>>().Current.AccessKeys;
        var credential = keys[services.GetRequiredService<Guarded<EmulatorState>>().Current.AdministratorKeyId!].Credential;
        return new AdministratorKey(credential.AccessKeyId, credential.SecretAccessKey);
    }

    private static IamState WithManagedPolicies(IamState state)
    {
        var missing = AwsManagedPolicies.Documents.Where(policy => !state.Policies.ContainsKey(policy.Arn)).ToList();
        return missing.Count == 0
            ? state
            : state with { Policies = state.Policies.AddRange(missing.Select(policy => KeyValuePair.Create(policy.Arn, Managed(policy.Arn, policy.Json)))) };
    }

    private static IamState WithAdministrator(IamState state, string accountId, DateTimeOffset now)
    {
        if (state.Users.ContainsKey(AdministratorName))
        {
            return state;
        }

        var admin = new IamUser
        {
            UserName = AdministratorName,
            Path = "/",
            UserId = AwsIds.Unique("AIDA"),
            Arn = $"arn:aws:iam::{accountId}:user/{AdministratorName}",
            CreateDate = now,
            AttachedPolicies = ImmutableSortedSet.Create(StringComparer.Ordinal, AdministratorAccess),
        };
        return state with { Users = state.Users.Add(admin.UserName, admin) };
    }

    // The key that was set replaces the one of the run before; without one that run's goes on.
    private static (IamState Next, string KeyId) WithKey(IamState state, EmulatorOptions options, string? earlierId, DateTimeOffset now)
    {
        var admin = state.Users[AdministratorName];
        var earlier = earlierId is null ? null : state.AccessKeys.GetValueOrDefault(earlierId);
        if (options.AccessKeyId.Length == 0
            ? earlier is { IsActive: true } && earlier.UserId == admin.UserId
            : earlier is { IsActive: true } && earlier.Credential.AccessKeyId == options.AccessKeyId && earlier.Credential.SecretAccessKey == options.SecretAccessKey)
        {
            return (state, earlierId!);
        }

        var key = options.AccessKeyId.Length > 0
            ? new AwsCredential(options.AccessKeyId, options.SecretAccessKey, null, null, new IamPrincipal.User(admin.UserId))
            : new AwsCredential(AwsIds.AccessKey("AKIA"), RandomNumberGenerator.GetString(SecretAlphabet, 40), null, null, new IamPrincipal.User(admin.UserId));
        var keys = earlierId is null ? state.AccessKeys : state.AccessKeys.Remove(earlierId);
        return (state with { AccessKeys = keys.SetItem(key.AccessKeyId, new IamAccessKey(key, admin.UserId, IsActive: true, now)) }, key.AccessKeyId);
    }

    private static IamPolicy Managed(string arn, string json)
    {
        // arn:aws:iam::aws:policy/service-role/NAME: the path is what lies between.
        var resource = arn["arn:aws:iam::aws:policy".Length..];
        var slash = resource.LastIndexOf('/');
        var created = new DateTimeOffset(2018, 5, 27, 21, 7, 14, TimeSpan.Zero);
        return new IamPolicy
        {
            PolicyName = resource[(slash + 1)..],
            Path = resource[..(slash + 1)],
            PolicyId = AwsIds.Unique("ANPA"),
            Arn = arn,
            CreateDate = created,
            UpdateDate = created,
            Versions = ImmutableSortedDictionary<int, IamPolicyVersion>.Empty.Add(1, new IamPolicyVersion(new IamDocument(json, PolicyDocumentParser.Parse(json, PolicyKind.Identity)), created)),
            DefaultVersion = 1,
            LastVersion = 1,
        };
    }
}
