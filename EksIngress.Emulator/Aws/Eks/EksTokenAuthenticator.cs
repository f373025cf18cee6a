using System.Buffers.Text;
using System.Text;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Signing;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>
/// Checks EKS bearer tokens as the authenticator in a control plane does. A token is <c>k8s-aws-v1.</c> and, in base64url, the
/// URL of a presigned GetCallerIdentity call whose signature covers the header x-k8s-aws-id with the cluster's name.
/// </summary>
internal sealed partial class EksTokenAuthenticator(
    Guarded<EksState> eks,
    SignatureVerifier verifier,
    CallerResolver callers,
    AwsEndpointAddress address,
    Func<IKubernetesClusters> clusters,
    ILogger<EksTokenAuthenticator> logger) : IEksIdentities
{
    private const string Prefix = "k8s-aws-v1.";
    private const string ClusterHeader = "x-k8s-aws-id";
    private const int MaxTokenCharacters = 16384;

    // What X-Amz-Expires says bounds the URL, not the token: that is taken for a quarter of an hour after its date.
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(15);

    private static readonly HashSet<string> AllowedParameters = new(StringComparer.OrdinalIgnoreCase)
    {
        "Action", "Version", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
        "X-Amz-Signature", "X-Amz-Security-Token", "X-Amz-User-Agent",
    };

    public EksIdentity? Authenticate(string clusterName, string token)
    {
        try
        {
            if (eks.Current.Clusters.GetValueOrDefault(clusterName) is not { } cluster)
            {
                return Refuse(clusterName, "there is no such cluster");
            }

            var request = ReadRequest(clusterName, token, out var fault);
            if (request is null || RequestSignature.Find(request) is not { } signature)
            {
                return Refuse(clusterName, fault ?? "its URL is not presigned");
            }

            if (signature.Service != "sts" || signature.Expires > TokenLifetime || !signature.SignedHeaders.Contains(ClusterHeader))
            {
                return Refuse(clusterName, $"it is not signed for sts, expires after more than {TokenLifetime.TotalSeconds} s, or does not sign {ClusterHeader}");
            }

            var credential = verifier.Verify(request, signature, TokenLifetime);
            return callers.Find(credential.Principal) is { } caller
                ? Map(cluster, caller)
                : Refuse(clusterName, "its role or user is gone");
        }
        catch (SignatureException exception)
        {
            return Refuse(clusterName, exception.Message);
        }
    }

    public Uri? FindPodIdentityAgent(string clusterName, string inNamespace, string serviceAccount) =>
        eks.Current.Clusters.GetValueOrDefault(clusterName)?.PodIdentities.Values.Any(found => (found.Namespace, found.ServiceAccount) == (inNamespace, serviceAccount)) == true
            ? PodIdentityAgent.AddressFor(address.Uri, clusterName)
            : null;

    private AwsHttpRequest? ReadRequest(string clusterName, string token, out string? fault)
    {
        fault = null;
        if (token.Length > MaxTokenCharacters || !token.StartsWith(Prefix, StringComparison.Ordinal) || !Base64Url.IsValid(token.AsSpan(Prefix.Length)))
        {
            fault = $"it is not {Prefix} and base64url, or longer than {MaxTokenCharacters} characters";
            return null;
        }

        var url = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.AsSpan(Prefix.Length)));
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !IsSts(uri) || uri.AbsolutePath != "/" || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            fault = "its URL does not lead to STS";
            return null;
        }

        // The text itself, not the parsed URL: a signature covers what was written.
        var query = url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..];
        var names = UrlEncoding.Pairs(query, plusIsSpace: false).ToList();
        var odd = names.FirstOrDefault(pair => !AllowedParameters.Contains(pair.Name)).Name
            ?? names.GroupBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Skip(1).Any())?.Key;
        if (odd is not null || !names.Contains(("Action", "GetCallerIdentity")))
        {
            fault = odd is null ? "it is not for GetCallerIdentity" : $"its URL has the parameter {odd}, or has it twice";
            return null;
        }

        return new AwsHttpRequest
        {
            Method = "GET",
            RawPath = "/",
            RawQuery = query,
            Headers = new Dictionary<string, string> { ["host"] = uri.Authority, [ClusterHeader] = clusterName },
            Body = ReadOnlyMemory<byte>.Empty,
        };
    }

    private bool IsSts(Uri uri)
    {
        if (address.Find() is { } own && uri.Scheme == own.Scheme && uri.Authority == own.Authority)
        {
            return true;
        }

        // sts.amazonaws.com, sts.eu-west-1.amazonaws.com
        var labels = uri.Host.Split('.');
        return uri.Scheme == "https" && uri.IsDefaultPort && labels is ["sts", "amazonaws", "com"] or ["sts", _, "amazonaws", "com"];
    }

    private EksIdentity? Map(EksCluster cluster, ResolvedCaller caller)
    {
        if (caller.Principal is IamPrincipal.FederatedUser)
        {
            return Refuse(cluster.Name, $"{caller.Identity.Arn} is a federated user, which no access entry and no mapping can name");
        }

        var (arn, id, session) = caller.Principal switch
        {
            IamPrincipal.RoleSession role => (caller.Identity.PrincipalArn, role.RoleId, role.SessionName),
            IamPrincipal.User user => (caller.Identity.PrincipalArn, user.UserId, ""),
            IamPrincipal.UserSession user => (caller.Identity.PrincipalArn, user.UserId, ""),
            _ => throw new InvalidOperationException($"No access entry can name a {caller.Principal.GetType().Name}."),
        };
        var entry = cluster.HasAccessEntries ? cluster.AccessEntries.GetValueOrDefault(arn) : null;
        if (entry?.PrincipalId == id)
        {
            var policies = entry.Policies.Select(policy => new EksAccessPolicy(policy.Key[(policy.Key.LastIndexOf('/') + 1)..], policy.Value.Namespaces));
            return new EksIdentity(Fill(entry.Username, session, caller), arn, entry.KubernetesGroups, [.. policies]);
        }

        return cluster.ReadsConfigMap ? MapByConfigMap(cluster, caller, arn, session) : Refuse(cluster.Name, $"{arn} has no access entry");
    }

    private EksIdentity? MapByConfigMap(EksCluster cluster, ResolvedCaller caller, string arn, string session)
    {
        // Nothing in the cluster names whoever made it, and nothing can take the access away.
        if (!cluster.HasAccessEntries && cluster.BootstrapCreatorAdmin && arn == cluster.CreatorArn)
        {
            return new EksIdentity("kubernetes-admin", arn, ["system:masters"], []);
        }

        var missing = cluster.HasAccessEntries ? "no access entry and no mapping" : "no mapping";
        try
        {
            var mapping = clusters().FindConfigMap(cluster.Name, AwsAuthConfigMap.Key) is { } data ? AwsAuthConfigMap.Find(data, arn, caller.Identity.AccountId) : null;
            return mapping is { Username.Length: > 0 }
                ? new EksIdentity(Fill(mapping.Username, session, caller), arn, mapping.Groups, [])
                : Refuse(cluster.Name, mapping is null ? $"{arn} has {missing} in the ConfigMap {AwsAuthConfigMap.Key}" : $"{arn} has no username in the ConfigMap {AwsAuthConfigMap.Key}");
        }
        catch (StatusException exception)
        {
            return Refuse(cluster.Name, $"the ConfigMap {AwsAuthConfigMap.Key} cannot be read: {exception.Message}");
        }
    }

    private static string Fill(string username, string session, ResolvedCaller caller) => username
        .Replace("{{SessionNameRaw}}", session, StringComparison.Ordinal)
        // An at sign would be read as a domain by some tools; the authenticator replaces it.
        .Replace("{{SessionName}}", session.Replace('@', '-'), StringComparison.Ordinal)
        .Replace("{{AccountID}}", caller.Identity.AccountId, StringComparison.Ordinal);

    private EksIdentity? Refuse(string cluster, string reason)
    {
        LogRefused(cluster, reason);
        return null;
    }

    [LoggerMessage(Level = LogLevel.Information, EventName = "EksTokenRefused", Message = "Token for cluster {Cluster} refused: {Reason}")]
    private partial void LogRefused(string cluster, string reason);
}
