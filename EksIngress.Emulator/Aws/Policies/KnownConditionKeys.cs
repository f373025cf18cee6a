using System.Collections.Frozen;

namespace EksIngress.Emulator.Aws.Policies;

/// <summary>
/// Keys whose absence from a request means what it means on AWS. A key that is neither here nor in the request is one that
/// AWS might have supplied and the emulator does not: a condition on it is unknown, and unknown denies.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html</remarks>
internal static class KnownConditionKeys
{
    private static readonly FrozenSet<string> Names = new[]
    {
        // Supplied where they apply.
        "aws:CurrentTime", "aws:EpochTime", "aws:FederatedProvider", "aws:PrincipalAccount", "aws:PrincipalArn",
        "aws:PrincipalIsAWSService", "aws:PrincipalType", "aws:RequestedRegion", "aws:ResourceAccount", "aws:SecureTransport",
        "aws:SourceIp", "aws:TagKeys", "aws:TokenIssueTime", "aws:UserAgent", "aws:userid",
        "aws:username", "aws:ViaAWSService", "aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast",
        "ec2:CreateAction", "elasticloadbalancing:CreateAction", "iam:AWSServiceName", "iam:PassedToService",
        "iam:PermissionsBoundary", "iam:PolicyARN", "sts:ExternalId", "sts:RoleSessionName",
        "eks:policyArn", "eks:principalArn", "eks:accessScope", "eks:namespaces",

        // Absent here as they would be there: no MFA, no VPC endpoint, no organization.
        "aws:MultiFactorAuthAge", "aws:MultiFactorAuthPresent", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths",
        "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList", "aws:referer", "aws:ResourceOrgID",
        "aws:ResourceOrgPaths", "aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceVpc",
        "aws:SourceVpcArn", "aws:SourceVpce", "aws:VpcSourceIp", "aws:Ec2InstanceSourceVpc", "aws:Ec2InstanceSourcePrivateIPv4",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] TagPrefixes =
    [
        "aws:PrincipalTag/", "aws:RequestTag/", "aws:ResourceTag/", "ec2:ResourceTag/", "elasticloadbalancing:ResourceTag/", "iam:ResourceTag/",
    ];

    // Claims of web identity tokens that are condition keys: {issuer without https://}:sub.
    private static readonly string[] ClaimSuffixes = [":aud", ":sub", ":amr"];

    public static bool Contains(string key) =>
        Names.Contains(key)
        || Array.Exists(TagPrefixes, prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(ClaimSuffixes, suffix => key.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
}
