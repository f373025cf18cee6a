using System.Globalization;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>
/// Temporary credentials of the pod's role, got with its projected token. The SDK's own class would look at the environment of this
/// process, which is the emulator's and not the pod's.
/// </summary>
internal sealed class WebIdentityCredentials : RefreshingAWSCredentials
{
    private static readonly TimeSpan RefreshBefore = TimeSpan.FromMinutes(5);

    private readonly IAmazonSecurityTokenService _sts;
    private readonly string _roleArn;
    private readonly string _tokenFile;
    private readonly string _sessionName;

    public WebIdentityCredentials(IAmazonSecurityTokenService sts, string roleArn, string tokenFile, TimeProvider time)
    {
        _sts = sts;
        _roleArn = roleArn;
        _tokenFile = tokenFile;
        _sessionName = $"aws-go-sdk-{time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}000000";
        PreemptExpiryTime = RefreshBefore;
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        string token;
        try
        {
            token = await File.ReadAllTextAsync(_tokenFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AwsCredentialsException($"failed to retrieve jwt from provide source, {exception.Message}");
        }

        try
        {
            var response = await _sts.AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest
            {
                RoleArn = _roleArn,
                RoleSessionName = _sessionName,
                WebIdentityToken = token.Trim(),
            });
            return new CredentialsRefreshState(
                new ImmutableCredentials(response.Credentials.AccessKeyId, response.Credentials.SecretAccessKey, response.Credentials.SessionToken),
                response.Credentials.Expiration!.Value.ToUniversalTime());
        }
        catch (AmazonServiceException exception)
        {
            throw new AwsCredentialsException(
                $"failed to retrieve credentials, operation error STS: AssumeRoleWithWebIdentity, {AwsCalls.Describe(exception)}");
        }
    }
}
