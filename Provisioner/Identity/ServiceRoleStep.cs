using EksIngress.Model.Iam;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Identity;

/// <summary>A role that an AWS service assumes: of the control plane, or of the nodes.</summary>
internal sealed class ServiceRoleStep(EnvironmentContext context, string name, RoleSpec role) : IProvisioningStep
{
    private readonly RoleReconciler _roles = new(context);

    public string Name => name;

    public string Purpose => $"IAM role {role.Name}";

    public IReadOnlyList<string> DependsOn => [];

    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html</remarks>
    public static ServiceRoleStep ForCluster(EnvironmentContext context, string roleName) => new(context, StepNames.ClusterRole, new RoleSpec(
        roleName,
        "EKS control plane of an environment",
        TrustPolicies.ForService("eks.amazonaws.com"),
        [context.AwsPolicyArn("AmazonEKSClusterPolicy")]));

    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html</remarks>
    public static ServiceRoleStep ForNodes(EnvironmentContext context, string roleName) => new(context, StepNames.NodeRole, new RoleSpec(
        roleName,
        "EKS nodes of an environment",
        TrustPolicies.ForService("ec2.amazonaws.com"),
        [
            context.AwsPolicyArn("AmazonEKSWorkerNodePolicy"),
            context.AwsPolicyArn("AmazonEC2ContainerRegistryPullOnly"),
            context.AwsPolicyArn("AmazonEKS_CNI_Policy"),
        ]));

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken) =>
        await _roles.PlanAsync(role, cancellationToken) ?? new StepPlan.Ready(role.Name);
}
