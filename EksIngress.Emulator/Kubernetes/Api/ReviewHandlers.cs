using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Questions to the API: who is this token, may this user do that, who am I.</summary>
internal sealed class ReviewHandlers(RbacAuthorizer authorizer, Authenticator authenticator, ServiceAccountTokens tokens)
{
    public async Task CreateAsync(ApiCall call, ResourceDefinition resource)
    {
        var body = await call.ReadObjectAsync();
        var answer = ObjectDecoder.Decode(resource, body, []);
        answer["kind"] = resource.Kind;
        answer["apiVersion"] = resource.ApiVersion;
        answer.Section("metadata");
        answer["status"] = resource.Kind switch
        {
            "SelfSubjectAccessReview" => Access(call.User, body.Map("spec")),
            "SubjectAccessReview" => Access(UserOf(body.Map("spec")), body.Map("spec")),
            "SelfSubjectRulesReview" => Rules(call.User, body.Text("spec", "namespace") ?? ""),
            "SelfSubjectReview" => new JsonObject { ["userInfo"] = UserInfo(call.User) },
            "TokenReview" => Token(body.Text("spec", "token") ?? "", [.. body.Texts("spec", "audiences")]),
            _ => throw StatusException.NoSuchPath(),
        };
        await call.WriteAsync(answer, 201);
    }

    private JsonObject Access(KubernetesUser user, JsonObject? spec)
    {
        var wanted = spec.Map("nonResourceAttributes") is { } path
            ? AccessAttributes.ForPath(path.Text("verb") ?? "", path.Text("path") ?? "")
            : spec.Map("resourceAttributes") is { } attributes ? Attributes(attributes)
            : throw StatusException.BadRequest("spec.resourceAttributes or spec.nonResourceAttributes must be given");
        var allowed = authorizer.IsAllowed(user, wanted);
        var status = new JsonObject { ["allowed"] = allowed };
        if (!allowed)
        {
            status["reason"] = RbacAuthorizer.Describe(user, wanted);
        }

        return status;
    }

    private JsonObject Rules(KubernetesUser user, string inNamespace)
    {
        var (resources, paths) = (new JsonArray(), new JsonArray());
        foreach (var rule in authorizer.RulesFor(user, inNamespace))
        {
            (rule.Paths.Count > 0 ? paths : resources).Add(rule.ToObject());
        }

        return new() { ["resourceRules"] = resources, ["nonResourceRules"] = paths, ["incomplete"] = false };
    }

    private static AccessAttributes Attributes(JsonObject attributes)
    {
        var resource = attributes.Text("resource") ?? "";
        if (attributes.Text("subresource") is { Length: > 0 } subresource)
        {
            resource = $"{resource}/{subresource}";
        }

        return new(attributes.Text("verb") ?? "", attributes.Text("group") ?? "", resource, attributes.Text("namespace") ?? "", attributes.Text("name") ?? "", "");
    }

    private JsonObject Token(string token, List<string> audiences)
    {
        KubernetesUser? user = null;
        var audience = audiences.Count == 0 ? ServiceAccountTokens.ApiAudience : null;
        foreach (var candidate in audiences.Count == 0 ? [ServiceAccountTokens.ApiAudience] : audiences)
        {
            user ??= tokens.Authenticate(token, candidate);
            audience ??= user is null ? null : candidate;
        }

        if (user is null && audiences.Count == 0)
        {
            try
            {
                user = authenticator.Authenticate($"Bearer {token}");
            }
            catch (StatusException)
            {
                // Refused: the answer is that it is not authenticated.
            }
        }

        return user is null
            ? new() { ["authenticated"] = false, ["error"] = "[invalid bearer token, token lookup failed]" }
            : new() { ["authenticated"] = true, ["user"] = UserInfo(user), ["audiences"] = new JsonArray(audience) };
    }

    private static KubernetesUser UserOf(JsonObject? spec) =>
        new(spec.Text("user") ?? "", spec.Text("uid") ?? "", [.. spec.Texts("groups")], []);

    private static JsonObject UserInfo(KubernetesUser user) => new()
    {
        ["username"] = user.Name,
        ["uid"] = user.Uid,
        ["groups"] = new JsonArray([.. user.Groups.Select(group => (JsonNode)group)]),
        ["extra"] = new JsonObject(user.Extra.Select(pair => KeyValuePair.Create(
            pair.Key, (JsonNode?)new JsonArray([.. pair.Value.Select(value => (JsonNode)value)])))),
    };
}
