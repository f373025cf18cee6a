using System.Collections.Immutable;
using EksIngress.Emulator.Aws.Eks;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Aws.Explain;

/// <summary>The way by IAM's OIDC provider and the annotation of the service account.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html</remarks>
internal sealed class WebIdentityExplanation(Guarded<IamState> iam, Func<IClusterObjects> objects, RoleLinks links)
{
    private const string RoleAnnotation = "eks.amazonaws.com/role-arn";
    private const string AudienceAnnotation = "eks.amazonaws.com/audience";
    private const string Sts = "sts.amazonaws.com";

    /// <summary>Whoever walks stops at the first link that is broken.</summary>
    public IEnumerable<(ExplainedLink Link, ExplainedRoute? Route)> Walk(ExplainedSubject subject, EksCluster cluster, string issuer)
    {
        var host = issuer["https://".Length..];
        var providerArn = $"arn:aws:iam::{cluster.AccountId}:oidc-provider/{host}";
        var provider = iam.Current.OidcProviders.GetValueOrDefault(providerArn);
        yield return (CheckProvider(provider, issuer), null);
        var account = objects().Find(cluster.Name, "serviceaccounts", new(subject.Namespace, subject.ServiceAccount));
        yield return (RoleLinks.CheckAccount(subject, account is not null), null);
        var audience = account!.Annotation(AudienceAnnotation) ?? Sts;
        yield return (provider!.ClientIds.Contains(audience)
            ? ExplainedLink.Holds("audience", audience)
            : ExplainedLink.Broken(
                "audience",
                $"{audience} among the client ids of the provider",
                provider.ClientIds.IsEmpty ? "it has none" : string.Join(", ", provider.ClientIds),
                $"aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn {providerArn} --client-id {audience}"), null);

        var roleArn = account!.Annotation(RoleAnnotation);
        yield return (CheckAnnotation(subject, cluster, roleArn), null);
        var role = links.Find(roleArn!);
        yield return (links.CheckRole(role, roleArn!, $"{Annotate(subject)}{FindCandidate(subject) ?? "ROLE"}"), null);
        var claims = ImmutableDictionary<string, string>.Empty
            .Add($"{host}:sub", subject.Subject)
            .Add($"{host}:aud", audience)
            .Add("aws:FederatedProvider", providerArn);
        yield return (
            links.CheckTrust(
                role!,
                new PolicyPrincipal("Federated", providerArn),
                ["sts:AssumeRoleWithWebIdentity"],
                cluster.Region,
                claims.Select(pair => KeyValuePair.Create<string, IReadOnlyList<string>>(pair.Key, [pair.Value])),
                TrustDocuments.ForWebIdentity(providerArn, host, subject.Subject, audience)),
            new ExplainedRoute(
                role!,
                ImmutableDictionary<string, string>.Empty,
                claims,
                new Dictionary<string, string?>(StringComparer.Ordinal) { ["AWS_ROLE_ARN"] = roleArn, ["AWS_WEB_IDENTITY_TOKEN_FILE"] = null },
                audience));
    }

    private ExplainedLink CheckProvider(OidcProvider? provider, string issuer)
    {
        var others = iam.Current.OidcProviders.Keys;
        return provider is not null
            ? ExplainedLink.Holds("OIDC provider", provider.Arn)
            : ExplainedLink.Broken(
                "OIDC provider",
                $"an IAM OIDC provider for {issuer}",
                others.Any() ? $"the account has {string.Join(", ", others)}" : "the account has none",
                $"aws iam create-open-id-connect-provider --url {issuer} --client-id-list {Sts}");
    }

    private ExplainedLink CheckAnnotation(ExplainedSubject subject, EksCluster cluster, string? roleArn)
    {
        var prefix = $"arn:aws:iam::{cluster.AccountId}:role/";
        return roleArn?.StartsWith(prefix, StringComparison.Ordinal) == true && roleArn.Length > prefix.Length
            ? ExplainedLink.Holds("annotation", roleArn)
            : ExplainedLink.Broken(
                "annotation",
                $"{RoleAnnotation} with the ARN of a role of account {cluster.AccountId}",
                roleArn ?? "the service account has no such annotation, and no pod identity association",
                $"{Annotate(subject)}{FindCandidate(subject) ?? prefix + "ROLE"}");
    }

    // A role that was made for this service account says so in its trust policy.
    private string? FindCandidate(ExplainedSubject subject) => iam.Current.Roles.Values.FirstOrDefault(role => role.TrustPolicy.Policy.Statements
        .SelectMany(statement => statement.Conditions)
        .Any(condition => condition.Key.EndsWith(":sub", StringComparison.Ordinal) && condition.Values.Contains(subject.Subject)))?.Arn;

    private static string Annotate(ExplainedSubject subject) =>
        $"kubectl annotate serviceaccount {subject.ServiceAccount} --namespace {subject.Namespace} --overwrite {RoleAnnotation}=";
}
