using System.Globalization;
using System.Text;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer.Exchanges;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>An action, ready for use. A closed set.</summary>
internal abstract record CompiledAction
{
    private CompiledAction() { }

    public static CompiledAction Compile(RuleAction action, Func<string, TargetGroupRuntime> targetGroups) => action switch
    {
        RuleAction.Forward forward => new Forward([.. forward.TargetGroups.Select(tuple => (targetGroups(tuple.TargetGroupArn), tuple.Weight))]),
        RuleAction.Redirect redirect => new Redirect(RedirectTemplate.Parse(redirect), redirect.StatusCode == "HTTP_301" ? 301 : 302),
        RuleAction.FixedResponse response => new FixedResponse(
            int.Parse(response.StatusCode, CultureInfo.InvariantCulture),
            $"{response.ContentType ?? "text/plain"}; charset=utf-8",
            Encoding.UTF8.GetBytes(response.MessageBody ?? "")),
        _ => throw new InvalidOperationException($"{action.GetType().Name} cannot be compiled."),
    };

    internal sealed record Forward : CompiledAction
    {
        private readonly (TargetGroupRuntime Group, int Weight)[] _groups;
        private readonly int _total;

        public Forward((TargetGroupRuntime Group, int Weight)[] groups)
        {
            _groups = groups;
            _total = groups.Sum(entry => entry.Weight);
        }

        /// <summary>Where a request goes. It may look at the request's cookies (<see cref="ProxyRequest.FindCookie"/>).</summary>
        public TargetChoice Choose(ProxyRequest request)
        {
            ArgumentNullException.ThrowIfNull(request);
            var group = Pick();
            return new TargetChoice(group, group?.Pick());
        }

        /// <summary>A group by weight; whether it has targets plays no part. Null when every weight is 0.</summary>
        public TargetGroupRuntime? Pick()
        {
            if (_total == 0)
            {
                return null;
            }

            if (_groups.Length == 1)
            {
                return _groups[0].Group;
            }

            var point = Random.Shared.Next(_total);
            foreach (var (group, weight) in _groups)
            {
                if (point < weight)
                {
                    return group;
                }

                point -= weight;
            }

            throw new InvalidOperationException("The weights do not add up.");
        }
    }

    internal sealed record Redirect(RedirectTemplate Location, int StatusCode) : CompiledAction;

    internal sealed record FixedResponse(int StatusCode, string ContentType, byte[] Body) : CompiledAction;
}
