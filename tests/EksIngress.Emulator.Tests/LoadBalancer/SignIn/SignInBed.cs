using System.Net;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.Tests.ElbV2;
using EksIngress.Emulator.Tests.LoadBalancer.Tls;
using EksIngress.Emulator.Tests.LoadBalancer.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace EksIngress.Emulator.Tests.LoadBalancer.SignIn;

/// <summary>A provider, and an HTTPS listener in front of a target that answers the head it got. Rules come from the test.</summary>
internal sealed class SignInBed : IAsyncDisposable
{
    public const string Site = "https://shop.example.test";

    private readonly ByteTarget _target;
    private int _priority;

    private SignInBed(TlsBed tls, ByteTarget target, TestIdentityProvider provider, FakeTimeProvider time, string targetGroupArn)
    {
        Tls = tls;
        _target = target;
        Provider = provider;
        Time = time;
        TargetGroupArn = targetGroupArn;
    }

    public TlsBed Tls { get; }

    public TestIdentityProvider Provider { get; }

    /// <summary>The emulator's clock; it stands still unless the test moves it.</summary>
    public FakeTimeProvider Time { get; }

    public string TargetGroupArn { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<SignInBed> StartAsync(Action<IServiceCollection>? services = null)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var target = ByteTarget.EchoHeads();
        var groupArn = "";
        var tls = await TlsBed.StartAsync(
            async bed =>
            {
                groupArn = (await bed.CreateTargetGroupAsync()).TargetGroupArn;
                await bed.Elb.RegisterTargetsAsync(new RegisterTargetsRequest { TargetGroupArn = groupArn, Targets = [target.Description] }, Token);
                return ElbTestbed.Forward(groupArn);
            },
            services: collection =>
            {
                collection.AddSingleton<TimeProvider>(time);
                services?.Invoke(collection);
            });
        return new SignInBed(tls, target, await TestIdentityProvider.StartAsync(tls.Bed.Emulator.Services, time), time, groupArn);
    }

    /// <summary>As <see cref="StartAsync"/>, with a rule for <c>/app*</c> that signs users in.</summary>
    public static async Task<SignInBed> StartWithRuleAsync(Action<AuthenticateOidcActionConfig>? configure = null)
    {
        var bed = await StartAsync();
        await bed.AddRuleAsync("/app*", bed.Oidc(configure));
        return bed;
    }

    public Action Oidc(Action<AuthenticateOidcActionConfig>? configure = null)
    {
        var config = new AuthenticateOidcActionConfig
        {
            Issuer = Provider.Issuer,
            AuthorizationEndpoint = Provider.Endpoint("/authorize"),
            TokenEndpoint = Provider.Endpoint("/token"),
            UserInfoEndpoint = Provider.Endpoint("/userinfo"),
            ClientId = TestIdentityProvider.ClientId,
            ClientSecret = TestIdentityProvider.ClientSecret,
        };
        configure?.Invoke(config);
        return new Action { Type = ActionTypeEnum.AuthenticateOidc, Order = 1, AuthenticateOidcConfig = config };
    }

    public Action Jwt(params JwtValidationActionAdditionalClaim[] claims) => new()
    {
        Type = ActionTypeEnum.JwtValidation,
        Order = 1,
        JwtValidationConfig = new JwtValidationActionConfig { Issuer = Provider.Issuer, JwksEndpoint = Provider.Endpoint("/keys"), AdditionalClaims = [.. claims] },
    };

    /// <summary>A rule that comes after those there are; it forwards what the action lets through.</summary>
    public async Task AddRuleAsync(string path, Action first, Action? last = null)
    {
        last ??= ElbTestbed.Forward(TargetGroupArn);
        last.Order = 2;
        await Tls.Bed.Elb.CreateRuleAsync(
            new CreateRuleRequest { ListenerArn = Tls.ListenerArn, Priority = ++_priority, Conditions = [ElbTestbed.Path(path)], Actions = [first, last] },
            Token);
    }

    public Browser NewBrowser(Version? version = null) => new(Tls.Client(version ?? HttpVersion.Version11), ProviderClient());

    public async ValueTask DisposeAsync()
    {
        await Tls.DisposeAsync();
        await Provider.DisposeAsync();
        await _target.DisposeAsync();
    }

    private HttpClient ProviderClient() => Tls.Client(HttpVersion.Version11, port: Provider.Address.Port);
}
