using System.Text.RegularExpressions;
using EksIngress.Alb.Flags;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>
/// Holds back the controller's own AWS calls, so that it does not use up an account's request rates: <c>--aws-api-throttle</c>, and what the
/// controller does without that flag.
/// </summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/#throttle-config</remarks>
internal sealed class ApiThrottle
{
    private static readonly ThrottleRule[] s_webAcls = [Rule("^AssociateWebACL|DisassociateWebACL", 0.5, 1), Rule("^GetWebACLForResource|ListResourcesForWebACL", 1, 1)];

    private static readonly Dictionary<string, IReadOnlyList<ThrottleRule>> s_defaults = new(StringComparer.Ordinal)
    {
        [AwsCalls.WafRegional] = s_webAcls,
        [AwsCalls.WafV2] = s_webAcls,
        [AwsCalls.Elb] = [Rule("^RegisterTargets|^DeregisterTargets", 4, 20), Rule("^Describe.*", 50, 200), Rule("^Modify.*", 3, 20)],
    };

    private readonly ILookup<string, (Regex Operations, TokenBucket Bucket)> _limits;
    private readonly TimeProvider _time;

    /// <param name="given">Rules of the flag by service id; a service that has none there keeps the controller's defaults.</param>
    /// <param name="defaultScale">
    /// Factor on the waits of the defaults, 0 and more. They are there for AWS's request rates, which the emulated account has no more of than
    /// its <c>--time-scale</c> says: 0 lifts them. What the flag says counts as it is.
    /// </param>
    /// <param name="time">The clock.</param>
    public ApiThrottle(IReadOnlyDictionary<string, IReadOnlyList<ThrottleRule>> given, double defaultScale, TimeProvider time)
    {
        _time = time;
        var defaults = s_defaults.Where(service => !given.ContainsKey(service.Key))
            .SelectMany(service => service.Value.Select(rule => (Service: service.Key, Rule: rule with { RatePerSecond = rule.RatePerSecond / defaultScale })));
        _limits = given.SelectMany(service => service.Value.Select(rule => (Service: service.Key, Rule: rule))).Concat(defaults).ToLookup(
            limit => limit.Service,
            limit => (limit.Rule.Operations, new TokenBucket(limit.Rule.RatePerSecond, limit.Rule.Burst, time)),
            StringComparer.Ordinal);
    }

    /// <summary>Waits until an operation may be called; an operation that several rules speak of waits for each.</summary>
    public async Task WaitAsync(string service, string operation, CancellationToken cancellationToken)
    {
        foreach (var (operations, bucket) in _limits[service])
        {
            if (operations.IsMatch(operation) && bucket.Take() is var wait && wait != TimeSpan.Zero)
            {
                await Task.Delay(wait, _time, cancellationToken);
            }
        }
    }

    private static ThrottleRule Rule(string operations, double ratePerSecond, int burst) =>
        new(new Regex(operations, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), ratePerSecond, burst);
}
