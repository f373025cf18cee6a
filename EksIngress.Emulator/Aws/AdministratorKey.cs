using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws;

/// <summary>Whether a request to the emulator's own endpoints carries the administrator's key and secret as user and password.</summary>
internal sealed class AdministratorKey(IOptions<EmulatorOptions> options)
{
    private readonly byte[] _authorization = Encoding.ASCII.GetBytes(
        "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{options.Value.AccessKeyId}:{options.Value.SecretAccessKey}")));

    /// <summary>The answer to a request that does not; null for one that does.</summary>
    public IResult? FindRefusal(HttpContext context) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()), _authorization)
            ? null
            : Results.Text("Give the administrator's access key and secret as user and password.", statusCode: StatusCodes.Status401Unauthorized);
}
