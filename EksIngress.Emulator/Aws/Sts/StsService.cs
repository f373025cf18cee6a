using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Sts;

/// <summary>AWS Security Token Service.</summary>
internal sealed class StsService : IAwsService
{
    public StsService(RoleAssumption roles, WebIdentityAssumption webIdentity, UserSessions users) =>
        Operations =
        [
            new AwsOperation { Name = "GetCallerIdentity", Members = RequestMembers.None, Access = _ => [], Handle = (call, _) => ValueTask.FromResult<AwsResult>(GetCallerIdentity(call)) },
            // Access to a role is decided by its trust policy together with the caller's policies, not by the latter alone.
            new AwsOperation { Name = "AssumeRole", Members = new("RoleArn RoleSessionName PolicyArns[](arn) Policy DurationSeconds Tags[](Key Value) ExternalId TransitiveTagKeys! ProvidedContexts!"), Access = _ => [], Handle = (call, _) => ValueTask.FromResult<AwsResult>(roles.Assume(call)) },
            // No policy can allow or deny it: whoever has a user's key may have a shorter-lived one.
            new AwsOperation { Name = "GetSessionToken", Members = new("DurationSeconds SerialNumber TokenCode"), Access = _ => [], Handle = (call, _) => ValueTask.FromResult<AwsResult>(users.Issue(call)) },
            new AwsOperation { Name = "GetFederationToken", Members = new("Name Policy PolicyArns[](arn) DurationSeconds Tags[](Key Value)"), Access = UserSessions.AccessToFederate, Handle = (call, _) => ValueTask.FromResult<AwsResult>(users.Federate(call)) },
            new AwsOperation { Name = "DecodeAuthorizationMessage", Members = new("EncodedMessage"), Access = _ => [new AccessRequest("sts:DecodeAuthorizationMessage", "*", ConditionKeys.None)], Handle = (call, _) => ValueTask.FromResult<AwsResult>(users.Decode(call)) },
            new AwsOperation { Name = "GetAccessKeyInfo", Members = new("AccessKeyId"), Access = _ => [new AccessRequest("sts:GetAccessKeyInfo", "*", ConditionKeys.None)], Handle = (call, _) => ValueTask.FromResult<AwsResult>(users.DescribeKey(call)) },
            new AwsOperation { Name = "AssumeRoleWithWebIdentity", Members = new("RoleArn RoleSessionName WebIdentityToken PolicyArns[](arn) Policy DurationSeconds"), Access = _ => [], Unsigned = true, Handle = (call, _) => ValueTask.FromResult<AwsResult>(webIdentity.Assume(call)) },
        ];

    public string SigningName => "sts";

    public AwsProtocol Protocol => AwsProtocol.Query;

    public string ApiVersion => "2011-06-15";

    public string XmlNamespace => "https://sts.amazonaws.com/doc/2011-06-15/";

    public IReadOnlyCollection<AwsOperation> Operations { get; }

    // Needs no permission, and no policy can deny it.
    private static AwsResult.Xml GetCallerIdentity(AwsCall call) =>
        new(
            new XElement("Arn", call.Caller!.Arn),
            new XElement("UserId", call.Caller.UserId),
            new XElement("Account", call.Caller.AccountId));
}
