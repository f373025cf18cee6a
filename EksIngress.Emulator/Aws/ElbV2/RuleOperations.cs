using System.Globalization;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Rules of a listener.</summary>
internal sealed class RuleOperations(ElbRegions regions, ElbAccess access) : IElbOperations
{
    private const int MaxPriority = 50000;

    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "CreateRule", Members = new($"ListenerArn Conditions[]({ConditionReader.Members}) Priority Actions[]({ActionReader.Members}) Tags[](Key Value) Transforms[]({TransformReader.Members})"), Access = CreateAccess, Handle = CreateAsync },
        new() { Name = "DescribeRules", Members = new("ListenerArn RuleArns[] Marker PageSize"), Access = ElbAccess.Describe("DescribeRules"), Handle = DescribeAsync },
        new() { Name = "ModifyRule", Members = new($"RuleArn Conditions[]({ConditionReader.Members}) Actions[]({ActionReader.Members}) Transforms[]({TransformReader.Members}) ResetTransforms"), Access = access.OnResource("ModifyRule", "RuleArn"), Handle = ModifyAsync },
        new() { Name = "DeleteRule", Members = new("RuleArn"), Access = access.OnResource("DeleteRule", "RuleArn"), Handle = DeleteAsync },
        new() { Name = "SetRulePriorities", Members = new("RulePriorities[](RuleArn Priority)"), Access = PrioritiesAccess, Handle = SetPrioritiesAsync },
    ];

    private IEnumerable<AccessRequest> CreateAccess(AwsCall call)
    {
        var listenerArn = call.Parameters.Get("ListenerArn");
        return access.Create(call, "CreateRule", listenerArn, ElbArns.Rule(listenerArn, ElbArns.AnyId));
    }

    private IEnumerable<AccessRequest> PrioritiesAccess(AwsCall call) =>
        access.OnResources(call, "SetRulePriorities", call.Parameters.Structures("RulePriorities.member").Select(pair => pair.Get("RuleArn")));

    private async ValueTask<AwsResult> CreateAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var transforms = TransformReader.Read(call) ?? [];
        var priority = CheckPriority(call.Parameters.FindInt32("Priority") ?? throw ElbErrors.Validation("A priority must be specified"));
        var conditions = ConditionReader.Read(call);
        var tags = TagReader.Read(call);
        var created = await regions[call].UpdateAsync(
            state =>
            {
                var listener = state.GetListener(call.Parameters.Get("ListenerArn"));
                if (ElbTypes.IsNetwork(listener.Arn))
                {
                    throw ElbErrors.InvalidConfigurationRequest($"Rules can be created only for listeners of Application Load Balancers, not for '{listener.Arn}'");
                }

                var actions = ActionReader.Read(call, "Actions.member", state, new ActionContext(state.GetLoadBalancer(listener.LoadBalancerArn), listener.Protocol, []));
                if (state.RulesOf(listener.Arn).Any(other => other.Priority == priority))
                {
                    throw ElbErrors.PriorityInUse(priority);
                }

                RuleLimits.CheckRules(state, listener.LoadBalancerArn);
                RuleLimits.CheckTargetGroups(state, listener.LoadBalancerArn, null, actions);
                var rule = new ListenerRule
                {
                    Arn = ElbArns.Rule(listener.Arn, ElbArns.NewId()),
                    ListenerArn = listener.Arn,
                    Priority = priority,
                    Conditions = conditions,
                    Actions = actions,
                    Transforms = transforms,
                };
                return (state.WithRule(rule).WithTags(rule.Arn, tags), rule);
            },
            cancellationToken);
        return Answer([created]);
    }

    private ValueTask<AwsResult> DescribeAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var state = regions[call].Current;
        var arns = call.Parameters.Strings("RuleArns.member");
        var listenerArn = call.Parameters.Find("ListenerArn");
        if ((listenerArn is null) == (arns.Count == 0))
        {
            throw ElbErrors.Validation("You must specify either listener rule ARNs or a listener ARN");
        }

        var missing = arns.Where(arn => !state.Rules.ContainsKey(arn)).ToList();
        if (missing.Count > 0)
        {
            throw ElbErrors.RulesNotFound(missing);
        }

        var rules = listenerArn is null
            ? arns.Distinct(StringComparer.Ordinal).Select(state.GetRule).OrderBy(PageKey, StringComparer.Ordinal)
            : state.RulesOf(state.GetListener(listenerArn).Arn);
        var page = ElbPage.Read(call, rules, PageKey);
        return ValueTask.FromResult<AwsResult>(new AwsResult.Xml(
            ElbXml.List("Rules", page.Items, ElbXml.Rule),
            ElbXml.Optional("NextMarker", page.NextMarker)));
    }

    private async ValueTask<AwsResult> ModifyAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var transforms = TransformReader.Read(call);
        var modified = await regions[call].UpdateAsync(
            state =>
            {
                var rule = state.GetRule(call.Parameters.Get("RuleArn"));
                if (rule.IsDefault)
                {
                    throw ElbErrors.OperationNotPermitted($"Default rule '{rule.Arn}' cannot be modified; modify the listener");
                }

                if (call.Parameters.Has("Conditions"))
                {
                    rule = rule with { Conditions = ConditionReader.Read(call) };
                }

                if (call.Parameters.Has("Actions"))
                {
                    var listener = state.GetListener(rule.ListenerArn);
                    var balancer = state.GetLoadBalancer(listener.LoadBalancerArn);
                    rule = rule with { Actions = ActionReader.Read(call, "Actions.member", state, new ActionContext(balancer, listener.Protocol, rule.Actions)) };
                    RuleLimits.CheckTargetGroups(state, balancer.Arn, rule.Arn, rule.Actions);
                }

                rule = rule with { Transforms = transforms ?? rule.Transforms };
                return (state.WithRule(rule), rule);
            },
            cancellationToken);
        return Answer([modified]);
    }

    private async ValueTask<AwsResult> DeleteAsync(AwsCall call, CancellationToken cancellationToken)
    {
        await regions[call].UpdateAsync(
            state =>
            {
                var rule = state.GetRule(call.Parameters.Get("RuleArn"));
                return rule.IsDefault
                    ? throw ElbErrors.OperationNotPermitted($"Default rule '{rule.Arn}' cannot be deleted")
                    : state.WithoutRule(rule.Arn);
            },
            cancellationToken);
        return new AwsResult.Xml();
    }

    private async ValueTask<AwsResult> SetPrioritiesAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var priorities = call.Parameters.Structures("RulePriorities.member")
            .Select(pair => KeyValuePair.Create(pair.Get("RuleArn"), CheckPriority(pair.FindInt32("Priority") ?? throw ElbErrors.Validation("A priority must be specified"))))
            .ToList();
        if (priorities.Count == 0 || priorities.DistinctBy(pair => pair.Key).Count() != priorities.Count)
        {
            throw ElbErrors.Validation("RulePriorities must name at least one rule, and none twice");
        }

        var changed = await regions[call].UpdateAsync(
            state =>
            {
                var rules = priorities.ConvertAll(pair => state.GetRule(pair.Key) is { IsDefault: false } rule
                    ? rule with { Priority = pair.Value }
                    : throw ElbErrors.OperationNotPermitted($"The priority of the default rule '{pair.Key}' cannot be changed"));
                // Priorities may change places, so uniqueness is looked at when all are set.
                var next = rules.Aggregate(state, (current, rule) => current.WithRule(rule));
                foreach (var rule in rules)
                {
                    if (next.RulesOf(rule.ListenerArn).Any(other => other.Priority == rule.Priority && other.Arn != rule.Arn))
                    {
                        throw ElbErrors.PriorityInUse(rule.Priority!.Value);
                    }
                }

                return (next, rules);
            },
            cancellationToken);
        return Answer(changed);
    }

    private static AwsResult.Xml Answer(IEnumerable<ListenerRule> rules) => new(ElbXml.List("Rules", rules, ElbXml.Rule));

    // Priorities are unique in a listener, and 99999 is above all of them.
    private static string PageKey(ListenerRule rule) =>
        (rule.Priority ?? 99999).ToString("D5", CultureInfo.InvariantCulture) + rule.Arn;

    private static int CheckPriority(int priority) => priority is >= 1 and <= MaxPriority
        ? priority
        : throw ElbErrors.Validation($"Priority '{priority}' must be between 1 and {MaxPriority}");
}
