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
        var token = ReadToken(new EksMembers(call.Body).Only("token").GetString("token"), cluster);
        // system:serviceaccount:NAMESPACE:NAME
        if (token.Subject.Split(':') is not ["system", "serviceaccount", var @namespace, var account])
        {
            throw Invalid("its subject is no service account");
        }

        var association = cluster.PodIdentities.Values.FirstOrDefault(found => (found.Namespace, found.ServiceAccount) == (@namespace, account))
            ?? throw new AwsException("ResourceNotFoundException", "The service account in the token does not have an associated pod identity association.", HttpStatusCode.NotFound);
        var role = iam.Current.Roles.Values.FirstOrDefault(found => found.Arn == association.RoleArn);
        var tags = association.SendsSessionTags ? SessionTags(cluster, association, token) : IamTags.None;
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

    private static ImmutableSortedDictionary<string, string> SessionTags(EksCluster cluster, EksPodIdentity association, WebIdentityToken token)
    {
        var tags = IamTags.None
            .Add("eks-cluster-arn", cluster.Arn)
            .Add("eks-cluster-name", cluster.Name)
            .Add("kubernetes-namespace", association.Namespace)
            .Add("kubernetes-service-account", association.ServiceAccount);
        return token.Pod is { } pod ? tags.Add("kubernetes-pod-name", pod.Name).Add("kubernetes-pod-uid", pod.Uid) : tags;
    }

    private void DemandTrust(AwsCall call, EksCluster cluster, EksPodIdentity association, IamRole? role, ImmutableSortedDictionary<string, string> tags)
    {
        var keys = new ConditionKeys()
            .Add("aws:SourceAccount", call.AccountId)
            .Add("aws:SourceArn", cluster.Arn)
            .AddRequestTags(tags)
            .AddResourceTags(role?.Tags ?? IamTags.None, "iam");
        foreach (var action in tags.IsEmpty ? (string[])["sts:AssumeRole"] : ["sts:AssumeRole", "sts:TagSession"])
        {
            var decision = role is null
                ? new PolicyDecision(PolicyEffect.ImplicitlyDenied, "", $"role {association.RoleArn} does not exist")
                : PolicyEvaluator.EvaluateTrust(
                    new NamedPolicy($"trust policy of role {role.RoleName}", role.TrustPolicy.Policy),
                    principal => principal.Kind == "*" || (principal.Kind == "Service" && principal.Value == Service),
                    action,
                    access.ContextOf(call.Http!, call.Region, keys.Values));
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
