namespace EksIngress.Emulator.Aws;

/// <summary>Names of the quotas that can be set: <c>SERVICE/NAME</c>.</summary>
internal static class AwsQuota
{
    public const string AcmCertificates = "acm/Certificates";
    public const string AcmDomains = "acm/DomainNamesPerCertificate";
    public const string Ec2Addresses = "ec2/ElasticIPs";
    public const string Ec2InternetGateways = "ec2/InternetGateways";
    public const string Ec2NatGateways = "ec2/NatGatewaysPerAvailabilityZone";
    public const string Ec2RouteTables = "ec2/RouteTablesPerVpc";
    public const string Ec2Routes = "ec2/RoutesPerRouteTable";
    public const string Ec2Rules = "ec2/RulesPerSecurityGroup";
    public const string Ec2SecurityGroups = "ec2/SecurityGroups";
    public const string Ec2Subnets = "ec2/SubnetsPerVpc";
    public const string Ec2Vpcs = "ec2/Vpcs";
    public const string EcrRepositories = "ecr/Repositories";
    public const string EksClusters = "eks/Clusters";
    public const string EksNodeGroups = "eks/NodegroupsPerCluster";
    public const string EksPodIdentities = "eks/PodIdentityAssociationsPerCluster";
    public const string ElbCertificates = "elasticloadbalancing/CertificatesPerLoadBalancer";
    public const string ElbListeners = "elasticloadbalancing/ListenersPerLoadBalancer";
    public const string ElbLoadBalancers = "elasticloadbalancing/LoadBalancers";
    public const string ElbNetworkLoadBalancers = "elasticloadbalancing/NetworkLoadBalancers";
    public const string ElbRules = "elasticloadbalancing/RulesPerLoadBalancer";
    public const string ElbTargetGroups = "elasticloadbalancing/TargetGroups";
    public const string ElbTargetGroupsPerLoadBalancer = "elasticloadbalancing/TargetGroupsPerLoadBalancer";
    public const string ElbTargets = "elasticloadbalancing/TargetsPerTargetGroup";
    public const string ElbTrustStores = "elasticloadbalancing/TrustStores";
    public const string IamAttachedToGroup = "iam/ManagedPoliciesPerGroup";
    public const string IamAttachedToRole = "iam/ManagedPoliciesPerRole";
    public const string IamAttachedToUser = "iam/ManagedPoliciesPerUser";
    public const string IamGroups = "iam/GroupsPerAccount";
    public const string IamInstanceProfiles = "iam/InstanceProfilesPerAccount";
    public const string IamOidcProviders = "iam/OpenIdConnectProvidersPerAccount";
    public const string IamPolicies = "iam/PoliciesPerAccount";
    public const string IamRoles = "iam/RolesPerAccount";
    public const string IamUsers = "iam/UsersPerAccount";
    public const string WafWebAcls = "wafv2/WebACLs";
}
