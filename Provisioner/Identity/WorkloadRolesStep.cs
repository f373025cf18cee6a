using System.Text.Json.Nodes;
using EksIngress.Model.Environments;
using EksIngress.Model.Iam;
using EksIngress.Model.Kubernetes;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Clusters;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Identity;

/// <summary>The roles that workloads run as, each for its own service account.</summary>
internal sealed class WorkloadRolesStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly RoleReconciler _roles = new(context);
    private readonly PolicyReconciler _policies = new(context);
    private readonly ClusterFinder _clusters = new(context);

    public string Name => StepNames.WorkloadRoles;

    public string Purpose => $"IAM roles of {Workloads.Count} workloads";

    public IReadOnlyList<string> DependsOn => [StepNames.OidcProvider];

    private List<WorkloadSpec> Workloads => [.. context.Spec.Workloads.Where(workload => workload.IamRole is not null)];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        if (Workloads.Count == 0)
        {
            return new StepPlan.Ready("no workload has a role");
        }

        var issuer = await _clusters.GetIssuerAsync(cancellationToken);
        foreach (var workload in Workloads)
        {
            var plan = await PlanPolicyAsync(workload, cancellationToken) ?? await _roles.PlanAsync(ToRole(workload, issuer), cancellationToken);
            if (plan is not null)
            {
                return plan;
            }
        }

        return new StepPlan.Ready($"{Workloads.Count} roles");
    }

    private async Task<StepPlan?> PlanPolicyAsync(WorkloadSpec workload, CancellationToken cancellationToken) =>
        workload.IamRole!.PolicyDocument is { } document
            ? await _policies.PlanAsync(
                ResourceNames.WorkloadPolicy(context.Spec, workload), JsonNode.Parse(document.GetRawText())!, cancellationToken)
            : null;

    /// <summary>The policies that the role of a workload has: those that the specification names, and its own document.</summary>
    public static IReadOnlyList<string> PolicyArns(EnvironmentContext context, WorkloadSpec workload) => workload.IamRole is not { } role
        ? []
        : role.PolicyDocument is null
            ? role.ManagedPolicyArns
            : [.. role.ManagedPolicyArns, context.PolicyArn(ResourceNames.WorkloadPolicy(context.Spec, workload))];

    private RoleSpec ToRole(WorkloadSpec workload, string issuer)
    {
        var role = workload.IamRole!;
        return new RoleSpec(
            ResourceNames.WorkloadRole(context.Spec, workload),
            $"Workload {workload.Name}{OwnedRoles.DescriptionEnd(context.Spec.Name)}",
            role.Identity == WorkloadIdentity.PodIdentity
                ? TrustPolicies.ForPodIdentity()
                : TrustPolicies.ForServiceAccount(
                    context.ProviderArn(issuer), issuer, workload.Namespace, WorkloadObjects.ServiceAccountName(workload)),
            PolicyArns(context, workload));
    }
}
