namespace EksIngress.Emulator.Tests.Kubernetes;

/// <summary>A file below a folder whose whole path is longer than a system call takes: nobody can delete it, root neither, until it is taken out again.</summary>
internal sealed class TooLongPath : IDisposable
{
    // Linux takes 4,095 bytes as a path (PATH_MAX). The folder that the file is in can still be opened.
    private const int Half = 2_500;
    private const int OfFolder = 3_950;
    private const int OfName = 200;

    private readonly string _inside;
    private readonly DirectoryInfo _outside = Directory.CreateTempSubdirectory("eksingress-");

    private TooLongPath(string folder)
    {
        // The one half is made elsewhere, and moved below the other.
        _inside = Path.Combine(Chain(Path.Combine(folder, "obstacle"), Half), "below");
        var below = Path.Combine(_outside.FullName, "below");
        File.WriteAllText(Path.Combine(Chain(below, below.Length + OfFolder - _inside.Length), new string('f', OfName)), "");
        Directory.Move(below, _inside);
    }

    public static TooLongPath PutInto(string folder) => new(folder);

    public void Dispose()
    {
        if (_outside.Exists)
        {
            Directory.Move(_inside, Path.Combine(_outside.FullName, "below"));
            _outside.Delete(recursive: true);
            _outside.Refresh();
        }
    }

    /// <summary>Folders below a path, until theirs is that long.</summary>
    private static string Chain(string path, int length)
    {
        while (path.Length < length)
        {
            path = Path.Combine(path, new string('d', Math.Clamp(length - path.Length - 1, 1, OfName)));
        }

        return Directory.CreateDirectory(path).FullName;
    }
}
