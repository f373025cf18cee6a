using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace ServiceA;

/// <summary>
/// Asks STS who this service is. The SDK's own credential chain finds the credentials; on EKS that is the pod's
/// service account token.
/// </summary>
internal sealed class CallerIdentityReader(TimeProvider time) : IDisposable
{
    /// <summary>An answer serves this long: the identity changes with its credentials, not with the request.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _asking = new(1, 1);
    private AmazonSecurityTokenServiceClient? _client;
    private CallerIdentity? _last;

    public async Task<CallerIdentity> ReadAsync(CancellationToken cancellationToken)
    {
        if (Find() is { } known)
        {
            return known;
        }

        await _asking.WaitAsync(cancellationToken);
        try
        {
            return Find() ?? (_last = await AskAsync(cancellationToken));
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
        _asking.Dispose();
    }

    /// <summary>The last answer while it is fresh. A failure is not kept.</summary>
    private CallerIdentity? Find() =>
        _last is { Arn: not null } last && time.GetElapsedTime(last.AskedAt) < Lifetime ? last : null;

    private async Task<CallerIdentity> AskAsync(CancellationToken cancellationToken)
    {
        var askedAt = time.GetTimestamp();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            _client ??= new AmazonSecurityTokenServiceClient();
            var answer = await _client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), deadline.Token);
            return new CallerIdentity(answer.Arn, null, askedAt);
        }
        catch (AmazonServiceException exception)
        {
            return new CallerIdentity(null, $"{exception.ErrorCode}: {exception.Message}", askedAt);
        }
        catch (AmazonClientException exception)
        {
            return new CallerIdentity(null, exception.Message, askedAt);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CallerIdentity(null, $"No answer from STS within {Deadline.TotalSeconds} s.", askedAt);
        }
    }
}

/// <summary>Either an ARN or the reason why there is none.</summary>
internal sealed record CallerIdentity(string? Arn, string? Error, long AskedAt);
