using System.Globalization;
using EksIngress.Alb.Rules;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Explain;

/// <summary>Actions and conditions in the words of a reader.</summary>
internal static class ActionText
{
    /// <summary>One line for each part of the action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="name">Name of a target group by its key (<see cref="Key"/>).</param>
    public static IEnumerable<string> Describe(ListenerAction action, Func<string, string> name) => action switch
    {
        ListenerAction.FixedResponse response => [
            $"fixed-response {response.StatusCode}{(response.ContentType is null ? "" : $" {response.ContentType}")}" +
            $"{(response.MessageBody is { Length: > 0 } body ? $" {Quote(body)}" : "")}"],
        ListenerAction.Redirect redirect => [$"redirect {redirect.StatusCode} to {Template(redirect)}"],
        ListenerAction.Forward { TargetGroups: [var only] } => [$"forward to {name(Key(only.TargetGroupArn))}"],
        ListenerAction.Forward forward => forward.TargetGroups.Select((tuple, index) =>
            $"{(index == 0 ? "forward to" : "        or")} {name(Key(tuple.TargetGroupArn))}, weight {Share(tuple, forward)}"),
        ListenerAction.AuthenticateOidc oidc => [$"{action.Type} {oidc.Issuer}"],
        ListenerAction.AuthenticateCognito cognito => [$"{action.Type} {cognito.UserPoolArn}"],
        ListenerAction.JwtValidation jwt => [$"{action.Type} {jwt.Issuer}"],
        _ => [action.Type],
    };

    /// <summary><c>80 of 100</c></summary>
    public static string Share(ListenerAction.TargetGroupTuple tuple, ListenerAction.Forward forward) =>
        string.Create(CultureInfo.InvariantCulture, $"{Weight(tuple)} of {forward.TargetGroups.Sum(Weight)}");

    /// <summary>Weight of a group among several; 1 where none is set, as with AWS.</summary>
    public static int Weight(ListenerAction.TargetGroupTuple tuple) => tuple.Weight ?? 1;

    /// <summary>What names a target group: its id in the stack, or its ARN.</summary>
    public static string Key(StackValue arn) => arn switch
    {
        StackValue.Reference reference => reference.ResourceId,
        StackValue.Literal literal => literal.Value,
        _ => throw new InvalidOperationException($"unknown stack value {arn.GetType().Name}"),
    };

    /// <summary>Where a redirect goes, with AWS's placeholders for what the request had.</summary>
    public static string Template(ListenerAction.Redirect redirect)
    {
        var (protocol, host, port) = (redirect.Protocol ?? "#{protocol}", redirect.Host ?? "#{host}", redirect.Port ?? "#{port}");
        var query = redirect.Query ?? "#{query}";
        return $"{protocol}://{host}:{port}{redirect.Path ?? "/#{path}"}{(query.Length == 0 ? "" : $"?{query}")}";
    }

    /// <summary><c>host-header a.example.com, *.example.org</c></summary>
    public static string Describe(RuleCondition condition) => $"{Field(condition)} {string.Join(", ", Values(condition))}";

    /// <summary>Name of the condition, and of the header for header conditions.</summary>
    public static string Field(RuleCondition condition) =>
        condition is RuleCondition.HttpHeader header ? $"{header.Field} {header.Name}" : condition.Field;

    /// <summary>The alternatives of a condition.</summary>
    public static IEnumerable<string> Values(RuleCondition condition) => condition switch
    {
        RuleCondition.HostHeader host => Values(host.Values, host.RegexValues),
        RuleCondition.PathPattern path => Values(path.Values, path.RegexValues),
        RuleCondition.HttpHeader header => Values(header.Values, header.RegexValues),
        RuleCondition.HttpRequestMethod method => method.Values,
        RuleCondition.SourceIp source => source.Values,
        RuleCondition.QueryString query => query.Values.Select(pair => pair.Key is null ? pair.Value : $"{pair.Key}={pair.Value}"),
        _ => throw new InvalidOperationException($"unknown condition {condition.Field}"),
    };

    /// <summary>In quotes, on one line.</summary>
    public static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text, Quoting);

    private static readonly System.Text.Json.JsonSerializerOptions Quoting =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<string> Values(IReadOnlyList<string> values, IReadOnlyList<string> expressions) =>
        [.. values, .. expressions.Select(expression => $"regex {expression}")];
}
