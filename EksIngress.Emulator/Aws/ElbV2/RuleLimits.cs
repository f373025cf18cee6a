namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Quotas on rules.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html</remarks>
internal static class RuleLimits
{
    /// <summary>Rules of a load balancer, default rules not counted.</summary>
    public static void CheckRules(ElbState state, string loadBalancerArn)
    {
        if (state.RulesOfLoadBalancer(loadBalancerArn).Count(rule => !rule.IsDefault) >= state.Quotas[AwsQuota.ElbRules])
        {
            throw ElbErrors.TooMany("Rules", $"You've reached the limit on the number of rules for load balancer '{loadBalancerArn}': {state.Quotas[AwsQuota.ElbRules]}");
        }
    }

    /// <param name="replacedRuleArn">Rule whose present actions do not count any more; null for a new one.</param>
    public static void CheckTargetGroups(ElbState state, string loadBalancerArn, string? replacedRuleArn, IEnumerable<RuleAction> actions)
    {
        var groups = state.RulesOfLoadBalancer(loadBalancerArn)
            .Where(rule => rule.Arn != replacedRuleArn)
            .SelectMany(rule => rule.TargetGroupArns)
            .Concat(actions.OfType<RuleAction.Forward>().SelectMany(forward => forward.TargetGroups).Select(tuple => tuple.TargetGroupArn));
        if (groups.Distinct(StringComparer.Ordinal).Count() > state.Quotas[AwsQuota.ElbTargetGroupsPerLoadBalancer])
        {
            throw ElbErrors.TooMany("UniqueTargetGroupsPerLoadBalancer", $"You've reached the limit on the number of unique target groups for load balancer '{loadBalancerArn}': {state.Quotas[AwsQuota.ElbTargetGroupsPerLoadBalancer]}");
        }
    }
}
