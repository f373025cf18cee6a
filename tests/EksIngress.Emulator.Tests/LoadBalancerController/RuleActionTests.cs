using System.Text;
using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>What rules do besides forwarding: rewrite requests, let users and tokens in.</summary>
public sealed class RuleActionTests
{
    private const string Provider =
        """{"issuer":"https://idp.example.test","authorizationEndpoint":"https://idp.example.test/authorize","tokenEndpoint":"https://idp.example.test/token","userInfoEndpoint":"https://idp.example.test/user","secretName":"oidc"}""";

    [Fact]
    public async Task Transforms_AreExecutedAndTakenBackInPlace()
    {
        await using var bed = await ControllerBed.StartAsync();
        await bed.AddWebAsync("web");
        await bed.ApplyAsync(Manifest.Ingress(
            "shop",
            [("/", "web")],
            ("transforms.web", """[{"type":"host-header-rewrite","hostHeaderRewriteConfig":{"rewrites":[{"regex":"^.*$","replace":"store.example.test"}]}},{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"^/old/(.*)$","replace":"/echo/$1"}]}}]""")));
        await bed.AnswersAsync("shop", "/old/book", "store.example.test/echo/book");
        var before = Assert.Single(await bed.RulesAsync());

        await bed.ApplyAsync(Manifest.Ingress("shop", [("/", "web")]));
        await bed.AnswersAsync("shop", "/old/book", "web");

        Assert.Equal(["host-header-rewrite", "url-rewrite"], before.Transforms.Select(transform => transform.Type.Value).Order(StringComparer.Ordinal));
        var after = Assert.Single(await bed.RulesAsync());
        Assert.Equal(before.RuleArn, after.RuleArn);
        Assert.Empty(after.Transforms ?? []);
    }

    [Fact]
    public async Task Oidc_SecretsMayNotBeRead_TheIngressSaysWhoMayNot()
    {
        await using var bed = await StartAsync();
        await bed.ApplyAsync(Secret("first"));
        await bed.ApplyAsync(OidcIngress());

        Assert.EndsWith(
            "secrets \"oidc\" is forbidden: User \"system:serviceaccount:kube-system:aws-load-balancer-controller\" cannot get resource \"secrets\" in API group \"\" in the namespace \"default\"",
            await bed.EventAsync("shop", "FailedBuildModel"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oidc_SecretIsMissing_IsToldAndMadeGoodByItself()
    {
        await using var bed = await StartAsync();
        await AllowSecretsAsync(bed);
        await bed.ApplyAsync(OidcIngress());

        Assert.Contains("\"oidc\" not found", await bed.EventAsync("shop", "FailedBuildModel"), StringComparison.Ordinal);
        await bed.ApplyAsync(Secret("first"));
        await bed.EventAsync("shop", "SuccessfullyReconciled");
    }

    [Fact]
    public async Task Oidc_SecretChanges_TheRuleFollows()
    {
        await using var bed = await StartAsync();
        await AllowSecretsAsync(bed);
        await bed.ApplyAsync(Secret("first"));
        await bed.ApplyAsync(OidcIngress());
        await bed.EventAsync("shop", "SuccessfullyReconciled");
        var before = Assert.Single(await bed.RulesAsync());

        await bed.ApplyAsync(Secret("second"));
        await Eventually.UntilAsync(async () => ClientOf(Assert.Single(await bed.RulesAsync())) == "second");

        Assert.Equal(["authenticate-oidc", "forward"], before.Actions.OrderBy(action => action.Order).Select(action => action.Type.Value));
        Assert.Equal("first", ClientOf(before));
        Assert.Equal(before.RuleArn, Assert.Single(await bed.RulesAsync()).RuleArn);
        Assert.DoesNotContain("hidden", await bed.ControllerLogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oidc_SecretLacksTheRequiredLabel_IsTold()
    {
        await using var bed = await StartAsync("--required-secrets-label=for=alb");
        await AllowSecretsAsync(bed);
        await bed.ApplyAsync(Secret("first"));
        await bed.ApplyAsync(OidcIngress());

        Assert.Contains("secret default/oidc is missing required label for=alb", await bed.EventAsync("shop", "FailedBuildModel"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JwtValidation_IsAnActionBeforeTheForward()
    {
        await using var bed = await StartAsync();
        await bed.ApplyAsync(SecureManifest.Ingress(
            "shop",
            SecureManifest.Host,
            ("jwt-validation", """{"jwksEndpoint":"https://idp.example.test/keys","issuer":"https://idp.example.test","additionalClaims":[{"format":"string-array","name":"groups","values":["admin","dev"]}]}""")));
        await bed.EventAsync("shop", "SuccessfullyReconciled");

        var actions = Assert.Single(await bed.RulesAsync()).Actions.OrderBy(action => action.Order).ToList();
        Assert.Equal(["jwt-validation", "forward"], actions.Select(action => action.Type.Value));
        var validation = actions[0].JwtValidationConfig;
        Assert.Equal(("https://idp.example.test/keys", "https://idp.example.test"), (validation.JwksEndpoint, validation.Issuer));
        var claim = Assert.Single(validation.AdditionalClaims);
        Assert.Equal(("string-array", "groups"), (claim.Format.Value, claim.Name));
        Assert.Equal(["admin", "dev"], claim.Values);
    }

    private static async Task<ControllerBed> StartAsync(params string[] args)
    {
        var bed = await ControllerBed.StartAsync(new() { Args = args });
        await bed.AddWebAsync("web");
        await bed.CreateCertificateAsync(SecureManifest.Host);
        return bed;
    }

    private static string ClientOf(Rule rule) => rule.Actions.Single(action => action.AuthenticateOidcConfig is not null).AuthenticateOidcConfig.ClientId;

    private static JsonObject OidcIngress() =>
        SecureManifest.Ingress("shop", SecureManifest.Host, ("auth-type", "oidc"), ("auth-idp-oidc", Provider));

    private static JsonObject Secret(string client) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject { ["name"] = "oidc", ["namespace"] = "default" },
        ["data"] = new JsonObject { ["clientID"] = Base64(client), ["clientSecret"] = Base64($"hidden-{client}") },
    };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // What the chart's clusterSecretsPermissions.allowAllSecrets adds.
    private static async Task AllowSecretsAsync(ControllerBed bed)
    {
        await bed.ApplyAsync(new JsonObject
        {
            ["apiVersion"] = "rbac.authorization.k8s.io/v1",
            ["kind"] = "ClusterRole",
            ["metadata"] = new JsonObject { ["name"] = "read-secrets" },
            ["rules"] = new JsonArray(new JsonObject
            {
                ["apiGroups"] = new JsonArray(""),
                ["resources"] = new JsonArray("secrets"),
                ["verbs"] = new JsonArray("get", "list", "watch"),
            }),
        });
        await bed.ApplyAsync(new JsonObject
        {
            ["apiVersion"] = "rbac.authorization.k8s.io/v1",
            ["kind"] = "ClusterRoleBinding",
            ["metadata"] = new JsonObject { ["name"] = "read-secrets" },
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = "read-secrets" },
            ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = "aws-load-balancer-controller", ["namespace"] = "kube-system" }),
        });
    }
}
