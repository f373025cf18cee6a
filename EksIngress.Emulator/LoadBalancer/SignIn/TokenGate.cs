using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer.Http1;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>Lets requests with a valid token through, as actions of type jwt-validation do. The token goes on to the target as it came.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html</remarks>
internal sealed class TokenGate(JwksCache keys, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    /// <summary>Null when the request may go on.</summary>
    public async ValueTask<AuthenticationError?> FindFaultAsync(ProxyRequest request, RuleAction.JwtValidation action)
    {
        var (header, count) = FindAuthorization(request);
        if (header is null)
        {
            return AuthenticationErrors.TokenMissing;
        }

        if (count > 1 || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || JsonWebToken.Find(header[Scheme.Length..].Trim(' ')) is not { } token)
        {
            return AuthenticationErrors.TokenMalformed;
        }

        // Before any key is looked at: neither "none" nor an algorithm that takes the public key for a secret gets that far.
        if (token.Algorithm != "RS256" || token.IsCritical)
        {
            return AuthenticationErrors.TokenSignature;
        }

        var (key, error) = await keys.FindAsync(action.JwksEndpoint, token.KeyId);
        return key is not { } found ? error
            : !token.IsSignedBy(found) ? AuthenticationErrors.TokenSignature
            : TokenClaims.FindFault(token.Claims, action.Issuer, time.GetUtcNow()) ?? TokenClaims.FindFault(token.Claims, action.AdditionalClaims);
    }

    private static (string? First, int Count) FindAuthorization(ProxyRequest request)
    {
        var count = 0;
        foreach (ref readonly var field in request.Head.Fields)
        {
            if (field.Kind == HeaderKind.Other && System.Text.Ascii.EqualsIgnoreCase(request.Head.Name(field), "Authorization"u8))
            {
                count++;
            }
        }

        return (request.FindHeader("Authorization"), count);
    }
}
