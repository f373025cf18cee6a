using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using EksIngress.Model.Iam;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Clusters;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Identity;

/// <summary>IAM's trust in the cluster's issuer. No thumbprint: IAM checks EKS's issuers against its own authorities.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html</remarks>
internal sealed class OidcProviderStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly IAmazonIdentityManagementService _iam = context.Aws.Iam;
    private readonly ClusterFinder _clusters = new(context);

    public string Name => StepNames.OidcProvider;

    public string Purpose => "IAM identity provider for the cluster's issuer";

    public IReadOnlyList<string> DependsOn => [StepNames.Cluster];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var issuer = await _clusters.GetIssuerAsync(cancellationToken);
        var arn = context.ProviderArn(issuer);
        GetOpenIDConnectProviderResponse observed;
        try
        {
            observed = await _iam.GetOpenIDConnectProviderAsync(
                new GetOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn }, cancellationToken);
        }
        catch (AmazonIdentityManagementServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            return StepPlan.Do($"created identity provider {TrustPolicies.IssuerPath(issuer)}", token => _iam.CreateOpenIDConnectProviderAsync(
                new CreateOpenIDConnectProviderRequest { Url = issuer, ClientIDList = [TrustPolicies.Audience], Tags = context.Tags.ForIam }, token));
        }

        // The issuer is this cluster's own, so a provider for it can only be ours; someone may have made it by hand.
        if (!context.Tags.Owns(observed.Tags))
        {
            return StepPlan.Do($"tagged identity provider {arn}", token => _iam.TagOpenIDConnectProviderAsync(
                new TagOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn, Tags = context.Tags.ForIam }, token));
        }

        return observed.ClientIDList?.Contains(TrustPolicies.Audience) is true
            ? new StepPlan.Ready(TrustPolicies.IssuerPath(issuer))
            : StepPlan.Do($"added audience {TrustPolicies.Audience} to {arn}", token => _iam.AddClientIDToOpenIDConnectProviderAsync(
                new AddClientIDToOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn, ClientID = TrustPolicies.Audience }, token));
    }
}
