using System.Text.Json.Nodes;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using EksIngress.Model.Iam;
using EksIngress.Model.Kubernetes;
using EksIngress.Model.LoadBalancerController;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Kubernetes;

namespace EksIngress.Provisioner.TrustChain;

/// <summary>
/// Walks from a service account to what its pods may do on AWS, link by link, with calls that read only. It ends at the first link that is
/// broken: what comes behind it cannot work before that one does.
/// </summary>
internal sealed class TrustChainWalk(Target target, AwsClients aws, string accountId, Func<Cluster, ClusterApi> connect)
{
    private const string RoleAnnotation = "eks.amazonaws.com/role-arn";
    private const string AudienceAnnotation = "eks.amazonaws.com/audience";

    /// <param name="subject">Whose chain it is.</param>
    /// <param name="actions">Actions that its pods need beside those that are known; on any resource.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async IAsyncEnumerable<ChainLink> WalkAsync(
        ChainSubject subject,
        IReadOnlyList<string> actions,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (link, cluster) = await FindClusterAsync(subject, cancellationToken);
        yield return link;
        if (cluster is null)
        {
            yield break;
        }

        var issuer = cluster.Identity.Oidc.Issuer;
        var providerArn = TrustPolicies.ProviderArn(target.Partition, accountId, issuer);
        (link, var provider) = await FindProviderAsync(providerArn, issuer, cancellationToken);
        yield return link;
        if (provider is null)
        {
            yield break;
        }

        using var api = connect(cluster);
        (link, var account) = await FindServiceAccountAsync(api, subject, cancellationToken);
        yield return link;
        if (account is null)
        {
            yield break;
        }

        var annotations = account["metadata"]?["annotations"];
        var audience = annotations?[AudienceAnnotation]?.GetValue<string>() ?? TrustPolicies.Audience;
        link = CheckAudience(provider, providerArn, audience);
        yield return link;
        if (link.State == ChainLinkState.Broken)
        {
            yield break;
        }

        var roleArn = annotations?[RoleAnnotation]?.GetValue<string>();
        link = await CheckAnnotationAsync(subject, roleArn, cancellationToken);
        yield return link;
        if (link.State == ChainLinkState.Broken)
        {
            yield break;
        }

        (link, var role) = await FindRoleAsync(subject, roleArn!, cancellationToken);
        yield return link;
        if (role is null)
        {
            yield break;
        }

        link = CheckTrust(role, providerArn, issuer, subject, audience);
        yield return link;
        if (link.State == ChainLinkState.Broken)
        {
            yield break;
        }

        link = PodLink.Check(subject, roleArn!, audience, await api.ListAsync("v1", "Pod", "", cancellationToken));
        yield return link;
        if (link.State == ChainLinkState.Broken)
        {
            yield break;
        }

