using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>The list of the managed policies that a role, user or group has.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html</remarks>
internal static class IamAttachedPolicies
{
    /// <summary>One page; PathPrefix is of the policies' paths.</summary>
    public static XElement?[] List(AwsCall call, IamState state, IEnumerable<string> arns)
    {
        var prefix = call.Parameters.Find("PathPrefix") ?? "/";
        var attached = arns.Where(arn => state.Policies.TryGetValue(arn, out var policy) && policy.Path.StartsWith(prefix, StringComparison.Ordinal));
        return IamPage.Create(call.Parameters, attached, arn => arn, "AttachedPolicies", arn => IamXml.AttachedPolicy(state, arn));
    }
}
