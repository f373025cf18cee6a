using System.Globalization;
using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Model.Iam;
using EksIngress.Model.Kubernetes;
using EksIngress.Model.LoadBalancerController;
using EksIngress.Model.Naming;

namespace EksIngress.Model.Eksctl;

/// <summary>
/// The cluster of an environment as an eksctl <c>ClusterConfig</c>, for teams that keep eksctl: network, control plane, node groups,
/// OIDC provider and a role for each ServiceAccount that has one, the AWS Load Balancer Controller's included. What runs in
/// the cluster is in the kustomize tree, and the controller comes from its Helm chart.
/// </summary>
/// <remarks>Source: https://eksctl.io/usage/schema/</remarks>
public static class EksctlClusterConfig
{
    private static readonly Dictionary<string, string> Empty = [];

    /// <summary>Name of the file within a published folder.</summary>
    public const string FileName = "eksctl.yaml";

    /// <summary>The file's bytes. Equal specifications give equal bytes.</summary>
    public static byte[] Write(EnvironmentSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var workloads = spec.Workloads.Where(workload => workload.IamRole is not null).ToLookup(workload => workload.IamRole!.Identity);
        var associated = workloads[WorkloadIdentity.PodIdentity].ToList();
        return YamlDocument.Write(Node.Object(
            ("apiVersion", "eksctl.io/v1alpha5"),
            ("kind", "ClusterConfig"),
            ("metadata", Node.Object(
                ("name", ResourceNames.Cluster(spec)),
                ("region", spec.Region),
                ("version", spec.KubernetesVersion),
                ("tags", Node.Map(spec.Tags ?? Empty)))),
            ("accessConfig", Node.Object(("authenticationMode", spec.AuthenticationMode == ClusterAuthenticationMode.Api ? "API" : "API_AND_CONFIG_MAP"))),
            ("vpc", Vpc(spec)),
            ("iam", Node.Object(
                ("withOIDC", true),
                ("serviceAccounts", Node.Array([Controller(spec), .. workloads[WorkloadIdentity.Irsa].Select(workload => ServiceAccount(workload, spec))])),
                ("podIdentityAssociations", associated.Count == 0 ? null : Node.Array(associated.Select(workload => Association(workload, spec)))))),
            ("addons", associated.Count == 0 ? null : Node.Array(Node.Object(("name", "eks-pod-identity-agent")))),
            ("managedNodeGroups", Node.Array(spec.NodeGroups.Select(NodeGroup)))));
    }

    private static JsonObject Vpc(EnvironmentSpec spec)
    {
        var existing = spec.Network.Existing;
        return Node.Object(
            ("id", existing?.VpcId),
            ("subnets", existing is null ? null : Node.Object(
                ("private", Subnets("private", existing.PrivateSubnetIds)),
                ("public", Subnets("public", existing.PublicSubnetIds)))),
            ("cidr", existing is null ? spec.Network.Cidr : null),
            ("nat", existing is null ? Node.Object(("gateway", "Single")) : null),
            ("clusterEndpoints", Node.Object(("publicAccess", spec.EndpointAccess.Public), ("privateAccess", spec.EndpointAccess.Private))),
            ("publicAccessCIDRs", spec.EndpointAccess.PublicCidrs.Count == 0 ? null : Node.Strings(spec.EndpointAccess.PublicCidrs)));
    }

    // The keys are names for people; eksctl looks the zones up.
    private static JsonObject? Subnets(string kind, IReadOnlyList<string> ids)
    {
        var subnets = new JsonObject();
        for (var i = 0; i < ids.Count; i++)
        {
            subnets[string.Create(CultureInfo.InvariantCulture, $"{kind}-{i + 1}")] = Node.Object(("id", ids[i]));
        }

        return subnets.Count == 0 ? null : subnets;
    }

    private static JsonObject Controller(EnvironmentSpec spec) => Node.Object(
        ("metadata", Node.Object(("name", ControllerNames.ServiceAccount), ("namespace", ControllerNames.Namespace))),
        ("roleName", ResourceNames.ControllerRole(spec)),
        // Not eksctl's well-known policy: this one is that of the controller's version.
        ("attachPolicy", ControllerPolicy.Document(Partition(spec.Region))));

    private static JsonObject ServiceAccount(WorkloadSpec workload, EnvironmentSpec spec) => Node.Object(
        ("metadata", Node.Object(("name", WorkloadObjects.ServiceAccountName(workload)), ("namespace", workload.Namespace))),
        ("roleName", ResourceNames.WorkloadRole(spec, workload)),
        ("attachPolicy", Document(workload)),
        ("attachPolicyARNs", Arns(workload)));

    private static JsonObject Association(WorkloadSpec workload, EnvironmentSpec spec) => Node.Object(
        ("namespace", workload.Namespace),
        ("serviceAccountName", WorkloadObjects.ServiceAccountName(workload)),
        ("roleName", ResourceNames.WorkloadRole(spec, workload)),
        ("permissionPolicy", Document(workload)),
        ("permissionPolicyARNs", Arns(workload)));

    private static JsonNode? Document(WorkloadSpec workload) =>
        workload.IamRole!.PolicyDocument is { } document ? JsonNode.Parse(document.GetRawText()) : null;

    private static JsonArray? Arns(WorkloadSpec workload) =>
        workload.IamRole!.ManagedPolicyArns.Count == 0 ? null : Node.Strings(workload.IamRole.ManagedPolicyArns);

    /// <remarks>Source: https://docs.aws.amazon.com/general/latest/gr/aws-arns-and-namespaces.html</remarks>
    private static string Partition(string region) => region switch
    {
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ => "aws",
    };

    private static JsonObject NodeGroup(NodeGroupSpec group) => Node.Object(
        ("name", group.Name),
        ("amiFamily", AmiFamily(group)),
        ("instanceTypes", Node.Strings(group.InstanceTypes)),
        ("spot", group.CapacityType == CapacityType.Spot ? true : null),
        ("minSize", group.MinSize),
        ("desiredCapacity", group.DesiredSize),
        ("maxSize", group.MaxSize),
        ("volumeSize", group.DiskSizeGiB),
        ("labels", Node.Map(group.Labels ?? Empty)),
        ("taints", group.Taints is not { Count: > 0 } taints ? null : Node.Array(taints.Select(taint => Node.Object(
            ("key", taint.Key),
            ("value", taint.Value),
            ("effect", taint.Effect.ToString()))))),
        ("privateNetworking", true));

    // eksctl takes processor and accelerator from the instance types; only the family is to be said.
    private static string AmiFamily(NodeGroupSpec group) => group.AmiType switch
    {
        null => "AmazonLinux2023",
        var type when type.StartsWith("AL2023_", StringComparison.Ordinal) => "AmazonLinux2023",
        var type when type.StartsWith("AL2_", StringComparison.Ordinal) => "AmazonLinux2",
        var type when type.StartsWith("BOTTLEROCKET_", StringComparison.Ordinal) => type.EndsWith("_FIPS", StringComparison.Ordinal) ? "BottlerocketFips" : "Bottlerocket",
        var type when type.StartsWith("WINDOWS_", StringComparison.Ordinal) && type.Split('_') is [_, var kind, var year, ..] =>
            $"WindowsServer{year}{(kind == "CORE" ? "Core" : "Full")}Container",
        // Validation lets no other through.
        var type => throw new InvalidOperationException($"AMI type {type} has no family."),
    };
}
