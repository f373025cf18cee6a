using System.Globalization;
using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Reads and checks the actions of a listener or rule.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html</remarks>
internal static partial class ActionReader
{
    /// <summary>The members of an action, as operations list them.</summary>
    public const string Members =
        "Type Order TargetGroupArn ForwardConfig(TargetGroups[](TargetGroupArn Weight) TargetGroupStickinessConfig(Enabled DurationSeconds)) "
        + "RedirectConfig(Protocol Port Host Path Query StatusCode) FixedResponseConfig(MessageBody StatusCode ContentType) "
        + AuthenticationReader.Members;

    private const int MaxActions = 2;
    private const int MaxWeight = 999;
    private const int MaxMessageBody = 1024;
    private const int MaxStickinessSeconds = 604800;

    private static readonly (string Type, string Config)[] Configs =
    [
        ("forward", "TargetGroupArn"), ("forward", "ForwardConfig"), ("redirect", "RedirectConfig"), ("fixed-response", "FixedResponseConfig"),
        ("authenticate-oidc", "AuthenticateOidcConfig"), ("authenticate-cognito", "AuthenticateCognitoConfig"), ("jwt-validation", "JwtValidationConfig"),
    ];

    private static readonly string[] ContentTypes =
        ["text/plain", "text/css", "text/html", "application/javascript", "application/json"];

    /// <param name="member"><c>Actions.member</c> or <c>DefaultActions.member</c>.</param>
    /// <exception cref="AwsException">With the code that the API reference gives for what is wrong.</exception>
    public static IReadOnlyList<RuleAction> Read(AwsCall call, string member, ElbState state, ActionContext context)
    {
        // In the order in which they are done.
        var actions = call.Parameters.Structures(member).Select(action => Read(action, context)).OrderBy(action => action.Order ?? 0).ToList();
        if (actions.Count == 0)
        {
            throw ElbErrors.Validation("An action must be specified");
        }

        if (actions[^1].IsAuthentication || actions[..^1].Exists(action => !action.IsAuthentication))
        {
            throw ElbErrors.InvalidLoadBalancerAction("You must specify exactly one of forward, redirect or fixed-response, and it must be the last action");
        }

        if (actions.Count > MaxActions)
        {
            throw ElbErrors.TooMany("Actions", "A rule can have one authenticating action only");
        }

        if (context.Balancer.Type == ElbTypes.Network)
        {
            CheckNetwork(actions);
        }

        foreach (var arn in actions.OfType<RuleAction.Forward>().SelectMany(forward => forward.TargetGroups).Select(tuple => tuple.TargetGroupArn))
        {
            CheckTargetGroup(state, context, arn);
        }

        return actions;
    }

    // A listener of TCP knows no requests: all it can do with a connection is to send it on.
    private static void CheckNetwork(List<RuleAction> actions)
    {
        if (actions is not [RuleAction.Forward forward])
        {
            throw ElbErrors.InvalidLoadBalancerAction("Listeners of load balancers of type 'network' support only actions of type 'forward'");
        }

        if (forward.TargetGroups.Count > 1)
        {
            throw ElbErrors.NotEmulated("A listener of a load balancer of type 'network' that forwards to several target groups", "Forward to one.");
        }

        if (forward.IsSticky)
        {
            throw ElbErrors.InvalidLoadBalancerAction("Target group stickiness is not supported by load balancers of type 'network'");
        }
    }

    /// <summary>Whether actions that were good on a listener are good when it speaks another protocol.</summary>
    /// <exception cref="AwsException"><c>InvalidLoadBalancerAction</c> or <c>InvalidConfigurationRequest</c>.</exception>
    public static void CheckProtocol(IEnumerable<RuleAction> actions, ElbState state, string protocol)
    {
        if (protocol == "HTTPS")
        {
            return;
        }

        foreach (var action in actions)
        {
            if (action.IsAuthentication)
            {
                throw OnlyOnHttps(action switch
                {
                    RuleAction.AuthenticateOidc => "authenticate-oidc",
                    RuleAction.AuthenticateCognito => "authenticate-cognito",
                    _ => "jwt-validation",
                });
            }

            foreach (var (arn, _) in (action as RuleAction.Forward)?.TargetGroups ?? [])
            {
                CheckProtocolVersion(state.GetTargetGroup(arn), protocol);
            }
        }
    }

