using System.Security.Cryptography;
using System.Text;
using EksIngress.Model.Environments;

namespace EksIngress.Model.Naming;

/// <summary>
/// Names of all that belongs to an environment. They follow from the specification alone, so that a run finds what an
/// earlier one made. IAM knows no regions, hence the region in every IAM name.
/// </summary>
internal static class ResourceNames
{
    /// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html</remarks>
    private const int MaxRoleName = 64;

    /// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html</remarks>
    private const int MaxPolicyName = 128;

    public static string Cluster(EnvironmentSpec spec) => spec.Name;

    public static string Vpc(EnvironmentSpec spec) => spec.Name;

    public static string InternetGateway(EnvironmentSpec spec) => spec.Name;

    public static string NatGateway(EnvironmentSpec spec) => spec.Name;

    public static string Subnet(EnvironmentSpec spec, bool isPublic, string zone) => $"{spec.Name}-{(isPublic ? "public" : "private")}-{zone}";

    public static string RouteTable(EnvironmentSpec spec, bool isPublic) => $"{spec.Name}-{(isPublic ? "public" : "private")}";

    public static string IamPrefix(EnvironmentSpec spec) => $"{spec.Name}-{spec.Region}-";

    public static string ClusterRole(EnvironmentSpec spec) => Role(spec, "cluster");

    public static string NodeRole(EnvironmentSpec spec) => Role(spec, "node");

    public static string ControllerRole(EnvironmentSpec spec) => Role(spec, "aws-load-balancer-controller");

    public static string ControllerPolicy(EnvironmentSpec spec) => Fit(IamPrefix(spec) + "aws-load-balancer-controller", MaxPolicyName);

    public static string WorkloadRole(EnvironmentSpec spec, WorkloadSpec workload) => workload.IamRole?.Name ?? Role(spec, "workload-" + workload.Name);

    public static string WorkloadPolicy(EnvironmentSpec spec, WorkloadSpec workload) => Fit(IamPrefix(spec) + "workload-" + workload.Name, MaxPolicyName);

    /// <summary>The name itself, or its beginning and ten digits of its SHA-256 when it is longer than allowed.</summary>
    internal static string Fit(string name, int limit)
    {
        if (name.Length <= limit)
        {
            return name;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..10];
        return $"{name[..(limit - hash.Length - 1)].TrimEnd('-')}-{hash}";
    }

    private static string Role(EnvironmentSpec spec, string purpose) => Fit(IamPrefix(spec) + purpose, MaxRoleName);
}
