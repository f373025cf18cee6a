using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Lint;

/// <summary>Shapes of the JSON annotations.</summary>
internal static class JsonShapes
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

    /// <summary>Why the value does not have its shape; null when it has.</summary>
    public static string? Fault(string suffix, string value)
    {
        try
        {
            var node = JsonNode.Parse(value, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            var wantsList = suffix.StartsWith("conditions.", StringComparison.Ordinal) || suffix.StartsWith("transforms.", StringComparison.Ordinal)
                || suffix == "mutual-authentication";
            if (node is null || wantsList != node is JsonArray || (!wantsList && node is not JsonObject))
            {
                return wantsList ? "a list in [] is expected" : "an object in {} is expected";
            }

            if (node is JsonArray list && list.Any(item => item is not JsonObject))
            {
                return "a list of objects is expected";
            }

            if (HasNull(node))
            {
                return "null stands for a value";
            }

            var annotations = new AnnotationSet(new Dictionary<string, string>(StringComparer.Ordinal) { [IngressAnnotations.Key(suffix)] = value });
            return Of(suffix) == Action ? Lenient.Fault(() => annotations.FindJson<ActionAnnotation>(suffix)) is { } action ? Reason(action) : null
                : Of(suffix) == Condition ? Lenient.Fault(() => annotations.FindJson<List<ConditionAnnotation>>(suffix)) is { } condition ? Reason(condition) : null
                : null;
        }
        catch (JsonException exception)
        {
            return exception.Message;
        }
    }

    private static bool HasNull(JsonNode? node) => node switch
    {
        null => true,
        JsonObject map => map.Any(member => HasNull(member.Value)),
        JsonArray list => list.Any(HasNull),
        _ => false,
    };

    // "failed to parse json annotation, KEY: RAW: why": what is behind the value itself.
    private static string Reason(string fault) =>
        fault.LastIndexOf(": The JSON", StringComparison.Ordinal) is >= 0 and var start ? fault[(start + 2)..] : fault[(fault.LastIndexOf("}: ", StringComparison.Ordinal) + 3)..];

    private static JsonShape Shape(params (string Name, JsonShape? Shape)[] members) =>
        new(members.ToDictionary(member => member.Name, member => member.Shape, StringComparer.Ordinal));
}