    private static RuleAction Read(AwsParameters action, ActionContext context)
    {
        var order = action.FindInt32("Order");
        if (order is < 1 or > 50000)
        {
            throw ElbErrors.Validation("The order of an action must be between 1 and 50000");
        }

        var type = action.Get("Type");
        if (type is "authenticate-oidc" or "authenticate-cognito" or "jwt-validation" && context.Protocol != "HTTPS")
        {
            throw OnlyOnHttps(type);
        }

        if (Array.Find(Configs, other => other.Type != type && action.Has(other.Config)) is { Config: { } foreign })
        {
            throw ElbErrors.Validation($"{foreign} cannot be specified for an action of type '{type}'");
        }

        return type switch
        {
            "forward" => Forward(action) with { Order = order },
            "redirect" => Redirect(action.Structure("RedirectConfig") ?? throw Missing("redirect")) with { Order = order },
            "fixed-response" => FixedResponse(action.Structure("FixedResponseConfig") ?? throw Missing("fixed response")) with { Order = order },
            "authenticate-oidc" => AuthenticationReader.Oidc(action.Structure("AuthenticateOidcConfig") ?? throw Missing("authenticate OIDC"), context.Present) with { Order = order },
            "authenticate-cognito" => AuthenticationReader.Cognito(action.Structure("AuthenticateCognitoConfig") ?? throw Missing("authenticate Cognito")) with { Order = order },
            "jwt-validation" => AuthenticationReader.Jwt(action.Structure("JwtValidationConfig") ?? throw Missing("JWT validation")) with { Order = order },
            _ => throw ElbErrors.Validation($"1 validation error detected: Value '{type}' at 'actions.member.type' failed to satisfy constraint: Member must satisfy enum value set: [forward, authenticate-oidc, authenticate-cognito, redirect, fixed-response, jwt-validation]"),
        };
    }

    private static AwsException OnlyOnHttps(string type) =>
        ElbErrors.InvalidLoadBalancerAction($"Actions of type '{type}' are supported only on HTTPS listeners");

    private static AwsException Missing(string what) => ElbErrors.Validation($"You must specify a {what} configuration");

    private static RuleAction.Forward Forward(AwsParameters action)
    {
        var single = action.Find("TargetGroupArn");
        var config = action.Structure("ForwardConfig");
        var (sticky, duration) = Stickiness(config?.Structure("TargetGroupStickinessConfig"));
        var tuples = config?.Structures("TargetGroups.member")
            .Select(tuple => new RuleAction.TargetGroupTuple(tuple.Get("TargetGroupArn"), Weight(tuple)))
            .ToList() ?? [];
        if (tuples.Count == 0)
        {
            return single is null
                ? throw ElbErrors.Validation("A target group ARN must be specified")
                : new RuleAction.Forward([new(single, 1)]) { IsSticky = sticky, StickinessDuration = duration };
        }

        if (tuples.Count > ElbLimits.TargetGroupsPerAction)
        {
            throw ElbErrors.TooMany("TargetGroups", $"A forward action can have at most {ElbLimits.TargetGroupsPerAction} target groups");
        }

        if (tuples.DistinctBy(tuple => tuple.TargetGroupArn).Count() != tuples.Count)
        {
            throw ElbErrors.Validation("A forward action cannot name a target group twice");
        }

        return single is not null && (tuples.Count > 1 || tuples[0].TargetGroupArn != single)
            ? throw ElbErrors.Validation("If both TargetGroupArn and ForwardConfig are specified, they must name the same single target group")
            : new RuleAction.Forward(tuples) { IsSticky = sticky, StickinessDuration = duration };
    }

    // A duration that is sent must be right even if it has no effect; the words are AWS's.
    private static (bool Sticky, TimeSpan? Duration) Stickiness(AwsParameters? config)
    {
        var sticky = config?.FindBoolean("Enabled") == true;
        var seconds = config?.FindInt32("DurationSeconds");
        return seconds is null && !sticky || seconds is >= 1 and <= MaxStickinessSeconds
            ? (sticky, seconds is { } value ? TimeSpan.FromSeconds(value) : null)
            : throw ElbErrors.Validation($"Target group stickiness duration must be between 1 and {MaxStickinessSeconds} seconds");
    }

    private static int Weight(AwsParameters tuple)
    {
        var weight = tuple.FindInt32("Weight") ?? 1;
        return weight is < 0 or > MaxWeight
            ? throw ElbErrors.Validation($"The weight of a target group must be between 0 and {MaxWeight}")
            : weight;
    }

