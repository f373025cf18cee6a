using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting.Backchannel;

/// <summary>
/// Where the commands of the Aspire CLI that come later (<c>ps</c>, <c>stop</c>, <c>describe</c>) find a running AppHost: a socket
/// whose name tells the AppHost's path, by its hash, and the process.
/// </summary>
/// <remarks>Source: https://github.com/microsoft/aspire/blob/release/13.5/src/Shared/BackchannelConstants.cs</remarks>
internal static class AuxiliarySocket
{
    private const int IdLength = 11;
    private const int InstanceBytes = 6;

    /// <summary>Bytes that the address of a Unix socket may have, its closing zero included, where they are fewest.</summary>
    private const int MaximumPathBytes = 104;

    public static string DirectoryIn(string home) => Path.Combine(home, ".aspire", "cli", "bch");

    /// <param name="home">The user's home directory.</param>
    /// <param name="appHostPath">Project file of the AppHost.</param>
    /// <param name="processId">Process that listens.</param>
    /// <exception cref="DistributedApplicationException">The home directory's path is too long for a socket.</exception>
    public static string CreatePath(string home, string appHostPath, int processId)
    {
        var instance = Base64Url(RandomNumberGenerator.GetBytes(InstanceBytes));
        var path = Path.Combine(DirectoryIn(home), $"{Id(appHostPath)}{instance}.{processId.ToString(CultureInfo.InvariantCulture)}");
        return Encoding.UTF8.GetByteCount(path) + 1 <= MaximumPathBytes
            ? path
            : throw new DistributedApplicationException($"'{path}' is too long for a socket, so the Aspire CLI cannot find this AppHost. Use a HOME with a shorter path.");
    }

    /// <summary>Sockets of this AppHost whose process is gone.</summary>
    public static IEnumerable<string> FindOrphans(string home, string appHostPath, Func<int, bool> isRunning) =>
        Directory.Exists(DirectoryIn(home))
            ? Directory.EnumerateFiles(DirectoryIn(home), $"{Id(appHostPath)}*.*")
                .Where(path => int.TryParse(Path.GetExtension(path).AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && !isRunning(id))
            : [];

    /// <summary>Eleven characters that stand for the AppHost's path.</summary>
    public static string Id(string appHostPath)
    {
        var path = Encoding.UTF8.GetBytes(OperatingSystem.IsWindows() ? appHostPath.ToUpperInvariant() : appHostPath);
        return Base64Url(XxHash3.Hash(path))[..IdLength];
    }

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
