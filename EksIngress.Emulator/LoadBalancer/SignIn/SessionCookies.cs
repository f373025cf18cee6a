using System.Globalization;
using System.Text;
using EksIngress.Emulator.LoadBalancer.Stickiness;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>The cookies of sign-in, and how they are cut into pieces that browsers take.</summary>
/// <remarks>
/// Names, pieces and lifetime: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html. How long
/// a piece is, and the attributes, are not documented.
/// </remarks>
internal static class SessionCookies
{
    public const string Nonce = "AWSALBAuthNonce";

    /// <summary>A session has at most so many.</summary>
    public const int MaxPieces = 4;

    // With name and attributes a cookie has at most 4,096 characters, which is what browsers take.
    private const int MaxCookie = 4096;

    private const string Attributes = "; Path=/; Secure; HttpOnly";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>The whole of a session out of the pieces that a client sent; null without the first.</summary>
    /// <param name="name">Without the number of a piece.</param>
    public static string? Find(IStickyRequest request, string name)
    {
        if (request.FindCookie(Piece(name, 0)) is not { } first)
        {
            return null;
        }

        var whole = new StringBuilder(first);
        for (var i = 1; i < MaxPieces && request.FindCookie(Piece(name, i)) is { } piece; i++)
        {
            whole.Append(piece);
        }

        return whole.ToString();
    }

    /// <summary>Set-Cookie values for a session, and for the pieces of an older one that it has no use for; null when it is too large.</summary>
    public static IReadOnlyList<string>? Write(IStickyRequest request, string name, string value, DateTimeOffset now)
    {
        var size = MaxCookie - Format(Piece(name, 0), "", now + Lifetime).Length;
        var cookies = new List<string>();
        foreach (var piece in value.Chunk(Math.Max(size, 1)))
        {
            cookies.Add(Format(Piece(name, cookies.Count), new string(piece), now + Lifetime));
            if (cookies.Count > MaxPieces)
            {
                return null;
            }
        }

        for (var i = cookies.Count; i < MaxPieces; i++)
        {
            if (request.FindCookie(Piece(name, i)) is not null)
            {
                cookies.Add(Format(Piece(name, i), "", DateTimeOffset.UnixEpoch));
            }
        }

        return cookies;
    }

    public static string WriteNonce(string value, DateTimeOffset now) => Format(Nonce, value, now + SignInState.Lifetime);

    public static string RemoveNonce() => Format(Nonce, "", DateTimeOffset.UnixEpoch);

    private static string Piece(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}-{index}");

    private static string Format(string name, string value, DateTimeOffset expires) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}={value}; Expires={expires:R}{Attributes}");
}
