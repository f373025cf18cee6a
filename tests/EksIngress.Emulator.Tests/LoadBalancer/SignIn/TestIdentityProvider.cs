using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EksIngress.Emulator.Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EksIngress.Emulator.Tests.LoadBalancer.SignIn;

/// <summary>
/// A provider of OpenID Connect: authorization code flow with a client secret, refresh tokens that are good once, user info, keys. Its one
/// user is always signed in. What a test puts into <see cref="Overrides"/> answers in place of an endpoint.
/// </summary>
internal sealed class TestIdentityProvider : IAsyncDisposable
{
    public const string ClientId = "client-1";
    public const string ClientSecret = "the-client-secret-of-the-test";

    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, string> _codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _refreshTokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _accessTokens = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _secrets = new();
    private int _tokenCalls;
    private int _keyCalls;

    private TestIdentityProvider(WebApplication app, TimeProvider time)
    {
        _app = app;
        _time = time;
    }

    public Uri Address { get; private set; } = null!;

    public string Issuer => Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Signs ID tokens and those that <see cref="SignToken"/> makes; a test may put another one in its place.</summary>
    public RSA Key { get; set; } = RSA.Create(2048);

    public string KeyId { get; set; } = "key-1";

    /// <summary>Answer of the user info endpoint.</summary>
    public JsonObject Claims { get; } = new() { ["sub"] = "user-1", ["email"] = "user@example.test" };

    public int? ExpiresIn { get; set; }

    public bool GivesRefreshTokens { get; set; }

    /// <summary>By path, for example <c>/token</c>.</summary>
    public ConcurrentDictionary<string, RequestDelegate> Overrides { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything that must be seen by nobody else: codes, tokens, the secret.</summary>
    public IReadOnlyCollection<string> Secrets => [ClientSecret, .. _secrets];

    public int TokenCalls => Volatile.Read(ref _tokenCalls);

    public int KeyCalls => Volatile.Read(ref _keyCalls);

    public static async Task<TestIdentityProvider> StartAsync(IServiceProvider emulator, TimeProvider? time = null)
    {
        var certificate = emulator.GetRequiredService<CertificateAuthority>().Issue("idp", ["localhost"], [IPAddress.Loopback]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        var provider = new TestIdentityProvider(app, time ?? TimeProvider.System);
        app.Run(provider.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        provider.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return provider;
    }

    public string Endpoint(string path) => Issuer + path;

    /// <summary>A token signed with RS256 and the provider's key.</summary>
    public string SignToken(JsonObject claims, JsonObject? header = null)
    {
        var text = $"{Encode(header ?? new JsonObject { ["alg"] = "RS256", ["kid"] = KeyId, ["typ"] = "JWT" })}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(Key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>Claims of a token that is good now.</summary>
    public JsonObject NewClaims() => new()
    {
        ["iss"] = Issuer,
        ["aud"] = ClientId,
        ["sub"] = "user-1",
        ["iat"] = _time.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = _time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds(),
    };

    /// <summary>The user is signed out: no refresh token is good any more.</summary>
    public void SignOut() => _refreshTokens.Clear();

    public static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Key.Dispose();
    }

    /// <summary>Answers with a status code and a body of JSON.</summary>
    public static RequestDelegate Says(int statusCode, string body) => async context =>
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    };

    /// <summary>The token response that is right, but for what the test changes.</summary>
    public RequestDelegate Tokens(Action<JsonObject> change) => context =>
    {
        var answer = NewTokens();
        change(answer);
        return Says(200, answer.ToJsonString())(context);
    };

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        _ = path switch
        {
            "/token" => Interlocked.Increment(ref _tokenCalls),
            "/keys" => Interlocked.Increment(ref _keyCalls),
            _ => 0,
        };
        return Overrides.TryGetValue(path, out var own) ? own(context) : path switch
        {
            "/authorize" => AuthorizeAsync(context),
            "/token" => TokenAsync(context),
            "/userinfo" => UserInfoAsync(context),
            "/keys" => Says(200, Keys().ToJsonString())(context),
            _ => Says(404, "{}")(context),
        };
    }

    private Task AuthorizeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || !query["scope"].ToString().Split(' ').Contains("openid"))
        {
            return Says(400, """{"error":"invalid_request"}""")(context);
        }

        var code = NewSecret();
        _codes[code] = query["redirect_uri"].ToString();
        context.Response.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"]!, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
        return Task.CompletedTask;
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
        {
            await Says(401, """{"error":"invalid_client"}""")(context);
            return;
        }

        var isGood = form["grant_type"].ToString() switch
        {
            "authorization_code" => _codes.TryRemove(form["code"].ToString(), out var redirectUri) && redirectUri == form["redirect_uri"],
            "refresh_token" => _refreshTokens.TryRemove(form["refresh_token"].ToString(), out _),
            _ => false,
        };
        await (isGood ? Says(200, NewTokens().ToJsonString()) : Says(400, """{"error":"invalid_grant"}"""))(context);
    }

    private Task UserInfoAsync(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() is { } header && header.StartsWith("Bearer ", StringComparison.Ordinal) && _accessTokens.ContainsKey(header["Bearer ".Length..])
            ? Says(200, Claims.ToJsonString())(context)
            : Says(401, "{}")(context);

    private JsonObject NewTokens()
    {
        var accessToken = NewSecret();
        _accessTokens[accessToken] = true;
        var tokens = new JsonObject { ["access_token"] = accessToken, ["token_type"] = "Bearer", ["id_token"] = SignToken(NewClaims()) };
        _secrets.Enqueue(tokens["id_token"]!.GetValue<string>());
        if (ExpiresIn is { } expiresIn)
        {
            tokens["expires_in"] = expiresIn;
        }

        if (GivesRefreshTokens)
        {
            var refreshToken = NewSecret();
            _refreshTokens[refreshToken] = true;
            tokens["refresh_token"] = refreshToken;
        }

        return tokens;
    }

    private JsonObject Keys()
    {
        var key = Key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["alg"] = "RS256",
                ["kid"] = KeyId,
                ["n"] = Base64Url.EncodeToString(key.Modulus),
                ["e"] = Base64Url.EncodeToString(key.Exponent),
            }),
        };
    }

    private string NewSecret()
    {
        var secret = RandomNumberGenerator.GetHexString(40, lowercase: true);
        _secrets.Enqueue(secret);
        return secret;
    }
}
