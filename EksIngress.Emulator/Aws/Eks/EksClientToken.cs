using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>What makes a change safe to send again: its token, and a picture of what it asked for.</summary>
/// <param name="Request">Hash of the path's members and the body.</param>
internal sealed record EksClientToken(string Value, string Request)
{
    private const string Member = "clientRequestToken";

    /// <summary>The token of a request; null when it has none.</summary>
    public static EksClientToken? Find(AwsCall call)
    {
        if (new EksMembers(call.Body).FindString(Member) is not { Length: > 0 } value)
        {
            return null;
        }

        var body = new JsonObject(call.Body.Where(member => member.Key != Member).OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        var path = call.Parameters.Names.Order(StringComparer.Ordinal).Select(name => $"{name}={call.Parameters.Find(name)}");
        return new EksClientToken(value, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('&', path) + body.ToJsonString()))));
    }

    /// <summary>True if an earlier request had this token and asked for the same.</summary>
    /// <exception cref="AwsException"><c>InvalidParameterException</c>: the same token, and something else asked for.</exception>
    public bool Repeats(EksClientToken? earlier) => Repeats(earlier?.Value, earlier?.Request);

    /// <param name="value">Token of an earlier request.</param>
    /// <param name="request">What that one asked for; null when it is not known any more.</param>
    /// <exception cref="AwsException"><c>InvalidParameterException</c>: the same token, and something else asked for.</exception>
    public bool Repeats(string? value, string? request) =>
        value == Value
        && (request is null || request == Request
            ? true
            : throw EksErrors.InvalidParameter($"The clientRequestToken {Value} was used for another request; a retry has the same parameters, and another request another token."));
}