        yield return await CheckPermissionsAsync(subject, roleArn!, actions, cancellationToken);
    }

    private async Task<(ChainLink Link, Cluster? Cluster)> FindClusterAsync(ChainSubject subject, CancellationToken cancellationToken)
    {
        const string Name = "cluster";
        try
        {
            var cluster = (await aws.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = subject.ClusterName }, cancellationToken)).Cluster;
            return cluster is { Identity.Oidc.Issuer.Length: > 0, Endpoint.Length: > 0 }
                ? (ChainLink.Holds(Name, $"{cluster.Name} is {cluster.Status}, issuer {cluster.Identity.Oidc.Issuer}"), cluster)
                : (ChainLink.Broken(Name, "an endpoint and an OIDC issuer", $"{cluster.Name} is {cluster.Status} and has none (yet)", $"aws eks wait cluster-active --name {subject.ClusterName}"), null);
        }
        catch (AmazonServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            return (ChainLink.Broken(Name, $"a cluster {subject.ClusterName} in {target.Region.SystemName}", "there is none", "aws eks list-clusters"), null);
        }
    }

    private async Task<(ChainLink Link, GetOpenIDConnectProviderResponse? Provider)> FindProviderAsync(string arn, string issuer, CancellationToken cancellationToken)
    {
        const string Name = "OIDC provider";
        try
        {
            var provider = await aws.Iam.GetOpenIDConnectProviderAsync(new GetOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn }, cancellationToken);
            return (ChainLink.Holds(Name, arn), provider);
        }
        catch (AmazonServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            var others = (await aws.Iam.ListOpenIDConnectProvidersAsync(new ListOpenIDConnectProvidersRequest(), cancellationToken)).OpenIDConnectProviderList ?? [];
            return (ChainLink.Broken(
                Name,
                $"an IAM OIDC provider for {issuer}",
                others.Count == 0 ? "the account has none" : $"the account has {string.Join(", ", others.Select(other => other.Arn).Order(StringComparer.Ordinal))}",
                $"aws iam create-open-id-connect-provider --url {issuer} --client-id-list {TrustPolicies.Audience}"), null);
        }
    }

    private static async Task<(ChainLink Link, JsonObject? Account)> FindServiceAccountAsync(ClusterApi api, ChainSubject subject, CancellationToken cancellationToken)
    {
        const string Name = "service account";
        var account = await api.FindAsync(new ObjectId("v1", "ServiceAccount", subject.Namespace, subject.ServiceAccount), cancellationToken);
        return account is not null
            ? (ChainLink.Holds(Name, $"{subject.Namespace}/{subject.ServiceAccount}"), account)
            : (ChainLink.Broken(
                Name,
                $"{subject.Namespace}/{subject.ServiceAccount}",
                "there is none of that name",
                $"kubectl create serviceaccount {subject.ServiceAccount} --namespace {subject.Namespace}"), null);
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
        var prefix = $"arn:{target.Partition}:iam::{accountId}:role/";
        if (roleArn is not null && roleArn.StartsWith(prefix, StringComparison.Ordinal) && roleArn.Length > prefix.Length)
        {
            return ChainLink.Holds(Name, roleArn);
        }

        var candidate = await FindCandidateAsync(subject, cancellationToken) ?? $"{prefix}ROLE";
        return ChainLink.Broken(
            Name,
            $"{RoleAnnotation} with the ARN of a role of account {accountId}",
            roleArn is null ? "the service account has no such annotation" : roleArn,
            $"kubectl annotate serviceaccount {subject.ServiceAccount} --namespace {subject.Namespace} --overwrite {RoleAnnotation}={candidate}");
    }

    // A role that was made for this service account tells it in its trust policy.
    private async Task<string?> FindCandidateAsync(ChainSubject subject, CancellationToken cancellationToken)
    {
        var roles = await Paging.AllAsync<Role>(async marker =>
        {
            var response = await aws.Iam.ListRolesAsync(new ListRolesRequest { Marker = marker }, cancellationToken);
            return (response.Roles, response.IsTruncated == true ? response.Marker : null);
        });
        return roles.Find(role => Uri.UnescapeDataString(role.AssumeRolePolicyDocument ?? "").Contains($"\"{subject.Subject}\"", StringComparison.Ordinal))?.Arn;
    }

    private async Task<(ChainLink Link, Role? Role)> FindRoleAsync(ChainSubject subject, string arn, CancellationToken cancellationToken)
    {
        const string Name = "role";
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        Role? role = null;
        try
        {
            role = (await aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = name }, cancellationToken)).Role;
        }
        catch (AmazonServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            // Told below, as a role of that name on another path is.
        }

        if (role?.Arn == arn)
        {
            return (ChainLink.Holds(Name, arn), role);
        }

        var candidate = role?.Arn ?? await FindCandidateAsync(subject, cancellationToken);
        return (ChainLink.Broken(
            Name,
            arn,
            role is null ? "there is no such role" : $"the role of that name is {role.Arn}",
            candidate is null
                ? $"aws iam create-role --role-name {name} --assume-role-policy-document file://trust.json"
                : $"kubectl annotate serviceaccount {subject.ServiceAccount} --namespace {subject.Namespace} --overwrite {RoleAnnotation}={candidate}"), null);
    }

    private static ChainLink CheckTrust(Role role, string providerArn, string issuer, ChainSubject subject, string audience)
    {
        const string Name = "trust policy";
        var path = TrustPolicies.IssuerPath(issuer);
        var claims = new Dictionary<string, string>(StringComparer.Ordinal) { [$"{path}:sub"] = subject.Subject, [$"{path}:aud"] = audience };
        var fault = TrustPolicyCheck.FindFault(Uri.UnescapeDataString(role.AssumeRolePolicyDocument ?? ""), providerArn, claims);
        if (fault is null)
        {
            return ChainLink.Holds(Name, $"{role.RoleName} trusts {subject.Subject}");
        }

        var wanted = TrustPolicies.ForServiceAccount(providerArn, issuer, subject.Namespace, subject.ServiceAccount).ToJsonString();
        return ChainLink.Broken(
            Name,
            $"sts:AssumeRoleWithWebIdentity for {subject.Subject} with audience {audience}, by {providerArn}",
            fault,
            $"aws iam update-assume-role-policy --role-name {role.RoleName} --policy-document '{wanted}'");
    }

    private async Task<ChainLink> CheckPermissionsAsync(ChainSubject subject, string roleArn, IReadOnlyList<string> actions, CancellationToken cancellationToken)
    {
        var isController = subject.Namespace == ControllerNames.Namespace && subject.ServiceAccount == ControllerNames.ServiceAccount;
        ControllerCall[] calls =
        [
            .. isController ? ControllerCalls.Of(target.Partition, target.Region.SystemName, accountId, subject.ClusterName) : [],
            .. actions.Select(action => new ControllerCall(action, "*", new Dictionary<string, string>(StringComparer.Ordinal))),
        ];
        return calls.Length == 0
            ? new ChainLink(PermissionLink.Name, ChainLinkState.NotChecked, "what its pods call is not known; name it with --action")
            : await new PermissionLink(aws.Iam).CheckAsync(roleArn, calls, cancellationToken);
    }
}
