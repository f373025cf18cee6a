using System.Globalization;
using System.Text;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Explain;

/// <summary>What comes of the actions of a rule for one request.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html</remarks>
internal sealed class ActionEffects(LoadBalancerModel model, RequestToExplain request)
{
    public ExplainedAction Explain(ListenerAction action) => action switch
    {
        ListenerAction.Forward forward => new ExplainedAction(action.Type, DescribeForward(forward), [.. forward.TargetGroups.Select(tuple => Explain(tuple, forward))]),
        ListenerAction.Redirect redirect => new ExplainedAction(action.Type, $"answers {redirect.StatusCode["HTTP_".Length..]}, Location: {Location(redirect)}", []),
        ListenerAction.FixedResponse response => new ExplainedAction(
            action.Type,
            $"answers {response.StatusCode}{(response.ContentType is null ? "" : $" {response.ContentType}")}, " +
            (response.MessageBody is { Length: > 0 } body ? $"body {ActionText.Quote(body)}" : "no body"),
            []),
        ListenerAction.AuthenticateOidc oidc => new ExplainedAction(action.Type, Authenticate(oidc.Session, oidc.AuthorizationEndpoint), []),
        ListenerAction.AuthenticateCognito cognito => new ExplainedAction(action.Type, Authenticate(cognito.Session, $"the user pool {cognito.UserPoolArn}"), []),
        ListenerAction.JwtValidation jwt => new ExplainedAction(
            action.Type, $"a request without a valid token of {jwt.Issuer} in its Authorization header is answered 401; others go on", []),
        _ => new ExplainedAction(action.Type, "goes on", []),
    };

    private static string Authenticate(ListenerAction.AuthenticationSession session, string provider) => session.OnUnauthenticatedRequest switch
    {
        "allow" => $"a request without the cookie {session.CookieName}-0 goes on, unauthenticated",
        "deny" => $"a request without the cookie {session.CookieName}-0 is answered 401; others go on",
        _ => $"a request without the cookie {session.CookieName}-0 is answered 302 to {provider}; others go on",
    };

    private static string DescribeForward(ListenerAction.Forward forward) => forward.TargetGroups.Count == 1
        ? "goes to a target of the group"
        : $"goes to a target of one of the groups, by weight{(forward.Stickiness?.Enabled == true ? "; a client stays with its group (cookie AWSALBTG)" : "")}";

    private ExplainedTargetGroup Explain(ListenerAction.TargetGroupTuple tuple, ListenerAction.Forward forward)
    {
        var key = ActionText.Key(tuple.TargetGroupArn);
        var (weight, total) = (ActionText.Weight(tuple), forward.TargetGroups.Sum(ActionText.Weight));
        if (!model.TargetGroups.TryGetValue(key, out var group))
        {
            return new ExplainedTargetGroup(key, weight, total, "the target group is not one of this plan", null);
        }

        return new ExplainedTargetGroup(
            group.ToString(),
            weight,
            total,
            forward.TargetGroups.Count > 1 && weight == 0 ? "its weight is 0: no request goes here" : DescribeTargets(group),
            group.Targets is null ? null : [.. group.Targets.Select(target => new ExplainedTarget(
                string.Create(CultureInfo.InvariantCulture, $"{target.Id}:{target.Port}"), target.State, target.Reason, target.Object))]);
    }

    private static string DescribeTargets(TargetGroupModel group)
    {
        if (group.Targets is not { } targets)
        {
            return $"its targets are not known: {group.TargetsUnknown}";
        }

        // A draining target is on its way out and gets no new requests.
        var registered = targets.Where(target => target.State != "draining").ToList();
        if (registered.Count == 0)
        {
            return "it has no registered targets: answered 503";
        }

        if (registered.TrueForAll(target => target.State is null))
        {
            return "the health of its targets is not known before they are registered";
        }

        var healthy = registered.Count(target => target.State is "healthy");
        return healthy == 0 && registered.TrueForAll(target => target.State is not null)
            ? "none of its targets is healthy, so requests go to all of them (fail-open)"
            : string.Create(CultureInfo.InvariantCulture, $"{healthy} of {registered.Count} targets are healthy");
    }

    private string Location(ListenerAction.Redirect redirect)
    {
        var protocol = redirect.Protocol is null or "#{protocol}" ? request.IsHttps ? "https" : "http" : redirect.Protocol.ToLowerInvariant();
        var port = request.Port.ToString(CultureInfo.InvariantCulture);
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["protocol"] = protocol,
            ["host"] = request.Host,
            ["port"] = port,
            ["path"] = request.Path[1..],
            ["query"] = request.Query,
        };
        values["port"] = Fill(redirect.Port ?? "#{port}", values);
        var query = Fill(redirect.Query ?? "#{query}", values);
        return $"{protocol}://{Fill(redirect.Host ?? "#{host}", values)}:{values["port"]}{Fill(redirect.Path ?? "/#{path}", values)}{(query.Length == 0 ? "" : $"?{query}")}";
    }

    // In one pass: what a request says is never taken for a placeholder.
    private static string Fill(string template, Dictionary<string, string> values)
    {
        var filled = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var end = template.AsSpan(i).StartsWith("#{", StringComparison.Ordinal) ? template.IndexOf('}', i) : -1;
            if (end > 0 && values.TryGetValue(template[(i + 2)..end], out var value))
            {
                filled.Append(value);
                i = end;
            }
            else
            {
                filled.Append(template[i]);
            }
        }

        return filled.ToString();
    }
}
