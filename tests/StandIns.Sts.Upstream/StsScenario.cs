using System.Globalization;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace StandIns.Tests;

/// <summary>
/// One source, compiled against the real AWSSDK.SecurityToken and against a stand-in of it. Returns what a caller can
/// see of each answer; the server it talks to sees the requests.
/// </summary>
public static class StsScenario
{
    public static async Task<IReadOnlyList<string>> RunAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        using var client = new AmazonSecurityTokenServiceClient(
            new SessionAWSCredentials("AKIDEXAMPLE", "secret", "session-token"),
            new AmazonSecurityTokenServiceConfig
            {
                ServiceURL = endpoint.AbsoluteUri,
                AuthenticationRegion = "eu-west-1",
                MaxErrorRetry = 0,
            });
        return
        [
            await ObserveAsync(() => AssumeRoleAsync(client, cancellationToken)),
            await ObserveAsync(() => GetCallerIdentityAsync(client, cancellationToken)),
            await ObserveAsync(() => AssumeRoleWithWebIdentityAsync(client, cancellationToken)),
            await ObserveAsync(() => AssumeRoleWithWebIdentityAsync(client, cancellationToken)),
            await ObserveAsync(() => GetCallerIdentityAsync(client, cancellationToken)),
            await ObserveAsync(() => GetCallerIdentityAsync(client, cancellationToken)),
            await ObserveAsync(() => GetCallerIdentityAsync(client, cancellationToken)),
        ];
    }

    private static async Task<string> AssumeRoleAsync(AmazonSecurityTokenServiceClient client, CancellationToken cancellationToken)
    {
        var response = await client.AssumeRoleAsync(
            new AssumeRoleRequest
            {
                RoleArn = "arn:aws:iam::000000000000:role/deploy",
                RoleSessionName = "deploy",
                DurationSeconds = 900,
                Policy = """{"Version":"2012-10-17","Statement":[],"Id":"&~*%2F()!'"}""",
                PolicyArns = [new PolicyDescriptorType { Arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
                Tags = [new Tag { Key = "team", Value = "a b+c=e/é" }, new Tag { Key = "stage", Value = "" }],
                TransitiveTagKeys = [],
            },
            cancellationToken);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{response.HttpStatusCode} {response.ResponseMetadata.RequestId} {response.AssumedRoleUser.Arn} "
            + $"{response.AssumedRoleUser.AssumedRoleId} {response.Credentials.AccessKeyId} {response.Credentials.SecretAccessKey} "
            + $"{response.Credentials.SessionToken} {response.Credentials.Expiration:O} {response.Credentials.Expiration.Value.Kind} "
            + $"{response.SessionTokenUtilization} {response.SourceIdentity is null}");
    }

    private static async Task<string> GetCallerIdentityAsync(AmazonSecurityTokenServiceClient client, CancellationToken cancellationToken)
    {
        var response = await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
        return $"{response.HttpStatusCode} {response.ResponseMetadata.RequestId} {response.Account} {response.Arn} {response.UserId}";
    }

    private static async Task<string> AssumeRoleWithWebIdentityAsync(
        AmazonSecurityTokenServiceClient client, CancellationToken cancellationToken)
    {
        var response = await client.AssumeRoleWithWebIdentityAsync(
            new AssumeRoleWithWebIdentityRequest
            {
                RoleArn = "arn:aws:iam::000000000000:role/pod",
                RoleSessionName = "pod",
                WebIdentityToken = "eyJ.e30.sig",
            },
            cancellationToken);
        return $"{response.HttpStatusCode} {response.SubjectFromWebIdentityToken} {response.Audience} {response.Provider}";
    }

    private static async Task<string> ObserveAsync(Func<Task<string>> call)
    {
        try
        {
            return await call();
        }
        catch (AmazonServiceException exception)
        {
            // The text for an answer that is not from AWS is the library's own; all else must be equal.
            var message = exception.ErrorCode is null ? "" : exception.Message;
            return $"{exception.GetType().FullName} {exception.StatusCode} {exception.ErrorCode} {exception.ErrorType} {exception.RequestId} {message}";
        }
    }
}
