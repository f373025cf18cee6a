using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Removal;

/// <summary>Deletes the environment's customer managed policies, older versions first.</summary>
internal sealed class RemovePoliciesStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly IAmazonIdentityManagementService _iam = context.Aws.Iam;

    public string Name => StepNames.Policies;

    public string Purpose => "delete the IAM policies";

    public IReadOnlyList<string> DependsOn => [StepNames.Roles];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var prefix = ResourceNames.IamPrefix(context.Spec);
        var policies = await Paging.AllAsync<ManagedPolicy>(async marker =>
        {
            var page = await _iam.ListPoliciesAsync(new ListPoliciesRequest { Scope = PolicyScopeType.Local, Marker = marker }, cancellationToken);
            return (page.Policies, page.Marker);
        });
        foreach (var policy in policies.Where(policy => policy.PolicyName.StartsWith(prefix, StringComparison.Ordinal)))
        {
            if (await PlanAsync(policy, cancellationToken) is { } plan)
            {
                return plan;
            }
        }

        return new StepPlan.Ready("none is left");
    }

    private async Task<StepPlan?> PlanAsync(ManagedPolicy listed, CancellationToken cancellationToken)
    {
        try
        {
            // A list of policies carries no tags.
            var policy = await _iam.GetPolicyAsync(new GetPolicyRequest { PolicyArn = listed.Arn }, cancellationToken);
            if (!context.Tags.Owns(policy.Policy.Tags))
            {
                return null;
            }

            var versions = await _iam.ListPolicyVersionsAsync(new ListPolicyVersionsRequest { PolicyArn = listed.Arn }, cancellationToken);
            if (versions.Versions?.Find(version => version.IsDefaultVersion is not true) is { } old)
            {
                return RemovalPlan.Delete($"version {old.VersionId} of policy {listed.PolicyName}", context.Target.PollInterval, token =>
                    _iam.DeletePolicyVersionAsync(new DeletePolicyVersionRequest { PolicyArn = listed.Arn, VersionId = old.VersionId }, token));
            }
        }
        catch (AmazonIdentityManagementServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            return null;
        }

        return RemovalPlan.Delete($"policy {listed.PolicyName}", context.Target.PollInterval, token =>
            _iam.DeletePolicyAsync(new DeletePolicyRequest { PolicyArn = listed.Arn }, token));
    }
}
