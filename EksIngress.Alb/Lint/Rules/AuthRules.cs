using System.Globalization;
using System.Text.Json.Nodes;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Authentication and token validation in front of targets.</summary>
internal static class AuthRules
{
    private const string Type = "auth-type";
    private const string Oidc = "auth-idp-oidc";
    private const string Cognito = "auth-idp-cognito";
    private const string Jwt = "jwt-validation";
    private const int MaximumSessionSeconds = 604800;

    private static readonly string[] OidcEndpoints = ["issuer", "authorizationEndpoint", "tokenEndpoint", "userInfoEndpoint"];

    public static IReadOnlyList<LintRule> All =>
    [
        Fails("ALB600", "Authentication without an identity provider", Docs.Annotation(Type), NoProvider),
        Fails("ALB601", "An identity provider that is incomplete", Docs.Annotation(Oidc), IncompleteProvider),
        Fails("ALB602", "A client secret that is missing", Docs.Annotation(Oidc), Secrets, LintNeeds.Secrets),
        Warns("ALB603", "Authentication that plain HTTP passes by", Docs.Annotation(Type), world => OnHttp(world, Type)),
        Fails("ALB604", "Authentication and token validation together", Docs.Annotation(Jwt), Both),
        Fails("ALB605", "A session timeout out of range", Docs.Authentication, SessionTimeouts),
        Warns("ALB606", "An identity provider that is not used", Docs.Annotation(Type), ProviderUnused),
        Fails("ALB607", "Token validation that is incomplete", Docs.Annotation(Jwt), IncompleteJwt),
        Warns("ALB608", "Token validation that plain HTTP passes by", Docs.Annotation(Jwt), world => OnHttp(world, Jwt)),
        Warns("ALB609", "Authentication at a Service of a weighted forward", Docs.Annotation("actions"), WeightedServices, LintNeeds.Services),
        Fails("ALB610", "An endpoint of an identity provider without TLS", Docs.Authentication, PlainEndpoints),
        Fails("ALB611", "A Cognito domain that is a URL", Docs.Annotation(Cognito), CognitoDomains),
        Warns("ALB612", "A scope without openid", Docs.Authentication, Scopes),
    ];

    private static IEnumerable<(LintObject Object, string Type)> Types(LintWorld world) =>
        world.AnnotatedWith(Type).Where(found => found.Value is "oidc" or "cognito");

    private static JsonObject? Read(LintObject item, string suffix) =>
        item.Annotations.GetValueOrDefault(Annotations.IngressAnnotations.Key(suffix)) is { Length: > 0 } value && JsonShapes.Fault(suffix, value) is null
            ? JsonShapes.Parse(value) as JsonObject
            : null;

