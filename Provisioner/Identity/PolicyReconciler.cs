using System.Text.Json.Nodes;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using EksIngress.Model.Iam;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Identity;

/// <summary>Brings customer managed policies to their wanted state, one change at a time.</summary>
internal sealed class PolicyReconciler(EnvironmentContext context)
{
    /// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html</remarks>
    private const int MaxVersions = 5;

    private readonly IAmazonIdentityManagementService _iam = context.Aws.Iam;

    /// <summary>The next change to the policy; null when there is none to make.</summary>
    /// <exception cref="ProvisioningException">A policy of that name belongs to someone else.</exception>
    public async Task<StepPlan?> PlanAsync(string name, JsonNode document, CancellationToken cancellationToken)
    {
        var arn = context.PolicyArn(name);
        if (await FindAsync(arn, cancellationToken) is not { } observed)
        {
            return StepPlan.Do($"created policy {name}", token => _iam.CreatePolicyAsync(
                new CreatePolicyRequest { PolicyName = name, PolicyDocument = PolicyDocuments.Write(document), Tags = context.Tags.ForIam }, token));
        }

        if (!context.Tags.Owns(observed.Tags))
        {
            throw new ProvisioningException(
                $"IAM policy {name} exists and does not belong to this environment: its ownership tags are missing or name another. Delete it, or give the environment another name.");
        }

        var version = await _iam.GetPolicyVersionAsync(
            new GetPolicyVersionRequest { PolicyArn = arn, VersionId = observed.DefaultVersionId }, cancellationToken);
        return PolicyDocuments.AreEqual(document, version.PolicyVersion.Document)
            ? null
            : await PlanNewVersionAsync(name, arn, document, cancellationToken);
    }

    private async Task<StepPlan> PlanNewVersionAsync(string name, string arn, JsonNode document, CancellationToken cancellationToken)
    {
        var versions = (await _iam.ListPolicyVersionsAsync(new ListPolicyVersionsRequest { PolicyArn = arn }, cancellationToken)).Versions ?? [];
        var oldest = versions.Where(version => version.IsDefaultVersion is not true).MinBy(version => version.CreateDate);
        return versions.Count >= MaxVersions && oldest is not null
            ? StepPlan.Do($"deleted version {oldest.VersionId} of policy {name}", token => _iam.DeletePolicyVersionAsync(
                new DeletePolicyVersionRequest { PolicyArn = arn, VersionId = oldest.VersionId }, token))
            : StepPlan.Do($"updated policy {name}", token => _iam.CreatePolicyVersionAsync(
                new CreatePolicyVersionRequest { PolicyArn = arn, PolicyDocument = PolicyDocuments.Write(document), SetAsDefault = true }, token));
    }

    private async Task<ManagedPolicy?> FindAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            return (await _iam.GetPolicyAsync(new GetPolicyRequest { PolicyArn = arn }, cancellationToken)).Policy;
        }
        catch (AmazonIdentityManagementServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            return null;
        }
    }
}
