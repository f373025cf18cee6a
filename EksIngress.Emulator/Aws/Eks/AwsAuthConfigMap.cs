using System.Text.Json.Nodes;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>
/// The ConfigMap <c>aws-auth</c> in kube-system, by which clusters of the authentication modes CONFIG_MAP and API_AND_CONFIG_MAP map IAM principals:
/// <c>mapRoles: "- rolearn: arn:aws:iam::000000000000:role/dev\n  username: dev\n  groups: [developers]"</c>, and <c>mapUsers</c>, <c>mapAccounts</c>.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html and https://github.com/kubernetes-sigs/aws-iam-authenticator</remarks>
internal static class AwsAuthConfigMap
{
    public static NamespacedName Key { get; } = new("kube-system", "aws-auth");

    /// <summary>The mapping of a principal; null when it has none.</summary>
    /// <param name="arn">ARN of the user, or of the role behind a session.</param>
    /// <exception cref="StatusException">An entry is not YAML.</exception>
    public static AwsAuthMapping? Find(IReadOnlyDictionary<string, string> data, string arn, string accountId)
    {
        // Mappings know no paths: role/team/dev is written role/dev. A path in one makes it match nobody, as on EKS.
        var known = WithoutPath(arn);
        foreach (var (entry, member) in new[] { ("mapRoles", "rolearn"), ("mapUsers", "userarn") })
        {
            var found = Items(data, entry).OfType<JsonObject>().FirstOrDefault(item => string.Equals(item.Text(member), known, StringComparison.OrdinalIgnoreCase));
            if (found is not null)
            {
                return new AwsAuthMapping(found.Text("username") ?? "", [.. found.Texts("groups")]);
            }
        }

        return Items(data, "mapAccounts").Any(account => account?.ToString() == accountId) ? new AwsAuthMapping(arn, []) : null;
    }

    /// <summary>Adds what EKS adds for a managed node group, unless the role is there.</summary>
    public static IReadOnlyDictionary<string, string> AddNodeRole(IReadOnlyDictionary<string, string> data, string roleArn, string accountId)
    {
        var (known, before) = (WithoutPath(roleArn), data.GetValueOrDefault("mapRoles", "").TrimEnd());
        return Find(data, roleArn, accountId) is not null
            ? data
            : new Dictionary<string, string>(data)
            {
                ["mapRoles"] = $$$"""
                    {{{(before is "" or "[]" ? "" : before + "\n")}}}- groups:
                      - system:bootstrappers
                      - system:nodes
                      rolearn: {{{known}}}
                      username: system:node:{{EC2PrivateDNSName}}

                    """,
            };
    }

    private static JsonArray Items(IReadOnlyDictionary<string, string> data, string entry) =>
        data.GetValueOrDefault(entry) is { } text && !string.IsNullOrWhiteSpace(text) ? YamlDocuments.Read(text) as JsonArray ?? [] : [];

    // arn:aws:iam::000000000000:role/team/dev
    private static string WithoutPath(string arn) => $"{arn[..arn.IndexOf('/', StringComparison.Ordinal)]}/{arn[(arn.LastIndexOf('/') + 1)..]}";
}