    private static string? Member(JsonObject map, string name) =>
        map.FirstOrDefault(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value?.ToString() is { Length: > 0 } value ? value : null;

    private static IEnumerable<LintFault> NoProvider(LintWorld world)
    {
        foreach (var (item, type) in Types(world))
        {
            var suffix = type == "oidc" ? Oidc : Cognito;
            var holders = item.Kind == "Service"
                ? world.Targets.Where(target => target.Service?.Object == item).Select(target => target.Ingress.Object)
                : world.Ours.Where(ingress => ingress.Object == item).SelectMany(ingress => ingress.Targets).Select(target => target.Service?.Object).OfType<LintObject>();
            if (!holders.Append(item).Any(holder => holder.Annotations.ContainsKey(Annotations.IngressAnnotations.Key(suffix))))
            {
                yield return item.AnnotationFault(
                    Type,
                    $"auth-type is {type}, and there is no {suffix}",
                    type == "oidc"
                        ? "add auth-idp-oidc: '{\"issuer\":…,\"authorizationEndpoint\":…,\"tokenEndpoint\":…,\"userInfoEndpoint\":…,\"secretName\":…}'"
                        : "add auth-idp-cognito: '{\"userPoolARN\":…,\"userPoolClientID\":…,\"userPoolDomain\":…}'");
            }
        }
    }

    private static IEnumerable<(LintObject Object, string Suffix, JsonObject Map)> Providers(LintWorld world) => world.Annotated
        .SelectMany(item => new[] { Oidc, Cognito }.Select(suffix => (item, suffix, map: Read(item, suffix))))
        .Where(found => found.map is not null)
        .Select(found => (found.item, found.suffix, found.map!));

    private static IEnumerable<LintFault> IncompleteProvider(LintWorld world)
    {
        foreach (var (item, suffix, map) in Providers(world))
        {
            string[] wanted = suffix == Oidc ? [.. OidcEndpoints, "secretName"] : ["userPoolARN", "userPoolClientID", "userPoolDomain"];
            var missing = wanted.Where(name => Member(map, name) is null).ToList();
            if (missing.Count > 0)
            {
                yield return item.AnnotationFault(suffix, $"{suffix} has no {string.Join(", ", missing)}", $"add {string.Join(", ", missing)}");
            }
        }
    }

    private static IEnumerable<LintFault> Secrets(LintWorld world)
    {
        foreach (var (item, suffix, map) in Providers(world).Where(found => found.Suffix == Oidc))
        {
            if (Member(map, "secretName") is not { } name || !world.Has("Secret", item.Namespace))
            {
                continue;
            }

            var secret = world.OfKind("Secret").FirstOrDefault(candidate => candidate.Name == name && candidate.Namespace == item.Namespace);
            var keys = secret is null ? [] : new[] { "data", "stringData" }.SelectMany(part => (secret.At(part) as JsonObject ?? []).Select(pair => pair.Key)).ToHashSet(StringComparer.Ordinal);
            var reason = secret is null ? $"Secret {item.Namespace}/{name} is not among the objects"
                : !keys.Contains("clientID") && !keys.Contains("clientId") ? $"missing clientID, secret: {item.Namespace}/{name}"
                : !keys.Contains("clientSecret") ? $"missing clientSecret, secret: {item.Namespace}/{name}"
                : null;
            if (reason is not null)
            {
                yield return item.AnnotationFault(suffix, reason, $"add Secret {name} in namespace {item.Namespace} with the keys clientID and clientSecret");
            }
        }
    }

    private static IEnumerable<LintFault> OnHttp(LintWorld world, string suffix)
    {
        foreach (var ingress in world.Ours.Where(ingress => ingress.HasHttp && world.GroupWith(ingress).SslRedirectPort is null && HasRouting(ingress)))
        {
            if (ingress.Find(suffix) is { Length: > 0 } value and not "none")
            {
                yield return ingress.Fault(
                    suffix,
                    $"{suffix} counts on HTTPS listeners only; on {string.Join(", ", ingress.Ports!.Where(port => port.Value == "HTTP").Select(port => $"HTTP {port.Key}"))} everybody gets through",
                    "add ssl-redirect: '443', or take HTTP out of listen-ports");
            }
        }
    }

    private static bool HasRouting(LintIngress ingress) => ingress.Backends.Any(backend => backend.Action?.Type != "redirect");

    private static IEnumerable<LintFault> Both(LintWorld world) => world.Ours
        .Where(ingress => ingress.HasHttps && ingress.Find(Jwt) is { Length: > 0 } && ingress.Find(Type) is "oidc" or "cognito")
        .Select(ingress => ingress.Fault(
            Jwt, "authentication and jwt validation can't both be configured", "put the paths of browsers and those of programs into two Ingresses of one group"));

    private static IEnumerable<LintFault> SessionTimeouts(LintWorld world) => world.AnnotatedWith("auth-session-timeout")
        .Where(found => long.TryParse(found.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && seconds is < 1 or > MaximumSessionSeconds)
        .Select(found => found.Object.AnnotationFault("auth-session-timeout", $"auth-session-timeout is {found.Value} s", $"use 1 to {MaximumSessionSeconds} (7 days)"));

    private static IEnumerable<LintFault> ProviderUnused(LintWorld world) => world.Ours
        .Where(ingress => ingress.Find(Type) is null or "none" && ingress.Targets.All(target => target.Find(Type) is null or "none"))
        .SelectMany(ingress => new[] { Oidc, Cognito }.Where(suffix => ingress.Find(suffix) is not null).Select(suffix => ingress.Fault(
            suffix,
            $"{suffix} is set, and auth-type is not: nobody is asked to sign in",
            $"add auth-type: {(suffix == Oidc ? "oidc" : "cognito")}")));

    private static IEnumerable<LintFault> IncompleteJwt(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            if (Read(ingress.Object, Jwt) is not { } map)
            {
                continue;
            }

            var claims = (map.FirstOrDefault(member => member.Key.Equals("additionalClaims", StringComparison.OrdinalIgnoreCase)).Value as JsonArray ?? []).OfType<JsonObject>();
            var claim = claims.FirstOrDefault(entry => Member(entry, "name") is null || Member(entry, "format") is not ("single-string" or "string-array" or "space-separated-values")
                || entry.FirstOrDefault(member => member.Key.Equals("values", StringComparison.OrdinalIgnoreCase)).Value is not JsonArray { Count: > 0 });
            var reason = Member(map, "jwksEndpoint") is null ? "jwksEndpoint is missing"
                : Member(map, "issuer") is null ? "issuer is missing"
                : claim is not null ? $"the claim {claim.ToJsonString()} lacks name, a format of single-string, string-array or space-separated-values, or values"
                : null;
            if (reason is not null)
            {
                yield return ingress.Fault(Jwt, $"{Jwt}: {reason}", "write '{\"jwksEndpoint\":\"https://…\",\"issuer\":\"https://…\",\"additionalClaims\":[{\"name\":…,\"format\":\"single-string\",\"values\":[…]}]}'");
            }
        }
    }

    private static IEnumerable<LintFault> WeightedServices(LintWorld world) => world.Targets
        .Where(target => target is { IsWeighted: true, Service: not null } && target.Service.Object.Annotations.GetValueOrDefault(Annotations.IngressAnnotations.Key(Type)) is "oidc" or "cognito")
        .Select(target => target.Service!.Object.AnnotationFault(
            Type,
            $"auth-type of Service {target.ServiceKey} is ignored where it is one of several targets (Ingress {target.Ingress.Key})",
            "set auth-type at the Ingress"));

    private static IEnumerable<LintFault> PlainEndpoints(LintWorld world)
    {
        var oidc = Providers(world).Where(found => found.Suffix == Oidc).SelectMany(found => OidcEndpoints.Select(name => (found.Object, Suffix: Oidc, name, value: Member(found.Map, name))));
        var jwt = world.Ours.Select(ingress => (ingress.Object, map: Read(ingress.Object, Jwt))).Where(found => found.map is not null)
            .Select(found => (found.Object, Suffix: Jwt, name: "jwksEndpoint", value: Member(found.map!, "jwksEndpoint")));
        return oidc.Concat(jwt)
            .Where(found => found.value is not null && !found.value.StartsWith("https://", StringComparison.Ordinal))
            .Select(found => found.Object.AnnotationFault(found.Suffix, $"{found.name} '{found.value}' is no https URL", $"write https:// and the whole URL of {found.name}"));
    }

    private static IEnumerable<LintFault> CognitoDomains(LintWorld world) => Providers(world)
        .Where(found => found.Suffix == Cognito && Member(found.Map, "userPoolDomain") is { } domain &&
            (domain.Contains('/', StringComparison.Ordinal) || domain.EndsWith(".amazoncognito.com", StringComparison.Ordinal)))
        .Select(found => found.Object.AnnotationFault(
            Cognito,
            $"userPoolDomain is {Member(found.Map, "userPoolDomain")}",
            "give the prefix of the Cognito domain only, for example my-domain, or a custom domain without scheme"));

    private static IEnumerable<LintFault> Scopes(LintWorld world) => world.AnnotatedWith("auth-scope")
        .Where(found => found.Value.Length > 0 && !found.Value.Split(' ').Contains("openid", StringComparer.Ordinal))
        .Select(found => found.Object.AnnotationFault(
            "auth-scope", $"auth-scope is '{found.Value}', without openid; the identity provider returns no ID token", $"write 'openid {found.Value.Replace(',', ' ')}'"));
}
