using System.Collections.Concurrent;
using Amazon.ElasticLoadBalancingV2;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>
/// Whose credentials calls about a target group are signed with: the controller's own, or those of the role that a TargetGroupBinding names.
/// </summary>
internal sealed class TargetGroupAccounts(PodAws aws, string clusterName) : IDisposable
{
    private readonly ConcurrentDictionary<(string RoleArn, string ExternalId), Lazy<Account>> _accounts = new();

    /// <param name="roleArn"><c>spec.iamRoleArnToAssume</c>; empty or null is the controller's own role.</param>
    /// <param name="externalId"><c>spec.assumeRoleExternalId</c>; empty or null is none.</param>
    /// <exception cref="AwsCallException">The role may not be assumed.</exception>
    public async Task<IAmazonElasticLoadBalancingV2> ElbAsync(string? roleArn, string? externalId)
    {
        if (string.IsNullOrEmpty(roleArn))
        {
            return aws.Elb;
        }

        var account = _accounts.GetOrAdd((roleArn, externalId ?? ""), key => new(() => new Account(aws, key.RoleArn, key.ExternalId, clusterName))).Value;

        // Here, and not when the client signs: who reads the event learns that the role was refused, whatever it was for.
        await account.Credentials.GetCredentialsAsync();
        return account.Elb;
    }

    public void Dispose()
    {
        foreach (var account in _accounts.Values.Where(account => account.IsValueCreated))
        {
            account.Value.Dispose();
        }
    }

    private sealed class Account : IDisposable
    {
        public Account(PodAws aws, string roleArn, string externalId, string clusterName)
        {
            Credentials = new AssumedRoleCredentials(aws.Sts, roleArn, externalId, clusterName);
            Elb = aws.CreateElb(Credentials);
        }

        public AssumedRoleCredentials Credentials { get; }

        public AmazonElasticLoadBalancingV2Client Elb { get; }

        public void Dispose()
        {
            Elb.Dispose();
            Credentials.Dispose();
        }
    }
}
