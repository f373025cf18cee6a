using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Rules;

/// <summary>What a listener does with a request that a rule, or no rule, matched.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html</remarks>
internal abstract record ListenerAction
{
    private ListenerAction() { }

    public abstract string Type { get; }

    internal sealed record Forward(IReadOnlyList<TargetGroupTuple> TargetGroups, TargetGroupStickiness? Stickiness) : ListenerAction
    {
        public override string Type => "forward";
    }

    /// <summary>Null parts keep what the request had.</summary>
    internal sealed record Redirect(string? Host, string? Path, string? Port, string? Protocol, string? Query, string StatusCode)
        : ListenerAction
    {
        public override string Type => "redirect";
    }

    internal sealed record FixedResponse(string? ContentType, string? MessageBody, string StatusCode) : ListenerAction
    {
        public override string Type => "fixed-response";
    }

    /// <param name="Weight">0 to 999; null with a single target group.</param>
    internal sealed record TargetGroupTuple(StackValue TargetGroupArn, int? Weight);

    /// <param name="DurationSeconds">1 to 604800; null is AWS's default.</param>
    internal sealed record TargetGroupStickiness(bool? Enabled, int? DurationSeconds);
}
