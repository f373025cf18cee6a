using System.Security.Cryptography;
using System.Text;

namespace EksIngress.Emulator.Aws;

/// <summary>
/// The access key of the administrator that every account starts with: as set, else as in the run before, else made up. Requests to the
/// emulator's own endpoints carry it as user and password.
/// </summary>
internal sealed class AdministratorKey(string accessKeyId, string secretAccessKey)
{
    private readonly byte[] _authorization = Encoding.ASCII.GetBytes("Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{accessKeyId}:{secretAccessKey}")));

    public string AccessKeyId => accessKeyId;

    public string SecretAccessKey => secretAccessKey;

    /// <summary>The answer to a request that does not carry it; null for one that does.</summary>
    public IResult? FindRefusal(HttpContext context) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()), _authorization)
            ? null
            : Results.Text("Give the administrator's access key and secret as user and password.", statusCode: StatusCodes.Status401Unauthorized);
}
