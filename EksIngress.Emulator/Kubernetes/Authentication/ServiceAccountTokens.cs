using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Issues and checks the JWTs of service accounts.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens</remarks>
internal sealed class ServiceAccountTokens(ServiceAccountKey key, string issuer, ObjectStore store, TimeProvider timeProvider)
{
    /// <summary>Audience of tokens for the API itself.</summary>
    public const string ApiAudience = "https://kubernetes.default.svc";

    private const string Prefix = "system:serviceaccount:";

    /// <param name="pod">Pod that the token is bound to; null when it is bound to the account alone.</param>
    public IssuedToken Issue(JsonObject account, JsonObject? pod, IReadOnlyList<string> audiences, TimeSpan lifetime)
    {
        var now = timeProvider.GetUtcNow();
        var claims = new JsonObject
        {
            ["aud"] = new JsonArray([.. audiences.Select(audience => (JsonNode)audience)]),
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["iss"] = issuer,
            ["jti"] = Guid.NewGuid().ToString(),
            ["kubernetes.io"] = Binding(account, pod),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["sub"] = $"{Prefix}{account.Namespace()}:{account.Name()}",
        };
        var header = new JsonObject { ["alg"] = "RS256", ["kid"] = key.KeyId, ["typ"] = "JWT" };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return new($"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}", now, now + lifetime);
    }

    /// <returns>Null when the token is not ours, has expired, is for another audience, or what it is bound to is gone.</returns>
    public KubernetesUser? Authenticate(string token, string audience = ApiAudience)
    {
        if (Read(token) is not { } claims || claims.Text("iss") != issuer || !claims.Texts("aud").Contains(audience))
        {
            return null;
        }

        var now = timeProvider.GetUtcNow().ToUnixTimeSeconds();
        if (claims.Number("exp") is not { } expires || expires <= now || claims.Number("nbf") > now)
        {
            return null;
        }

        var bound = claims.Map("kubernetes.io");
        var name = bound.Text("serviceaccount", "name") ?? "";
        var inNamespace = bound.Text("namespace") ?? "";
        var account = store.Find("serviceaccounts", new(inNamespace, name));
        if (account is null || account.Uid() != bound.Text("serviceaccount", "uid"))
        {
            return null;
        }

        if (bound.Map("pod") is { } pod && store.Find("pods", new(inNamespace, pod.Text("name") ?? ""))?.Uid() != pod.Text("uid"))
        {
            return null;
        }

        return new($"{Prefix}{inNamespace}:{name}", account.Uid(), ["system:serviceaccounts", $"system:serviceaccounts:{inNamespace}", "system:authenticated"], [])
        {
            Extra = Extra(claims, bound),
        };
    }

    private JsonObject? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || token.Length > 8192)
        {
            return null;
        }

        try
        {
            var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]));
            return header.Text("alg") == "RS256"
                && header.Text("kid") == key.KeyId
                && key.Verify(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]))
                    ? JsonNode.Parse(Base64Url.DecodeFromChars(parts[1])) as JsonObject
                    : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    private JsonObject Binding(JsonObject account, JsonObject? pod)
    {
        var binding = new JsonObject { ["namespace"] = account.Namespace() };
        if (pod?.Text("spec", "nodeName") is { } node)
        {
            binding["node"] = new JsonObject { ["name"] = node, ["uid"] = store.Find("nodes", new("", node))?.Uid() ?? "" };
        }

        if (pod is not null)
        {
            binding["pod"] = new JsonObject { ["name"] = pod.Name(), ["uid"] = pod.Uid() };
        }

        binding["serviceaccount"] = new JsonObject { ["name"] = account.Name(), ["uid"] = account.Uid() };
        return binding;
    }

    private static Dictionary<string, IReadOnlyList<string>> Extra(JsonObject claims, JsonObject? bound)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        Add("authentication.kubernetes.io/credential-id", claims.Text("jti") is { } id ? $"JTI={id}" : null);
        Add("authentication.kubernetes.io/node-name", bound.Text("node", "name"));
        Add("authentication.kubernetes.io/node-uid", bound.Text("node", "uid"));
        Add("authentication.kubernetes.io/pod-name", bound.Text("pod", "name"));
        Add("authentication.kubernetes.io/pod-uid", bound.Text("pod", "uid"));
        return extra;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                extra[name] = [value];
            }
        }
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
