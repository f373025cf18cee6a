using System.Buffers.Text;
using System.Text.Json.Nodes;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>What each cluster's issuer publishes: its discovery document and its keys. Public on AWS, so unsigned here.</summary>
internal static class OidcDiscovery
{
    public static IEndpointRouteBuilder MapOidcDiscovery(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/id/{hex}/.well-known/openid-configuration", (string hex, Guarded<EksState> eks) =>
            FindIssuer(eks, hex) is { } issuer ? Results.Json(Document(issuer)) : Results.NotFound());
        endpoints.MapGet("/id/{hex}/keys", (string hex, Guarded<EksState> eks, Func<IKubernetesClusters> clusters) =>
            FindIssuer(eks, hex) is { } issuer && clusters().FindIssuer(issuer) is { } published ? Results.Json(Keys(published)) : Results.NotFound());
        return endpoints;
    }

    private static string? FindIssuer(Guarded<EksState> eks, string hex) =>
        eks.Current.Clusters.Values.FirstOrDefault(cluster => cluster.Issuer?.EndsWith($"/id/{hex}", StringComparison.Ordinal) == true)?.Issuer;

    private static JsonObject Document(string issuer) => new()
    {
        ["issuer"] = issuer,
        ["jwks_uri"] = $"{issuer}/keys",
        ["authorization_endpoint"] = "urn:kubernetes:programmatic_authorization",
        ["response_types_supported"] = new JsonArray("id_token"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["claims_supported"] = new JsonArray("sub", "iss"),
    };

    private static JsonObject Keys(ServiceAccountIssuer issuer) => new()
    {
        ["keys"] = new JsonArray([.. issuer.Keys.Select(key => new JsonObject
        {
            ["kty"] = "RSA",
            ["kid"] = key.Key,
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["n"] = Base64Url.EncodeToString(key.Value.Modulus),
            ["e"] = Base64Url.EncodeToString(key.Value.Exponent),
        })]),
    };
}
