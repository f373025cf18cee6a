using System.Net;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.LoadBalancer.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace EksIngress.Emulator.Tests.LoadBalancer.SignIn;

/// <summary>Sign-in with user pools of Amazon Cognito, which are not emulated: another provider stands in for one, or it is said so.</summary>
public sealed class UserPoolTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("authenticate")]
    [InlineData("allow")]
    [InlineData("deny")]
    public async Task Request_NothingStandsInForThePool_Is501AndSaysWhatToSet(string mode)
    {
        await using var bed = await SignInBed.StartAsync();
        await bed.AddRuleAsync("/app*", Cognito(mode));

        using var response = await bed.NewBrowser().GetAsync("/app");

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.StartsWith("NotEmulated: the user pool arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_a1.", body, StringComparison.Ordinal);
        Assert.Contains("Emulator:UserPools:eu-west-1_a1", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_AProviderStandsIn_EndsAtThePage()
    {
        await using var bed = await SignInBed.StartAsync();
        // As the configuration would have it; the provider's port is known only now.
        bed.Tls.Bed.Emulator.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value.UserPools["eu-west-1_a1"] = new UserPoolOptions
        {
            Issuer = bed.Provider.Issuer,
            AuthorizationEndpoint = bed.Provider.Endpoint("/authorize"),
            TokenEndpoint = bed.Provider.Endpoint("/token"),
            UserInfoEndpoint = bed.Provider.Endpoint("/userinfo"),
            ClientSecret = TestIdentityProvider.ClientSecret,
        };
        await bed.AddRuleAsync("/app*", Cognito("authenticate"));

        using var page = await bed.NewBrowser().SignInAsync("/app");

        Assert.Contains("x-amzn-oidc-identity: user-1", await page.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_Wrong_AreAllNamed()
    {
        var options = new UserPoolOptions { AuthorizationEndpoint = "https://idp.example.com/a", TokenEndpoint = "ftp://localhost/t", UserInfoEndpoint = "http://127.0.0.1:1/u" };

        Assert.Equal(["Issuer", "ClientSecret", "AuthorizationEndpoint", "TokenEndpoint"], options.Faults().Select(fault => fault.Split(' ')[0]));
    }

    private static Action Cognito(string mode) => new()
    {
        Type = ActionTypeEnum.AuthenticateCognito,
        Order = 1,
        AuthenticateCognitoConfig = new AuthenticateCognitoActionConfig
        {
            UserPoolArn = "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_a1",
            UserPoolClientId = TestIdentityProvider.ClientId,
            UserPoolDomain = "my-domain",
            OnUnauthenticatedRequest = AuthenticateCognitoActionConditionalBehaviorEnum.FindValue(mode),
        },
    };
}
