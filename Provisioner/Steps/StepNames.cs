namespace EksIngress.Provisioner.Steps;

/// <summary>Names of the steps: of their spans, their lines on the console and the dependencies among them.</summary>
internal static class StepNames
{
    public const string Vpc = "vpc";
    public const string Subnets = "subnets";
    public const string InternetGateway = "internet-gateway";
    public const string NatGateway = "nat-gateway";
    public const string ElasticAddresses = "elastic-addresses";
    public const string RouteTables = "route-tables";
    public const string NetworkInterfaces = "network-interfaces";
    public const string SecurityGroups = "security-groups";
    public const string ClusterRole = "cluster-role";
    public const string Cluster = "cluster";
    public const string OidcProvider = "oidc-provider";
    public const string NodeRole = "node-role";
    public const string NodeGroups = "node-groups";
    public const string ControllerRole = "controller-role";
    public const string Controller = "controller";
    public const string WorkloadRoles = "workload-roles";
    public const string Workloads = "workloads";
    public const string Ingresses = "ingresses";
    public const string LoadBalancers = "load-balancers";
    public const string Roles = "roles";
    public const string Policies = "policies";
    public const string AddOns = "add-ons";
    public const string PodIdentity = "pod-identity";
    public const string Certificates = "certificates";
    public const string StaleNodeGroups = "stale-node-groups";
    public const string StaleObjects = "stale-objects";
    public const string StalePodIdentity = "stale-identities";
    public const string StaleAddOns = "stale-add-ons";
    public const string StaleRoles = "stale-roles";
    public const string StaleCertificates = "stale-certificates";
}
