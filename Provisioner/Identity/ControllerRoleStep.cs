using EksIngress.Model.Iam;
using EksIngress.Model.LoadBalancerController;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Clusters;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Identity;

/// <summary>Policy and role of the load balancer controller, for its service account alone.</summary>
internal sealed class ControllerRoleStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly RoleReconciler _roles = new(context);
    private readonly PolicyReconciler _policies = new(context);
    private readonly ClusterFinder _clusters = new(context);

    public string Name => StepNames.ControllerRole;

    public string Purpose => $"IAM role {ResourceNames.ControllerRole(context.Spec)}";

    public IReadOnlyList<string> DependsOn => [StepNames.OidcProvider];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var policyName = ResourceNames.ControllerPolicy(context.Spec);
        if (await _policies.PlanAsync(policyName, ControllerPolicy.Document(context.Target.Partition), cancellationToken) is { } policy)
        {
            return policy;
        }

        var issuer = await _clusters.GetIssuerAsync(cancellationToken);
        var role = new RoleSpec(
            ResourceNames.ControllerRole(context.Spec),
            $"AWS Load Balancer Controller of environment {context.Spec.Name}",
            TrustPolicies.ForServiceAccount(context.ProviderArn(issuer), issuer, ControllerNames.Namespace, ControllerNames.ServiceAccount),
            [context.PolicyArn(policyName)]);
        return await _roles.PlanAsync(role, cancellationToken) ?? new StepPlan.Ready(role.Name);
    }
}
