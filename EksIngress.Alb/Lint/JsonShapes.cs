using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EksIngress.Alb.GoValues;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Lint;

/// <summary>Shapes of the JSON annotations.</summary>
internal static partial class JsonShapes
{
    private static readonly JsonShape Values = Shape(("values", null), ("regexValues", null));

    private static readonly JsonShape Rewrites = Shape(("rewrites", Shape(("regex", null), ("replace", null))));

    private static readonly JsonShape Action = Shape(
        ("type", null), ("targetGroupARN", null), ("targetGroupName", null),
        ("fixedResponseConfig", Shape(("contentType", null), ("messageBody", null), ("statusCode", null))),
        ("redirectConfig", Shape(("host", null), ("path", null), ("port", null), ("protocol", null), ("query", null), ("statusCode", null))),
        ("forwardConfig", Shape(
            ("targetGroups", Shape(("targetGroupARN", null), ("targetGroupName", null), ("serviceName", null), ("servicePort", null), ("weight", null))),
            ("targetGroupStickinessConfig", Shape(("enabled", null), ("durationSeconds", null))))));

    private static readonly JsonShape Condition = Shape(
        ("field", null), ("hostHeaderConfig", Values), ("pathPatternConfig", Values),
        ("httpHeaderConfig", Shape(("httpHeaderName", null), ("values", null), ("regexValues", null))),
        ("httpRequestMethodConfig", Shape(("values", null))),
        ("queryStringConfig", Shape(("values", Shape(("key", null), ("value", null))))), ("sourceIPConfig", Shape(("values", null))));

    private static readonly JsonShape Transform = Shape(("type", null), ("hostHeaderRewriteConfig", Rewrites), ("urlRewriteConfig", Rewrites));

    private static readonly JsonShape Oidc = Shape(
        ("issuer", null), ("authorizationEndpoint", null), ("tokenEndpoint", null), ("userInfoEndpoint", null), ("secretName", null),
        ("authenticationRequestExtraParams", null));

    private static readonly JsonShape Cognito = Shape(
        ("userPoolARN", null), ("userPoolClientID", null), ("userPoolDomain", null), ("authenticationRequestExtraParams", null));

    private static readonly JsonShape Jwt = Shape(
        ("jwksEndpoint", null), ("issuer", null), ("additionalClaims", Shape(("format", null), ("name", null), ("values", null))));

    private static readonly JsonShape MutualTls = Shape(
        ("port", null), ("mode", null), ("trustStore", null), ("ignoreClientCertificateExpiry", null), ("advertiseTrustStoreCaNames", null));

    /// <summary>Null for a value of no known shape.</summary>
    public static JsonShape? Of(string suffix) => suffix switch
    {
        "auth-idp-oidc" => Oidc,
        "auth-idp-cognito" => Cognito,
        "jwt-validation" => Jwt,
        "mutual-authentication" => MutualTls,
        _ when suffix.StartsWith("actions.", StringComparison.Ordinal) => Action,
        _ when suffix.StartsWith("conditions.", StringComparison.Ordinal) => Condition,
        _ when suffix.StartsWith("transforms.", StringComparison.Ordinal) => Transform,
        _ => null,
    };

    public static string Example(string suffix) => suffix switch
    {
        _ when suffix.StartsWith("actions.", StringComparison.Ordinal) =>
            "write for example '{\"type\":\"fixed-response\",\"fixedResponseConfig\":{\"contentType\":\"text/plain\",\"statusCode\":\"404\"}}'; status codes, hosts and ports are strings",
        _ when suffix.StartsWith("conditions.", StringComparison.Ordinal) =>
            "write a list, for example '[{\"field\":\"http-header\",\"httpHeaderConfig\":{\"httpHeaderName\":\"X-Beta\",\"values\":[\"1\"]}}]'",
        _ when suffix.StartsWith("transforms.", StringComparison.Ordinal) =>
            "write a list, for example '[{\"type\":\"url-rewrite\",\"urlRewriteConfig\":{\"rewrites\":[{\"regex\":\"^/api/(.*)$\",\"replace\":\"/$1\"}]}}]'",
        "mutual-authentication" => "write a list, for example '[{\"port\":443,\"mode\":\"passthrough\"}]'",
        _ => "write one JSON object with the members that the annotation has",
    };

    /// <summary>Why the controller cannot read the value; null when it can.</summary>
    public static string? Fault(string suffix, string value) => Lenient.Fault(() => GoJsonDecoder.Decode(value, (decoder, json) =>
    {
        switch (suffix)
        {
            case "auth-idp-oidc":
                AuthSettings.OidcProvider.Read(decoder, json);
                break;
            case "auth-idp-cognito":
                AuthSettings.CognitoProvider.Read(decoder, json);
                break;
            case "jwt-validation":
                decoder.Struct(json, "JwtValidationConfig");
                break;
            case "mutual-authentication":
                decoder.List<GoJsonValue>(json, "ingress.MutualAuthenticationConfig", null, (item, _) => item);
                break;
            case not null when suffix.StartsWith("actions.", StringComparison.Ordinal):
                ActionAnnotation.Read(decoder, json);
                break;
            case not null when suffix.StartsWith("conditions.", StringComparison.Ordinal):
                ConditionAnnotation.ReadAll(decoder, json);
                break;
            case not null when suffix.StartsWith("transforms.", StringComparison.Ordinal):
                TransformAnnotation.ReadAll(decoder, json);
                break;
            default:
                break;
        }
    }));

    /// <summary>The value as a tree; null when it is no JSON, or names a member twice, of which the controller takes the last.</summary>
    public static JsonNode? Parse(string value)
    {
        try
        {
            return JsonNode.Parse(WithoutLoneSurrogates(value), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The controller reads U+FFFD in their place; .NET refuses to.
    private static string WithoutLoneSurrogates(string json) =>
        Escapes().Replace(json, escape => escape.Groups["lone"].Success ? @"\ufffd" : escape.Value);

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.")]
    private static partial Regex Escapes();

    private static JsonShape Shape(params (string Name, JsonShape? Shape)[] members) =>
        new(members.ToDictionary(member => member.Name, member => member.Shape, StringComparer.Ordinal));
}
