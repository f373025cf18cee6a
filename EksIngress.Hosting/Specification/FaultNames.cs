using System.Globalization;
using System.Text.RegularExpressions;
using EksIngress.Model.Environments;

namespace EksIngress.Hosting.Specification;

/// <summary>Says a fault of the specification in terms of the AppHost, which knows resources and no indexes.</summary>
internal static partial class FaultNames
{
    /// <summary><c>ingresses[0].rules[1].path is 'a': …</c> becomes <c>Ingress 'public': path is 'a': …</c></summary>
    public static string ByResource(string fault, EnvironmentSpec spec)
    {
        var match = Member().Match(fault);
        if (!match.Success)
        {
            return char.ToUpperInvariant(fault[0]) + fault[1..];
        }

        var index = int.Parse(match.Groups["index"].ValueSpan, CultureInfo.InvariantCulture);
        var subject = match.Groups["collection"].Value switch
        {
            "workloads" => $"Project '{spec.Workloads[index].Name}'",
            "ingresses" => $"Ingress '{spec.Ingresses[index].Name}'",
            "parameters" => $"Parameter '{spec.Parameters![index].Name}'",
            _ => $"Node group '{spec.NodeGroups[index].Name}'",
        };
        return $"{subject}: {fault[match.Length..]}";
    }

    [GeneratedRegex(@"^(?<collection>workloads|ingresses|nodeGroups|parameters)\[(?<index>\d+)\]\.?(rules\[\d+\]\.?)?")]
    private static partial Regex Member();
}
