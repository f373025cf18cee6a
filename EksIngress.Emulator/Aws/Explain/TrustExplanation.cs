using System.Collections.Immutable;
using EksIngress.Emulator.Aws.Eks;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Aws.Explain;

/// <summary>
/// Walks from a service account to what its pods may do, in the account's own state and with its own policy evaluation: by the OIDC
/// provider and the annotation, or by the pod identity association where there is one, which EKS prefers. It ends at the first link that is broken.
/// </summary>
internal sealed class TrustExplanation(
    Guarded<EksState> eks,
    Guarded<IamState> iam,
    Func<IKubernetesClusters> clusters,
    Func<IClusterObjects> objects,
    AccessControl access,
    PermissionExplanation permissions)
{
    private const string RoleAnnotation = "eks.amazonaws.com/role-arn";
    private const string AudienceAnnotation = "eks.amazonaws.com/audience";
    private const string Sts = "sts.amazonaws.com";

    private static readonly Dictionary<string, string?> AgentVariables = new(StringComparer.Ordinal)
    {
        ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = null,
        ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = null,
    };

    /// <param name="subject">Whose chain it is.</param>
    /// <param name="actions">Actions that its pods need beside those that are known; on any resource.</param>
    public IEnumerable<ExplainedLink> Walk(ExplainedSubject subject, IReadOnlyList<string> actions)
    {
        if (eks.Current.Clusters.GetValueOrDefault(subject.Cluster) is not { Issuer: { } issuer, Endpoint: not null } cluster)
        {
            yield return FindCluster(subject);
            yield break;
        }

        if (clusters().FindIssuer(issuer) is not { Keys.Count: > 0 })
        {
            yield return ExplainedLink.Broken("cluster", $"keys that {issuer} publishes", "its API server does not run", $"aws eks describe-cluster --name {cluster.Name}");
            yield break;
        }

        yield return ExplainedLink.Holds("cluster", $"{cluster.Name} is {cluster.Status}, issuer {issuer}");
        var association = cluster.PodIdentities.Values.FirstOrDefault(found => (found.Namespace, found.ServiceAccount) == (subject.Namespace, subject.ServiceAccount));
        var steps = association is null ? WalkWebIdentity(subject, cluster, issuer) : WalkPodIdentity(subject, cluster, association);
        Route? route = null;
        foreach (var (link, found) in steps)
        {
            yield return link;
            if (link.IsBroken)
            {
                yield break;
            }

            route = found ?? route;
        }

        var (role, keys, variables, audience) = route ?? throw new InvalidOperationException("The chain ended before its role.");
        var pods = PodCredentials.Check(subject, objects().List(cluster.Name, "pods", subject.Namespace), variables, audience);
        yield return pods;
        if (!pods.IsBroken)
        {
            yield return permissions.Check(
                role,
                cluster.Region,
                keys,
                [
                    .. subject.IsController ? ControllerRequests.Of(cluster.Region, AccountOf(cluster), cluster.Name) : [],
                    .. actions.Select(action => new AccessRequest(action, "*", ConditionKeys.None)),
                ]);
        }
    }

    private IEnumerable<(ExplainedLink Link, Route? Route)> WalkWebIdentity(ExplainedSubject subject, EksCluster cluster, string issuer)
    {
        var host = issuer["https://".Length..];
        var providerArn = $"arn:aws:iam::{AccountOf(cluster)}:oidc-provider/{host}";
        var provider = iam.Current.OidcProviders.GetValueOrDefault(providerArn);
        yield return (CheckProvider(provider, issuer), null);
        var account = objects().Find(cluster.Name, "serviceaccounts", new(subject.Namespace, subject.ServiceAccount));
        yield return (CheckAccount(subject, account is not null), null);
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
        var role = access.FindAssumable(iam.Current, roleArn!);
        yield return (CheckRole(role, roleArn!, $"{Annotate(subject)}{FindCandidate(subject) ?? "ROLE"}"), null);
        var claims = ImmutableDictionary<string, string>.Empty
            .Add($"{host}:sub", subject.Subject)
            .Add($"{host}:aud", audience)
            .Add("aws:FederatedProvider", providerArn);
        yield return (
            CheckTrust(role!, new PolicyPrincipal("Federated", providerArn), ["sts:AssumeRoleWithWebIdentity"], cluster.Region, claims, TrustDocuments.ForWebIdentity(providerArn, host, subject.Subject, audience)),
            new Route(role!, claims, new Dictionary<string, string?>(StringComparer.Ordinal) { ["AWS_ROLE_ARN"] = roleArn, ["AWS_WEB_IDENTITY_TOKEN_FILE"] = null }, audience));
    }

    private IEnumerable<(ExplainedLink Link, Route? Route)> WalkPodIdentity(ExplainedSubject subject, EksCluster cluster, EksPodIdentity association)
    {
        yield return (CheckAccount(subject, objects().Find(cluster.Name, "serviceaccounts", new(subject.Namespace, subject.ServiceAccount)) is not null), null);
        yield return (ExplainedLink.Holds("association", $"{association.Id} gives {association.RoleArn}"), null);
        var role = access.FindAssumable(iam.Current, association.RoleArn);
        yield return (CheckRole(role, association.RoleArn, $"aws eks update-pod-identity-association --cluster-name {cluster.Name} --association-id {association.Id} --role-arn ROLE"), null);
        var keys = ImmutableDictionary<string, string>.Empty.Add("aws:SourceAccount", AccountOf(cluster)).Add("aws:SourceArn", cluster.Arn);
        string[] asked = association.SendsSessionTags ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"];
        yield return (
            CheckTrust(role!, new PolicyPrincipal("Service", PodIdentityAssumption.Service), asked, cluster.Region, keys, TrustDocuments.ForPodIdentity(PodIdentityAssumption.Service)),
            new Route(role!, ImmutableDictionary<string, string>.Empty, AgentVariables, PodIdentityAssumption.Service));
    }

    private ExplainedLink FindCluster(ExplainedSubject subject) =>
        eks.Current.Clusters.GetValueOrDefault(subject.Cluster) is { } starting
            ? ExplainedLink.Broken("cluster", "an endpoint and an OIDC issuer", $"{starting.Name} is {starting.Status} and has none yet", $"aws eks wait cluster-active --name {starting.Name}")
            : ExplainedLink.Broken("cluster", $"a cluster {subject.Cluster}", "there is none", "aws eks list-clusters");

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

    private static ExplainedLink CheckAccount(ExplainedSubject subject, bool exists) =>
        exists
            ? ExplainedLink.Holds("service account", $"{subject.Namespace}/{subject.ServiceAccount}")
            : ExplainedLink.Broken(
                "service account",
                $"{subject.Namespace}/{subject.ServiceAccount}",
                "there is none of that name",
                $"kubectl create serviceaccount {subject.ServiceAccount} --namespace {subject.Namespace}");

    private ExplainedLink CheckAnnotation(ExplainedSubject subject, EksCluster cluster, string? roleArn)
    {
        var prefix = $"arn:aws:iam::{AccountOf(cluster)}:role/";
        return roleArn?.StartsWith(prefix, StringComparison.Ordinal) == true && roleArn.Length > prefix.Length
            ? ExplainedLink.Holds("annotation", roleArn)
            : ExplainedLink.Broken(
                "annotation",
                $"{RoleAnnotation} with the ARN of a role of account {AccountOf(cluster)}",
                roleArn ?? "the service account has no such annotation",
                $"{Annotate(subject)}{FindCandidate(subject) ?? prefix + "ROLE"}");
    }

    private ExplainedLink CheckRole(IamRole? role, string roleArn, string fix)
    {
        var name = roleArn[(roleArn.LastIndexOf('/') + 1)..];
        return role is not null
            ? ExplainedLink.Holds("role", role.Arn)
            : ExplainedLink.Broken("role", roleArn, iam.Current.Roles.GetValueOrDefault(name) switch
            {
                null => "there is no such role",
                { } found when found.Arn == roleArn => "it was made a moment ago and is not known everywhere yet",
                { } found => $"the role of that name is {found.Arn}",
            }, fix);
    }

    private ExplainedLink CheckTrust(IamRole role, PolicyPrincipal principal, string[] actions, string region, ImmutableDictionary<string, string> keys, string wanted)
    {
        var context = access.ContextOf(null, region, keys.Select(pair => KeyValuePair.Create<string, IReadOnlyList<string>>(pair.Key, [pair.Value])));
        var trust = new NamedPolicy($"trust policy of role {role.RoleName}", role.TrustPolicy.Policy);
        foreach (var action in actions)
        {
            if (TrustFault.Find(trust, principal, action, context) is { } fault)
            {
                return ExplainedLink.Broken(
                    "trust policy",
                    $"{action} for {principal.Kind} {principal.Value}{(keys.FirstOrDefault(key => key.Key.EndsWith(":sub", StringComparison.Ordinal)).Value is { } sub ? $" with subject {sub}" : "")}",
                    fault,
                    $"aws iam update-assume-role-policy --role-name {role.RoleName} --policy-document '{wanted}'");
            }
        }

        return ExplainedLink.Holds("trust policy", $"{role.RoleName} trusts {principal.Value}");
    }

    // A role that was made for this service account says so in its trust policy.
    private string? FindCandidate(ExplainedSubject subject) => iam.Current.Roles.Values.FirstOrDefault(role => role.TrustPolicy.Policy.Statements
        .SelectMany(statement => statement.Conditions)
        .Any(condition => condition.Key.EndsWith(":sub", StringComparison.Ordinal) && condition.Values.Contains(subject.Subject)))?.Arn;

    private static string Annotate(ExplainedSubject subject) =>
        $"kubectl annotate serviceaccount {subject.ServiceAccount} --namespace {subject.Namespace} --overwrite {RoleAnnotation}=";

    // arn:aws:eks:eu-west-1:000000000000:cluster/dev
    private static string AccountOf(EksCluster cluster) => cluster.Arn.Split(':')[4];

    /// <summary>Where a chain leads: the role, what its sessions carry, and what its pods need.</summary>
    private sealed record Route(IamRole Role, ImmutableDictionary<string, string> SessionKeys, IReadOnlyDictionary<string, string?> Variables, string Audience);
}
