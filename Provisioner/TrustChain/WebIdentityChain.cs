using System.Runtime.CompilerServices;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using EksIngress.Model.Iam;
using EksIngress.Provisioner.Aws;

namespace EksIngress.Provisioner.TrustChain;

/// <summary>The way by IAM's OIDC provider and the annotation of the service account.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html</remarks>
internal sealed class WebIdentityChain(ChainAccount account)
{
    private const string RoleAnnotation = "eks.amazonaws.com/role-arn";
    private const string AudienceAnnotation = "eks.amazonaws.com/audience";

    /// <summary>Whoever walks stops at the first link that is broken.</summary>
    public async IAsyncEnumerable<(ChainLink Link, ChainRoute? Route)> WalkAsync(ChainSubject subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var issuer = account.Cluster.Identity.Oidc.Issuer;
        var providerArn = TrustPolicies.ProviderArn(account.Target.Partition, account.AccountId, issuer);
        var (link, provider) = await FindProviderAsync(providerArn, issuer, cancellationToken);
        yield return (link, null);

        (link, var serviceAccount) = await RoleLinks.FindServiceAccountAsync(account.Api, subject, cancellationToken);
        yield return (link, null);

        var annotations = serviceAccount!["metadata"]?["annotations"];
        var audience = annotations?[AudienceAnnotation]?.GetValue<string>() ?? TrustPolicies.Audience;
        yield return (CheckAudience(provider!, providerArn, audience), null);

        var roleArn = annotations?[RoleAnnotation]?.GetValue<string>();
        yield return (await CheckAnnotationAsync(subject, roleArn, cancellationToken), null);

        (link, var role) = await RoleLinks.FindRoleAsync(account.Aws.Iam, roleArn!, found => FixRoleAsync(subject, roleArn!, found, cancellationToken), cancellationToken);
        yield return (link, null);

        var path = TrustPolicies.IssuerPath(issuer);
        var question = new TrustQuestion(
            "Federated",
            providerArn,
            ["sts:AssumeRoleWithWebIdentity"],
            new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
            {
                [$"{path}:sub"] = [subject.Subject],
                [$"{path}:aud"] = [audience],
                ["aws:FederatedProvider"] = [providerArn],
            });
        var wanted = TrustPolicies.ForServiceAccount(providerArn, issuer, subject.Namespace, subject.ServiceAccount).ToJsonString();
        yield return (
            RoleLinks.CheckTrust(role!, question, $"{subject.Subject} with audience {audience}, by {providerArn}", wanted),
            new ChainRoute(roleArn!, new Dictionary<string, string?>(StringComparer.Ordinal) { ["AWS_ROLE_ARN"] = roleArn, ["AWS_WEB_IDENTITY_TOKEN_FILE"] = null }, audience));
    }

    private async Task<(ChainLink Link, GetOpenIDConnectProviderResponse? Provider)> FindProviderAsync(string arn, string issuer, CancellationToken cancellationToken)
    {
        const string Name = "OIDC provider";
        try
        {
            var provider = await account.Aws.Iam.GetOpenIDConnectProviderAsync(new GetOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn }, cancellationToken);
            return (ChainLink.Holds(Name, arn), provider);
        }
        catch (AmazonServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            var others = (await account.Aws.Iam.ListOpenIDConnectProvidersAsync(new ListOpenIDConnectProvidersRequest(), cancellationToken)).OpenIDConnectProviderList ?? [];
            return (ChainLink.Broken(
                Name,
                $"an IAM OIDC provider for {issuer}",
                others.Count == 0 ? "the account has none" : $"the account has {string.Join(", ", others.Select(other => other.Arn).Order(StringComparer.Ordinal))}",
                $"aws iam create-open-id-connect-provider --url {issuer} --client-id-list {TrustPolicies.Audience}"), null);
        }
    }

    private static ChainLink CheckAudience(GetOpenIDConnectProviderResponse provider, string arn, string audience) =>
        provider.ClientIDList?.Contains(audience) == true
            ? ChainLink.Holds("audience", audience)
            : ChainLink.Broken(
                "audience",
                $"{audience} among the client ids of the provider",
                provider.ClientIDList is { Count: > 0 } ids ? string.Join(", ", ids) : "no client id",
                $"aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn {arn} --client-id {audience}");

    private async Task<ChainLink> CheckAnnotationAsync(ChainSubject subject, string? roleArn, CancellationToken cancellationToken)
    {
        const string Name = "annotation";
        var prefix = account.RolePrefix;
        if (roleArn is not null && roleArn.StartsWith(prefix, StringComparison.Ordinal) && roleArn.Length > prefix.Length)
        {
            return ChainLink.Holds(Name, roleArn);
        }

        var candidate = await FindCandidateAsync(subject, cancellationToken) ?? $"{prefix}ROLE";
        return ChainLink.Broken(
            Name,
            $"{RoleAnnotation} with the ARN of a role of account {account.AccountId}",
            roleArn ?? "the service account has no such annotation, and no pod identity association",
            $"{Annotate(subject)}{candidate}");
    }

    private async Task<string> FixRoleAsync(ChainSubject subject, string roleArn, string? found, CancellationToken cancellationToken) =>
        (found ?? await FindCandidateAsync(subject, cancellationToken)) is { } candidate
            ? $"{Annotate(subject)}{candidate}"
            : $"aws iam create-role --role-name {roleArn[(roleArn.LastIndexOf('/') + 1)..]} --assume-role-policy-document file://trust.json";

    // A role that was made for this service account tells it in its trust policy.
    private async Task<string?> FindCandidateAsync(ChainSubject subject, CancellationToken cancellationToken) =>
        (await RoleLinks.ListAsync(account.Aws.Iam, cancellationToken))
            .Find(role => Uri.UnescapeDataString(role.AssumeRolePolicyDocument ?? "").Contains($"\"{subject.Subject}\"", StringComparison.Ordinal))?.Arn;

    private static string Annotate(ChainSubject subject) =>
        $"kubectl annotate serviceaccount {subject.ServiceAccount} --namespace {subject.Namespace} --overwrite {RoleAnnotation}=";
}
