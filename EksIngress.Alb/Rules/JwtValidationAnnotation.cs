using EksIngress.Alb.Annotations;
using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.Rules;

/// <summary>
/// Value of <c>jwt-validation</c>:
/// <c>{"jwksEndpoint":"https://i/keys","issuer":"https://i","additionalClaims":[{"format":"single-string","name":"aud","values":["a"]}]}</c>.
/// </summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#jwt-validation</remarks>
internal static class JwtValidationAnnotation
{
    /// <summary>Null without the annotation.</summary>
    /// <exception cref="AlbModelException">It is malformed, or a required member is missing.</exception>
    public static ListenerAction.JwtValidation? Find(AnnotationSet annotations) =>
        annotations.FindJson(IngressAnnotations.JwtValidation, Read) is { } action ? Validated(action) : null;

    public static ListenerAction.JwtValidation Read(GoJsonDecoder decoder, GoJsonValue json)
    {
        var (endpoint, issuer) = ("", "");
        IReadOnlyList<ListenerAction.JwtClaim> claims = [];
        decoder.Struct(
            json,
            "JwtValidationConfig",
            ("jwksEndpoint", value => endpoint = decoder.Text(value, endpoint)),
            ("issuer", value => issuer = decoder.Text(value, issuer)),
            ("additionalClaims", value => claims = decoder.List(value, "ingress.JwtAdditionalClaim", claims, (item, claim) => ReadClaim(decoder, item, claim))));
        return new ListenerAction.JwtValidation(endpoint, issuer, claims);
    }

    private static ListenerAction.JwtClaim ReadClaim(GoJsonDecoder decoder, GoJsonValue json, ListenerAction.JwtClaim? before)
    {
        var (format, name, values) = before ?? new ListenerAction.JwtClaim("", "", []);
        decoder.Struct(
            json,
            "JwtAdditionalClaim",
            ("format", value => format = decoder.Text(value, format, "ingress.jwtAdditionalClaimFormat")),
            ("name", value => name = decoder.Text(value, name)),
            ("values", value => values = decoder.Strings(value, values)));
        return new ListenerAction.JwtClaim(format, name, values);
    }

    /// <exception cref="AlbModelException">A required member is missing.</exception>
    public static ListenerAction.JwtValidation Validated(ListenerAction.JwtValidation action)
    {
        Require(action.JwksEndpoint.Length != 0, "jwksEndpoint is a required field for jwt validation");
        Require(action.Issuer.Length != 0, "issuer is a required field for jwt validation");
        foreach (var claim in action.AdditionalClaims)
        {
            Require(claim.Format.Length != 0, "format is a required field for additional claims for jwt validation");
            Require(claim.Name.Length != 0, "name is a required field for additional claims for jwt validation");
            Require(claim.Values.Count != 0, "values must not be empty for additional claims for jwt validation");
        }

        return action;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new AlbModelException(otherwise);
        }
    }
}
