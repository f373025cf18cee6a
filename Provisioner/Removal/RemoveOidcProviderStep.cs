using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Removal;

/// <summary>Deletes the identity provider; a cluster that is gone does not take it along, and an account holds 100.</summary>
internal sealed class RemoveOidcProviderStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly IAmazonIdentityManagementService _iam = context.Aws.Iam;

    public string Name => StepNames.OidcProvider;

    public string Purpose => "delete the identity provider";

    public IReadOnlyList<string> DependsOn => [StepNames.Cluster];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var providers = await _iam.ListOpenIDConnectProvidersAsync(new ListOpenIDConnectProvidersRequest(), cancellationToken);
        foreach (var provider in providers.OpenIDConnectProviderList ?? [])
        {
            if (await IsOwnedAsync(provider.Arn, cancellationToken))
            {
                return RemovalPlan.Delete($"identity provider {provider.Arn}", context.Target.PollInterval, token =>
                    _iam.DeleteOpenIDConnectProviderAsync(new DeleteOpenIDConnectProviderRequest { OpenIDConnectProviderArn = provider.Arn }, token));
            }
        }

        return new StepPlan.Ready("none is left");
    }

    private async Task<bool> IsOwnedAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            var provider = await _iam.GetOpenIDConnectProviderAsync(
                new GetOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn }, cancellationToken);
            return context.Tags.Owns(provider.Tags);
        }
        catch (AmazonIdentityManagementServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            return false;
        }
    }
}
