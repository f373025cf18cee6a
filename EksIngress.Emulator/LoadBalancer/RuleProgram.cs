using System.Text;
using EksIngress.Alb.Matching;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>
/// Turns the actions of a rule into the one that its requests get. Signing users in and checking tokens is not done here: such a rule
/// answers 501 and says so, unless what AWS does with a request that nobody is signed in for is known without.
/// </summary>
internal static class RuleProgram
{
    public static CompiledAction Compile(ListenerRule rule, Func<string, TargetGroupRuntime> targetGroups)
    {
        // The last one answers; an authenticating one may stand before it.
        var answer = CompiledAction.Compile(rule.Actions[^1], targetGroups);
        return rule.Actions.FirstOrDefault(action => action.IsAuthentication) switch
        {
            null => answer,
            RuleAction.AuthenticateOidc oidc => Unauthenticated("authenticate-oidc", oidc.Settings, answer),
            RuleAction.AuthenticateCognito cognito => Unauthenticated("authenticate-cognito", cognito.Settings, answer),
            _ => NotExecuted("Actions of type jwt-validation"),
        };
    }

    /// <summary>Null for a rule that rewrites nothing.</summary>
    public static CompiledTransforms? Compile(IReadOnlyList<RuleTransform> transforms) => transforms.Count == 0
        ? null
        : CompiledTransforms.Compile([.. transforms.Select(ToModel)]);

    private static Alb.Rules.RuleTransform ToModel(RuleTransform transform)
    {
        Alb.Rules.RuleTransform.Rewrite[] rewrites = [new(transform.Regex, transform.Replace)];
        return transform.Type == "url-rewrite"
            ? new Alb.Rules.RuleTransform.UrlRewrite(rewrites)
            : new Alb.Rules.RuleTransform.HostHeaderRewrite(rewrites);
    }

    // Without sign-in there are no sessions, so every request is one of a user who is not signed in.
    private static CompiledAction Unauthenticated(string type, AuthenticationSettings settings, CompiledAction answer) => settings.OnUnauthenticatedRequest switch
    {
        "allow" => answer,
        "deny" => new CompiledAction.FixedResponse(401, "text/plain; charset=utf-8", "401 Authorization Required"u8.ToArray()),
        _ => NotExecuted($"Actions of type {type}"),
    };

    private static CompiledAction.FixedResponse NotExecuted(string what) => new(
        501,
        "text/plain; charset=utf-8",
        Encoding.UTF8.GetBytes($"{what} are stored, and not executed by the emulated load balancer: docs/emulator-aws.md.\n"));
}
