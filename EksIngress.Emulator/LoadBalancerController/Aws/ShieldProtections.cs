using Amazon.Shield;
using Amazon.Shield.Model;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>
/// Whether Shield Advanced protects a load balancer; known for ten minutes, as to the upstream controller. Protections that somebody else
/// made are left alone.
/// </summary>
internal sealed class ShieldProtections(IAmazonShield shield, ControllerLog log, TimeProvider time)
{
    private const string Logger = "controllers.ingress";
    private const string ManagedName = "managed by aws-load-balancer-controller";
    private const string LegacyManagedName = "managed by aws-alb-ingress-controller";
    private const string Account = "";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SubscriptionLifetime = TimeSpan.FromHours(2);

    private readonly ExpiringCache<bool> _subscription = new(time);
    private readonly ExpiringCache<KnownProtection> _protections = new(time);

    /// <summary>Whether the account has Shield Advanced; without it nothing is asked for and nothing is removed.</summary>
    /// <exception cref="AwsCallException">Shield refused.</exception>
    public async Task<bool> IsSubscribedAsync(CancellationToken cancellationToken)
    {
        if (_subscription.TryGet(Account, out var known))
        {
            return known;
        }

        var response = await AwsCalls.InvokeAsync(AwsCalls.Shield, "GetSubscriptionState", shield.GetSubscriptionStateAsync(
            new GetSubscriptionStateRequest(), cancellationToken));
        var isActive = response.SubscriptionState == SubscriptionState.ACTIVE;
        _subscription.Set(Account, isActive, SubscriptionLifetime);
        return isActive;
    }

    /// <exception cref="AwsCallException">Shield refused.</exception>
    public async Task ReconcileAsync(string loadBalancerArn, bool isWanted, CancellationToken cancellationToken)
    {
        var observed = await GetAsync(loadBalancerArn, cancellationToken);
        if (isWanted && observed.Id is null)
        {
            var created = await AwsCalls.InvokeAsync(
                AwsCalls.Shield,
                "CreateProtection",
                shield.CreateProtectionAsync(new CreateProtectionRequest { Name = ManagedName, ResourceArn = loadBalancerArn }, cancellationToken),
                "failed to create shield protection on LoadBalancer");
            _protections.Set(loadBalancerArn, new(created.ProtectionId, ManagedName), Lifetime);
        }
        else if (!isWanted && observed.Id is not null)
        {
            await DeleteAsync(loadBalancerArn, observed, cancellationToken);
        }
    }

    private async Task DeleteAsync(string loadBalancerArn, KnownProtection observed, CancellationToken cancellationToken)
    {
        if (observed.Name is not (ManagedName or LegacyManagedName))
        {
            log.Info(Logger, "ignoring unmanaged shield protection", ("protectionName", observed.Name ?? ""), ("protectionID", observed.Id ?? ""));
            return;
        }

        await AwsCalls.InvokeAsync(
            AwsCalls.Shield,
            "DeleteProtection",
            shield.DeleteProtectionAsync(new DeleteProtectionRequest { ProtectionId = observed.Id }, cancellationToken),
            "failed to delete shield protection on LoadBalancer");
        _protections.Set(loadBalancerArn, KnownProtection.None, Lifetime);
    }

    private async Task<KnownProtection> GetAsync(string loadBalancerArn, CancellationToken cancellationToken)
    {
        if (_protections.TryGet(loadBalancerArn, out var known))
        {
            return known;
        }

        KnownProtection found;
        try
        {
            var response = await AwsCalls.InvokeAsync(
                AwsCalls.Shield,
                "DescribeProtection",
                shield.DescribeProtectionAsync(new DescribeProtectionRequest { ResourceArn = loadBalancerArn }, cancellationToken),
                "failed to get shield protection on LoadBalancer");
            found = response.Protection is { } protection ? new(protection.Id, protection.Name) : KnownProtection.None;
        }
        catch (AwsCallException exception) when (exception.Code == "ResourceNotFoundException")
        {
            found = KnownProtection.None;
        }

        _protections.Set(loadBalancerArn, found, Lifetime);
        return found;
    }

    private sealed record KnownProtection(string? Id, string? Name)
    {
        public static KnownProtection None { get; } = new(null, null);
    }
}
