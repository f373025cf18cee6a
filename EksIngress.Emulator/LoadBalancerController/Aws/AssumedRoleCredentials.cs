using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Temporary credentials of a role that the controller's own role may assume.</summary>
internal sealed partial class AssumedRoleCredentials : RefreshingAWSCredentials
{
    private static readonly TimeSpan RefreshBefore = TimeSpan.FromSeconds(30);

    private readonly IAmazonSecurityTokenService _sts;
    private readonly AssumeRoleRequest _request;

    /// <param name="sts">Signs with the controller's own credentials.</param>
    /// <param name="roleArn">The role.</param>
    /// <param name="externalId">What its trust policy may ask for; empty for nothing.</param>
    /// <param name="clusterName">Names the session.</param>
    public AssumedRoleCredentials(IAmazonSecurityTokenService sts, string roleArn, string externalId, string clusterName)
    {
        _sts = sts;
        _request = new AssumeRoleRequest
        {
            RoleArn = roleArn,

            // As upstream, longer than the 64 characters that STS takes if the cluster's name is longer than 56: STS refuses it then.
            RoleSessionName = $"AWS-LBC-{IllegalCharacters().Replace(clusterName, "")}",
            ExternalId = externalId.Length == 0 ? null : externalId,
        };
        PreemptExpiryTime = RefreshBefore;
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    /// <exception cref="AwsCallException">STS refused.</exception>
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var issued = (await AwsCalls.InvokeAsync(AwsCalls.Sts, "AssumeRole", _sts.AssumeRoleAsync(_request))).Credentials;
        return new CredentialsRefreshState(
            new ImmutableCredentials(issued.AccessKeyId, issued.SecretAccessKey, issued.SessionToken), issued.Expiration!.Value.ToUniversalTime());
    }

    [GeneratedRegex(@"[^a-zA-Z0-9=,.@\-_]+")]
    private static partial Regex IllegalCharacters();
}