    private static RuleAction.Redirect Redirect(AwsParameters config)
    {
        var redirect = new RuleAction.Redirect(
            config.Find("Protocol") ?? "#{protocol}",
            config.Find("Host") ?? "#{host}",
            config.Find("Port") ?? "#{port}",
            config.Find("Path") ?? "/#{path}",
            config.Find("Query") ?? "#{query}",
            config.Get("StatusCode"));

        if (redirect.StatusCode is not ("HTTP_301" or "HTTP_302"))
        {
            throw ElbErrors.Validation($"The redirect status code '{redirect.StatusCode}' must be HTTP_301 or HTTP_302");
        }

        if (redirect.Protocol is not ("#{protocol}" or "HTTP" or "HTTPS"))
        {
            throw ElbErrors.Validation($"The redirect protocol '{redirect.Protocol}' must be HTTP, HTTPS or #{{protocol}}");
        }

        if (redirect.Port != "#{port}"
            && !(int.TryParse(redirect.Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535))
        {
            throw ElbErrors.Validation($"The redirect port '{redirect.Port}' must be between 1 and 65535 or #{{port}}");
        }

        CheckTemplate("host", redirect.Host, redirect.Host.Length is >= 1 and <= 128, "host");
        CheckTemplate("path", redirect.Path, redirect.Path.StartsWith('/') && redirect.Path.Length <= 128, "host", "path", "port");
        CheckTemplate("query", redirect.Query, !redirect.Query.StartsWith('?') && redirect.Query.Length <= 128, "host", "path", "port", "query", "protocol");
        return redirect is { Protocol: "#{protocol}", Host: "#{host}", Port: "#{port}", Path: "/#{path}" }
            ? throw ElbErrors.InvalidLoadBalancerAction("A redirect must change at least one of protocol, host, port or path, or it would redirect to itself")
            : redirect;
    }

    private static void CheckTemplate(string part, string template, bool isValid, params string[] placeholders)
    {
        if (!isValid || Placeholder().Matches(template).Any(match => Array.IndexOf(placeholders, match.Groups[1].Value) < 0))
        {
            throw ElbErrors.Validation($"The redirect {part} '{template}' is not valid");
        }
    }

    private static RuleAction.FixedResponse FixedResponse(AwsParameters config)
    {
        var statusCode = config.Get("StatusCode");
        if (!FixedStatusCode().IsMatch(statusCode))
        {
            throw ElbErrors.Validation($"The status code '{statusCode}' of a fixed response must be 2XX, 4XX or 5XX");
        }

        var contentType = config.Find("ContentType") is { Length: > 0 } type ? type : null;
        if (contentType is not null && Array.IndexOf(ContentTypes, contentType) < 0)
        {
            throw ElbErrors.Validation($"The content type '{contentType}' of a fixed response must be one of {string.Join(", ", ContentTypes)}");
        }

        var body = config.Find("MessageBody") is { Length: > 0 } text ? text : null;
        return body?.Length > MaxMessageBody
            ? throw ElbErrors.Validation($"The message body of a fixed response can have at most {MaxMessageBody} characters")
            : new RuleAction.FixedResponse(statusCode, contentType, body);
    }

    private static void CheckTargetGroup(ElbState state, ActionContext context, string arn)
    {
        var balancer = context.Balancer;
        if (!state.TargetGroups.TryGetValue(arn, out var group))
        {
            throw ElbErrors.TargetGroupsNotFound([arn]);
        }

        if (group.IsOfNetwork != (balancer.Type == ElbTypes.Network))
        {
            throw ElbErrors.IncompatibleProtocols(arn);
        }

        CheckProtocolVersion(group, context.Protocol);

        if (group.VpcId != balancer.VpcId)
        {
            throw ElbErrors.InvalidConfigurationRequest($"The target group '{arn}' is not in the VPC '{balancer.VpcId}' of the load balancer");
        }

        if (state.LoadBalancersOfTargetGroup(arn).Any(other => other != balancer.Arn))
        {
            throw new AwsException("TargetGroupAssociationLimit", $"The following target groups cannot be associated with more than one load balancer: {arn}");
        }
    }

    // As AWS words it, by its users' reports. HTTP/2 is not refused: its requests get a 464.
    private static void CheckProtocolVersion(TargetGroup group, string protocol)
    {
        if (group.ProtocolVersion == "GRPC" && protocol != "HTTPS")
        {
            throw ElbErrors.InvalidConfigurationRequest($"Listener protocol '{protocol}' is not supported with a target group with the protocol-version 'GRPC'");
        }
    }

    [GeneratedRegex("^[245][0-9][0-9]$")]
    private static partial Regex FixedStatusCode();

    [GeneratedRegex("#\\{([^}]*)\\}")]
    private static partial Regex Placeholder();
}
