using System.Collections.Immutable;
using EksIngress.Emulator.Aws.Policies;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>An account as it is before anyone used it: the policies AWS manages, and one administrator.</summary>
internal static class IamSeed
{
    public const string AdministratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

    public static Guarded<IamState> Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<EmulatorOptions>>().Value;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var admin = new IamUser
        {
            UserName = "admin",
            Path = "/",
            UserId = AwsIds.Unique("AIDA"),
            Arn = $"arn:aws:iam::{options.AccountId}:user/admin",
            CreateDate = now,
            AttachedPolicies = ImmutableSortedSet.Create(StringComparer.Ordinal, AdministratorAccess),
        };
        var key = new AwsCredential(options.AccessKeyId, options.SecretAccessKey, null, null, new IamPrincipal.User(admin.UserId));
        var state = new IamState();
        return new Guarded<IamState>(state with
        {
            Quotas = services.GetRequiredService<AwsQuotas>(),
            Users = state.Users.Add(admin.UserName, admin),
            AccessKeys = state.AccessKeys.Add(key.AccessKeyId, new IamAccessKey(key, admin.UserId, IsActive: true, now)),
            Policies = state.Policies.AddRange(AwsManagedPolicies.Documents.Select(policy => KeyValuePair.Create(policy.Arn, Managed(policy.Arn, policy.Json)))),
        });
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
