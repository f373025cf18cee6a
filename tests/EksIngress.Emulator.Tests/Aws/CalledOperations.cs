using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Tests.Aws;

/// <summary>
/// The operations that the code of an assembly calls, read from what was compiled: methods of SDK clients, and commands of the aws CLI in strings and rows of
/// theories. Neither a comment nor an operation of the same name in another service counts.
/// </summary>
internal static partial class CalledOperations
{
    private static readonly Dictionary<string, string> s_clients = new(StringComparer.Ordinal)
    {
        ["Amazon.CertificateManager"] = "acm",
        ["Amazon.EC2"] = "ec2",
        ["Amazon.ECR"] = "ecr",
        ["Amazon.EKS"] = "eks",
        ["Amazon.ElasticLoadBalancingV2"] = "elasticloadbalancing",
        ["Amazon.IdentityManagement"] = "iam",
        ["Amazon.Route53"] = "route53",
        ["Amazon.SecurityToken"] = "sts",
        ["Amazon.Shield"] = "shield",
        ["Amazon.WAFRegional"] = "waf-regional",
        ["Amazon.WAFV2"] = "wafv2",
    };

    /// <returns><c>SERVICE:OPERATION</c>, in lower case without dashes: <c>iam:createrole</c>.</returns>
    public static HashSet<string> In(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        return [.. Methods(metadata), .. Strings(metadata).Concat(Rows(assembly)).SelectMany(Commands)];
    }

    /// <summary>As <see cref="In"/> has them.</summary>
    public static string Key(string service, string operation) => $"{service}:{operation.Replace("-", "", StringComparison.Ordinal)}".ToLowerInvariant();

    /// <summary>The commands in a text, which may be one of them or a line of several.</summary>
    public static IEnumerable<string> Commands(string text) =>
        Command().Matches(text).Select(match => Key(match.Groups["service"].Value switch
        {
            "elbv2" => "elasticloadbalancing",
            "resourcegroupstaggingapi" => "tagging",
            var service => service,
        }, match.Groups["operation"].Value));

    private static IEnumerable<string> Methods(MetadataReader metadata)
    {
        foreach (var member in metadata.MemberReferences.Select(metadata.GetMemberReference).Where(member => member.Parent.Kind == HandleKind.TypeReference))
        {
            var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            var name = metadata.GetString(member.Name);
            if (name.EndsWith("Async", StringComparison.Ordinal) && s_clients.TryGetValue(metadata.GetString(type.Namespace), out var service))
            {
                yield return Key(service, name[..^"Async".Length]);
            }
        }
    }

    private static IEnumerable<string> Strings(MetadataReader metadata)
    {
        // The first entry of the heap is the empty string.
        for (var handle = metadata.GetNextHandle(MetadataTokens.UserStringHandle(0)); !handle.IsNil; handle = metadata.GetNextHandle(handle))
        {
            yield return metadata.GetUserString(handle);
        }
    }

    private static IEnumerable<string> Rows(Assembly assembly) =>
        assembly.GetTypes().SelectMany(type => type.GetMethods()).SelectMany(method => method.GetCustomAttributes<InlineDataAttribute>()).SelectMany(row => row.Data).OfType<string>();

    [GeneratedRegex(@"(?<![\w./:-])(?<service>sts|iam|eks|ec2|elbv2|acm|ecr|wafv2|waf-regional|shield|route53|resourcegroupstaggingapi) (?<operation>[a-z][a-z0-9-]+)")]
    private static partial Regex Command();
}
