namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>Never says a code, token, secret or cookie: endpoints and reasons only.</summary>
internal static partial class SignInLog
{
    [LoggerMessage(EventId = 20, EventName = "SigningKeysNotFound", Level = LogLevel.Warning, Message = "{Endpoint} gave no signing keys: {Reason}. {Detail}")]
    public static partial void KeysNotFound(ILogger logger, string endpoint, string reason, string detail);

    [LoggerMessage(EventId = 21, EventName = "SignInFailed", Level = LogLevel.Warning, Message = "{LoadBalancer}: sign-in failed with {StatusCode}, {Reason}. {Detail}")]
    public static partial void SignInFailed(ILogger logger, string loadBalancer, int statusCode, string reason, string? detail);

    [LoggerMessage(
        EventId = 22,
        EventName = "UserPoolNotEmulated",
        Level = LogLevel.Warning,
        Message = "{LoadBalancer}: the user pool {UserPoolArn} is not emulated. Set Emulator:UserPools:{PoolId} to an OpenID Connect provider that stands in for it: docs/emulator-alb.md")]
    public static partial void UserPoolNotEmulated(ILogger logger, string loadBalancer, string userPoolArn, string poolId);
}
