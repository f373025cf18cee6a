using EksIngress.Alb.Rules;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>A rule of a listener.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html</remarks>
internal sealed record ListenerRule
{
    public required string Arn { get; init; }

    public required string ListenerArn { get; init; }

    /// <summary>1 to 50000, the lowest is evaluated first; null for the default rule.</summary>
    public required int? Priority { get; init; }

    public required IReadOnlyList<RuleCondition> Conditions { get; init; }

    public required IReadOnlyList<RuleAction> Actions { get; init; }

    /// <summary>At most one of each type.</summary>
    public IReadOnlyList<RuleTransform> Transforms { get; init; } = [];

    public bool IsDefault => Priority is null;

    public IEnumerable<string> TargetGroupArns =>
        Actions.OfType<RuleAction.Forward>().SelectMany(forward => forward.TargetGroups).Select(tuple => tuple.TargetGroupArn);
}
