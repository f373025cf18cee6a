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
    /// <summary>Name of the file within a published folder.</summary>
    public const string FileName = "eksctl.yaml";

    /// <summary>The file's bytes. Equal specifications give equal bytes.</summary>
    public static byte[] Write(EnvironmentSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return YamlDocument.Write(Node.Object(
            ("apiVersion", "eksctl.io/v1alpha5"),
            ("kind", "ClusterConfig"),
            ("metadata", Node.Object(("name", ResourceNames.Cluster(spec)), ("region", spec.Region), ("version", spec.KubernetesVersion))),
            ("vpc", Node.Object(
                ("cidr", spec.Network.Cidr),
                ("nat", Node.Object(("gateway", "Single"))))),
            ("iam", Node.Object(
                ("withOIDC", true),
                ("serviceAccounts", Node.Array([Controller(spec), .. spec.Workloads.Where(workload => workload.IamRole is not null).Select(workload => Workload(workload, spec))])))),
            ("managedNodeGroups", Node.Array(spec.NodeGroups.Select(NodeGroup)))));
    }

    private static JsonObject Controller(EnvironmentSpec spec) => Node.Object(
        ("metadata", Node.Object(("name", ControllerNames.ServiceAccount), ("namespace", ControllerNames.Namespace))),
        ("roleName", ResourceNames.ControllerRole(spec)),
        // Not eksctl's well-known policy: this one is that of the controller's version.
        ("attachPolicy", ControllerPolicy.Document(Partition(spec.Region))));

    private static JsonObject Workload(WorkloadSpec workload, EnvironmentSpec spec)
    {
        var role = workload.IamRole!;
        return Node.Object(
            ("metadata", Node.Object(("name", WorkloadObjects.ServiceAccountName(workload)), ("namespace", workload.Namespace))),
            ("roleName", ResourceNames.WorkloadRole(spec, workload)),
            ("attachPolicy", role.PolicyDocument is { } document ? JsonNode.Parse(document.GetRawText()) : null),
            ("attachPolicyARNs", role.ManagedPolicyArns.Count == 0 ? null : Node.Strings(role.ManagedPolicyArns)));
    }

    /// <remarks>Source: https://docs.aws.amazon.com/general/latest/gr/aws-arns-and-namespaces.html</remarks>
    private static string Partition(string region) => region switch
    {
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ => "aws",
    };

    private static JsonObject NodeGroup(NodeGroupSpec group) => Node.Object(
        ("name", group.Name),
        ("instanceTypes", Node.Strings(group.InstanceTypes)),
        ("minSize", group.MinSize),
        ("desiredCapacity", group.DesiredSize),
        ("maxSize", group.MaxSize),
        ("privateNetworking", true));
}
