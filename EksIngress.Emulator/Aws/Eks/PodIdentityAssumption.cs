using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;
using EksIngress.Emulator.Aws.Sts;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>
/// AssumeRoleForPodIdentity: a pod's token, which the agent on its node hands in, becomes a session of the role that is associated with
/// the pod's service account. The trust policy decides, as EKS asks it: for the service, and with the session's tags.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html and pod-id-abac.html</remarks>
internal sealed class PodIdentityAssumption(
    Guarded<EksState> eks,
    Guarded<IamState> iam,
    CredentialStore credentials,
    AccessControl access,
    Func<IKubernetesClusters> clusters,
    TimeProvider time)
{
    /// <summary>The principal that a role's trust policy must name; also the audience of the tokens.</summary>
    public const string Service = "pods.eks.amazonaws.com";

    public const int MaxTokenCharacters = 20000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(6);

    public JsonObject Assume(AwsCall call)
    {
        var cluster = eks.Current.Get(call.Region, call.Parameters.Get("clusterName"));
        var token = ReadToken(new EksMembers(call.Body).GetString("token"), cluster);
        // system:serviceaccount:NAMESPACE:NAME
        if (token.Subject.Split(':') is not ["system", "serviceaccount", var @namespace, var account])
        {
            throw Invalid("its subject is no service account");
        }

        var association = cluster.PodIdentities.Values.FirstOrDefault(found => (found.Namespace, found.ServiceAccount) == (@namespace, account))
            ?? throw new AwsException("ResourceNotFoundException", "The service account in the token does not have an associated pod identity association.", HttpStatusCode.NotFound);
        var role = iam.Current.Roles.Values.FirstOrDefault(found => found.Arn == association.RoleArn);
        var tags = SessionTags(cluster, association, token.Pod);
        DemandTrust(call, cluster, association, role, tags);

        var name = SessionName(cluster, token);
        var session = new IamPrincipal.RoleSession(role!.RoleId, name, time.GetUtcNow(), null, tags.ToImmutableDictionary(), ImmutableDictionary<string, string>.Empty);
        return Answer(call, association, role, name, credentials.Issue(session, Lifetime));
    }

    private WebIdentityToken ReadToken(string text, EksCluster cluster)
    {
        var token = text.Length <= MaxTokenCharacters ? WebIdentityToken.Find(text) : null;
        if (token is null)
        {
            throw Invalid("it is no JWT signed with RS256");
        }

        if (token.Issuer != cluster.Issuer || clusters().FindIssuer(token.Issuer)?.Keys.TryGetValue(token.KeyId, out var key) != true || !token.IsSignedBy(key))
        {
            throw Invalid($"it was not issued by the cluster {cluster.Name}");
        }

        if (!token.Audiences.Contains(Service, StringComparer.Ordinal))
        {
            throw Invalid($"its audience is not {Service}");
        }

        return token.Expiration > time.GetUtcNow()
            ? token
            : throw new AwsException("ExpiredTokenException", "The specified Kubernetes service account token is expired.");
    }

    private static AwsException Invalid(string reason) =>
        new("InvalidTokenException", $"The specified Kubernetes service account token is invalid: {reason}.");

    /// <summary>The tags of a session; none when the association has them off.</summary>
    /// <param name="pod">Null for a token that is bound to no pod.</param>
    /// <remarks>Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html</remarks>
    public static ImmutableSortedDictionary<string, string> SessionTags(EksCluster cluster, EksPodIdentity association, (string Name, string Uid)? pod)
    {
        if (!association.SendsSessionTags)
        {
            return IamTags.None;
        }

        var tags = IamTags.None
            .Add("eks-cluster-arn", cluster.Arn)
            .Add("eks-cluster-name", cluster.Name)
            .Add("kubernetes-namespace", association.Namespace)
            .Add("kubernetes-service-account", association.ServiceAccount);
        return pod is { } bound ? tags.Add("kubernetes-pod-name", bound.Name).Add("kubernetes-pod-uid", bound.Uid) : tags;
    }

    /// <summary>What the trust policy of a role must allow to the service.</summary>
    public static string[] TrustActions(ImmutableSortedDictionary<string, string> tags) => tags.IsEmpty ? ["sts:AssumeRole"] : ["sts:AssumeRole", "sts:TagSession"];

    /// <summary>The condition keys with which the service asks.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> TrustKeys(EksCluster cluster, IamRole? role, ImmutableSortedDictionary<string, string> tags) =>
        new ConditionKeys()
            .Add("aws:SourceAccount", cluster.AccountId)
            .Add("aws:SourceArn", cluster.Arn)
            .AddRequestTags(tags)
            .AddResourceTags(role?.Tags ?? IamTags.None, "iam")
            .Values;

    private void DemandTrust(AwsCall call, EksCluster cluster, EksPodIdentity association, IamRole? role, ImmutableSortedDictionary<string, string> tags)
    {
        var keys = TrustKeys(cluster, role, tags);
        foreach (var action in TrustActions(tags))
        {
            var decision = role is null
                ? new PolicyDecision(PolicyEffect.ImplicitlyDenied, "", $"role {association.RoleArn} does not exist")
                : PolicyEvaluator.EvaluateTrust(
                    new NamedPolicy($"trust policy of role {role.RoleName}", role.TrustPolicy.Policy),
                    principal => principal.Kind == "*" || (principal.Kind == "Service" && principal.Value == Service),
                    isBounded: false,
                    action,
                    access.ContextOf(call.Http!, call.Region, keys));
            if (!decision.IsAllowed)
            {
                // AWS tells the caller nothing more; the log and the span do.
                access.Record(Service, action, association.RoleArn, decision);
                throw new AwsException("AccessDeniedException", "Unauthorized Exception! EKS does not have permissions to assume the associated role.");
            }
        }
    }

    private static string SessionName(EksCluster cluster, WebIdentityToken token)
    {
        var name = $"eks-{cluster.Name}-{token.Pod?.Name ?? "pod"}";
        return name[..Math.Min(name.Length, 27)] + "-" + Guid.NewGuid();
    }

    private static JsonObject Answer(AwsCall call, EksPodIdentity association, IamRole role, string sessionName, AwsCredential credential) => new()
    {
        ["subject"] = new JsonObject { ["namespace"] = association.Namespace, ["serviceAccount"] = association.ServiceAccount },
        ["audience"] = Service,
        ["podIdentityAssociation"] = new JsonObject { ["associationArn"] = association.Arn, ["associationId"] = association.Id },
        ["assumedRoleUser"] = new JsonObject
        {
            ["arn"] = $"arn:aws:sts::{call.AccountId}:assumed-role/{role.RoleName}/{sessionName}",
            ["assumeRoleId"] = $"{role.RoleId}:{sessionName}",
        },
        ["credentials"] = new JsonObject
        {
            ["accessKeyId"] = credential.AccessKeyId,
            ["secretAccessKey"] = credential.SecretAccessKey,
            ["sessionToken"] = credential.SessionToken,
            ["expiration"] = AwsTime.EpochSeconds(credential.Expiration!.Value),
        },
    };
}
