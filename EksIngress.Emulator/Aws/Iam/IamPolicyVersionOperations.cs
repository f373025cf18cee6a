using System.Globalization;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Versions of managed policies; the default one is in force.</summary>
internal sealed class IamPolicyVersionOperations(Guarded<IamState> iam, TimeProvider time)
{
    private const int MaxVersions = 5;

    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("CreatePolicyVersion", "PolicyArn PolicyDocument SetAsDefault", call => Access(call, "iam:CreatePolicyVersion"), Create),
        QueryOperation.Create("GetPolicyVersion", "PolicyArn VersionId", call => Access(call, "iam:GetPolicyVersion"), Get),
        QueryOperation.Create("ListPolicyVersions", "PolicyArn Marker MaxItems", call => Access(call, "iam:ListPolicyVersions"), List),
        QueryOperation.Create("SetDefaultPolicyVersion", "PolicyArn VersionId", call => Access(call, "iam:SetDefaultPolicyVersion"), SetDefault),
        QueryOperation.Create("DeletePolicyVersion", "PolicyArn VersionId", call => Access(call, "iam:DeletePolicyVersion"), Delete),
    ];

    private AccessRequest Access(AwsCall call, string action) => IamAccess.ToPolicy(iam.Current, call, action);

    private IamPolicy GetPolicy(AwsCall call)
    {
        var arn = IamInput.PolicyArn(call.Parameters);
        return iam.Current.Policies.GetValueOrDefault(arn) ?? throw IamErrors.NoSuchPolicy(arn);
    }

    private XElement[] Create(AwsCall call)
    {
        var document = IamInput.IdentityPolicy(call.Parameters, IamInput.MaxManagedPolicyCharacters);
        var setAsDefault = call.Parameters.FindBoolean("SetAsDefault") ?? false;
        var (arn, now) = (IamInput.PolicyArn(call.Parameters), time.GetUtcNow());
        var policy = iam.Update(state =>
        {
            var next = IamPolicyOperations.ChangePolicy(state, arn, policy =>
            {
                if (policy.Versions.Count == MaxVersions)
                {
                    throw IamErrors.LimitExceeded($"A managed policy can have up to {MaxVersions} versions. Before you create a new version, you must delete an existing version.");
                }

                var number = policy.LastVersion + 1;
                return policy with
                {
                    Versions = policy.Versions.Add(number, new IamPolicyVersion(document, now)),
                    LastVersion = number,
                    DefaultVersion = setAsDefault ? number : policy.DefaultVersion,
                    UpdateDate = now,
                };
            });
            return (next, next.Policies[arn]);
        });
        return [IamXml.PolicyVersion(policy, policy.LastVersion, "PolicyVersion")];
    }

    private XElement[] Get(AwsCall call)
    {
        var policy = GetPolicy(call);
        return [IamXml.PolicyVersion(policy, GetNumber(call, policy), "PolicyVersion", withDocument: true)];
    }

    private XElement?[] List(AwsCall call)
    {
        var policy = GetPolicy(call);
        return IamPage.Create(call.Parameters, policy.Versions.Keys, number => number.ToString("D9", CultureInfo.InvariantCulture), "Versions", number => IamXml.PolicyVersion(policy, number, "member"));
    }

    private XElement[] SetDefault(AwsCall call)
    {
        iam.Update(state => IamPolicyOperations.ChangePolicy(state, IamInput.PolicyArn(call.Parameters), policy => policy with { DefaultVersion = GetNumber(call, policy), UpdateDate = time.GetUtcNow() }));
        return [];
    }

    private XElement[] Delete(AwsCall call)
    {
        iam.Update(state => IamPolicyOperations.ChangePolicy(state, IamInput.PolicyArn(call.Parameters), policy =>
        {
            var number = GetNumber(call, policy);
            return number == policy.DefaultVersion
                ? throw IamErrors.DeleteConflict("Cannot delete the default version of a policy.")
                : policy with { Versions = policy.Versions.Remove(number) };
        }));
        return [];
    }

    // v2
    private static int GetNumber(AwsCall call, IamPolicy policy)
    {
        var id = call.Parameters.Get("VersionId");
        return id.StartsWith('v') && int.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && policy.Versions.ContainsKey(number)
            ? number
            : throw IamErrors.NoSuchEntity($"Policy {policy.Arn} version {id} does not exist or is not attachable.");
    }
}
