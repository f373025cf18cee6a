using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>AWS Identity and Access Management: users, groups and access keys, roles, policies, OIDC providers, instance profiles.</summary>
internal sealed class IamService : IAwsService
{
    public IamService(Guarded<IamState> iam, ServiceLinkedRoles linked, ServiceLinkedRoleUse linkedUse, AccessKeyUses uses, TimeProvider time, IOptions<EmulatorOptions> options)
    {
        var accountId = options.Value.AccountId;
        Operations =
        [
            .. new IamRoleOperations(iam, time, accountId).Operations,
            .. new IamRolePolicyOperations(iam, accountId).Operations,
            .. new IamServiceLinkedRoleOperations(iam, linked, linkedUse, accountId).Operations,
            .. new IamPolicyOperations(iam, time, accountId).Operations,
            .. new IamPolicyVersionOperations(iam, time).Operations,
            .. new IamOidcProviderOperations(iam, time, accountId).Operations,
            .. new IamSimulationOperations(iam, time, accountId).Operations,
            .. new IamUserOperations(iam, time, accountId).Operations,
            .. new IamUserPolicyOperations(iam, accountId).Operations,
            .. new IamGroupOperations(iam, time, accountId).Operations,
            .. new IamGroupPolicyOperations(iam, accountId).Operations,
            .. new IamAccessKeyOperations(iam, uses, time, accountId).Operations,
            .. new IamInstanceProfileOperations(iam, time, accountId).Operations,
            .. new IamAccountOperations(iam).Operations,
            .. new IamCredentialReports(iam, uses, time).Operations,
            .. new IamSignInOperations(iam, accountId).Operations,
            .. new IamAccountDetailOperations(iam).Operations,
            .. new IamPolicyEntityOperations(iam).Operations,
        ];
    }

    public string SigningName => "iam";

    public AwsProtocol Protocol => AwsProtocol.Query;

    public string ApiVersion => "2010-05-08";

    public string XmlNamespace => "https://iam.amazonaws.com/doc/2010-05-08/";

    public IReadOnlyCollection<AwsOperation> Operations { get; }
}
