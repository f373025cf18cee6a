using System.Globalization;
using System.Text;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer.Balancing;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.LoadBalancer.Stickiness;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>An action, ready for use. A closed set.</summary>
internal abstract record CompiledAction
{
    private CompiledAction() { }

    public static CompiledAction Compile(RuleAction action, Func<string, TargetGroupRuntime> targetGroups) => action switch
    {
        RuleAction.Forward forward => Compile(forward, targetGroups),
        RuleAction.Redirect redirect => new Redirect(RedirectTemplate.Parse(redirect), redirect.StatusCode == "HTTP_301" ? 301 : 302),
        RuleAction.FixedResponse response => new FixedResponse(
            int.Parse(response.StatusCode, CultureInfo.InvariantCulture),
            $"{response.ContentType ?? "text/plain"}; charset=utf-8",
            Encoding.UTF8.GetBytes(response.MessageBody ?? "")),
        _ => throw new InvalidOperationException($"{action.GetType().Name} cannot be compiled."),
    };

    private static Forward Compile(RuleAction.Forward forward, Func<string, TargetGroupRuntime> targetGroups)
    {
        var groups = new (TargetGroupRuntime Group, int Weight)[forward.TargetGroups.Count];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = (targetGroups(forward.TargetGroups[i].TargetGroupArn), forward.TargetGroups[i].Weight);
        }

        return new Forward(new StickyForward(
            new WeightedTargetGroups(groups, Random.Shared),
            forward.IsSticky ? forward.StickinessDuration : null,
            groups[0].Group.Sticky));
    }

    internal sealed record Forward(StickyForward Targets) : CompiledAction
    {
        /// <summary>Where a request goes.</summary>
        public TargetChoice Choose(ProxyRequest request) => Targets.Choose(request);
    }

    internal sealed record Redirect(RedirectTemplate Location, int StatusCode) : CompiledAction;

    internal sealed record FixedResponse(int StatusCode, string ContentType, byte[] Body) : CompiledAction;
}
