using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Certificates;
using EksIngress.Provisioner.Clusters;
using EksIngress.Provisioner.Identity;
using EksIngress.Provisioner.Ingresses;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.LoadBalancerController;
using EksIngress.Provisioner.Networking;
using EksIngress.Provisioner.Pruning;
using EksIngress.Provisioner.Removal;
using EksIngress.Provisioner.Workloads;

namespace EksIngress.Provisioner.Steps;

/// <summary>The steps that build an environment, and those that remove it.</summary>
internal static class EnvironmentSteps
{
    public static IReadOnlyList<IProvisioningStep> Apply(EnvironmentContext context, ClusterConnection connection, ManifestSet manifests) =>
    [
        .. Network(context),
        ServiceRoleStep.ForCluster(context, ResourceNames.ClusterRole(context.Spec)),
        new ClusterStep(context),
        new OidcProviderStep(context),
        ServiceRoleStep.ForNodes(context, ResourceNames.NodeRole(context.Spec)),
        new NodeGroupsStep(context),
        new ControllerRoleStep(context),
        new ControllerStep(context, connection),
        new WorkloadRolesStep(context),
        new AddOnsStep(context),
        new PodIdentityStep(context),
        new CertificatesStep(context),
        new WorkloadsStep(context, connection, manifests),
        new IngressesStep(context, connection, manifests),
        new LoadBalancersStep(context, connection, manifests),
        new PruneNodeGroupsStep(context, connection, manifests),
        new PruneObjectsStep(context, connection, manifests),
        new PruneIdentitiesStep(context),
        new PruneAddOnsStep(context),
        new PruneRolesStep(context),
        new PruneCertificatesStep(context),
    ];

    private static IEnumerable<IProvisioningStep> Network(EnvironmentContext context) => context.Spec.Network.Existing is { } existing
        ? [new ExistingNetworkStep(context, existing)]
        :
        [
            new VpcStep(context),
            new InternetGatewayStep(context),
            new SubnetsStep(context),
            new NatGatewayStep(context),
            new RouteTablesStep(context),
        ];

    /// <summary>
    /// Dependents first: the Ingresses while the controller lives, then what runs, then the cluster, then what it leaned on.
    /// </summary>
    public static IReadOnlyList<IProvisioningStep> Destroy(EnvironmentContext context, ClusterConnection connection)
    {
        var parts = new NetworkParts(context);
        return
        [
            new RemoveIngressesStep(context, connection),
            new RemoveControllerStep(context, connection),
            new RemoveNodeGroupsStep(context),
            new RemoveClusterStep(context),
            new RemoveLoadBalancersStep(context),
            new RemoveCertificatesStep(context),
            new RemoveOidcProviderStep(context),
            new RemoveRolesStep(context),
            new RemovePoliciesStep(context),
            new RemoveNatGatewayStep(context),
            Network(StepNames.ElasticAddresses, "release the elastic address", [StepNames.NatGateway], parts.FindAddressAsync),
            Network(StepNames.NetworkInterfaces, "delete network interfaces that are left over", [StepNames.Cluster, StepNames.LoadBalancers],
                parts.FindInterfaceAsync),
            Network(StepNames.SecurityGroups, "delete security groups that the controller left behind",
                [StepNames.LoadBalancers, StepNames.NetworkInterfaces], parts.FindSecurityGroupAsync),
            Network(StepNames.RouteTables, "delete the route tables", [StepNames.NodeGroups, StepNames.NatGateway], parts.FindRouteTableAsync),
            Network(StepNames.Subnets, "delete the subnets",
                [StepNames.Cluster, StepNames.NatGateway, StepNames.NetworkInterfaces, StepNames.RouteTables], parts.FindSubnetAsync),
            Network(StepNames.InternetGateway, "delete the internet gateway", [StepNames.ElasticAddresses, StepNames.LoadBalancers],
                parts.FindInternetGatewayAsync),
            Network(StepNames.Vpc, "delete the VPC", [StepNames.Subnets, StepNames.InternetGateway, StepNames.SecurityGroups], parts.FindVpcAsync),
        ];

        RemoveNetworkStep Network(string name, string purpose, string[] dependsOn, Func<CancellationToken, Task<RemovablePart?>> findNext) =>
            new(context, name, purpose, dependsOn, findNext);
    }
}
