using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Identity;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Pruning;

/// <summary>
/// Takes back permissions that left the specification: policies that a workload's role no longer has, roles of workloads that are gone,
/// policies that nobody has any more. Roles of the control plane, the nodes and the controller keep what someone else attached.
/// </summary>
internal sealed class PruneRolesStep(EnvironmentContext context)
    : PruningStep(context, StepNames.StaleRoles, "IAM roles and permissions that left the specification")
{
    private readonly OwnedRoles _roles = new(context);
    private readonly OwnedPolicies _policies = new(context);

    // The pods that had the permissions are gone or rolled by then.
    public override IReadOnlyList<string> DependsOn => [StepNames.StaleObjects, StepNames.StalePodIdentity];

    public override async Task<IReadOnlyList<StalePart>> FindStaleAsync(CancellationToken cancellationToken)
    {
        var parts = new List<StalePart>();
        var wanted = Context.Spec.Workloads.Where(workload => workload.IamRole is not null).ToList();
        foreach (var workload in wanted)
        {
            var name = ResourceNames.WorkloadRole(Context.Spec, workload);
            parts.AddRange((await _roles.FindOthersAsync(name, WorkloadRolesStep.PolicyArns(Context, workload), cancellationToken)).Select(part => new StalePart.Removable(part)));
        }

        HashSet<string> names =
        [
            ResourceNames.ClusterRole(Context.Spec), ResourceNames.NodeRole(Context.Spec), ResourceNames.ControllerRole(Context.Spec),
            .. wanted.Select(workload => ResourceNames.WorkloadRole(Context.Spec, workload)),
        ];
        foreach (var name in (await _roles.ListCandidatesAsync(cancellationToken)).Where(name => !names.Contains(name)))
        {
            parts.AddRange((await _roles.FindPartsAsync(name, cancellationToken)).Select(part => new StalePart.Removable(part)));
        }

        HashSet<string> documents =
        [
            ResourceNames.ControllerPolicy(Context.Spec),
            .. wanted.Where(workload => workload.IamRole!.PolicyDocument is not null).Select(workload => ResourceNames.WorkloadPolicy(Context.Spec, workload)),
        ];
        foreach (var policy in (await _policies.ListCandidatesAsync(cancellationToken)).Where(policy => !documents.Contains(policy.PolicyName)))
        {
            parts.AddRange((await _policies.FindPartsAsync(policy, cancellationToken)).Select(part => new StalePart.Removable(part)));
        }

        return parts;
    }
}
