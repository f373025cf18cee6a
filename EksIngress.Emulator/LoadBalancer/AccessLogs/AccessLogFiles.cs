using System.IO.Compression;
using System.Text;

namespace EksIngress.Emulator.LoadBalancer.AccessLogs;

/// <summary>The files that access logs are written to, one for each load balancer and interval. Not for several threads.</summary>
/// <param name="root">Folder whose folders are buckets; its own folder is closed to others.</param>
internal sealed class AccessLogFiles(string root, TimeProvider time) : IDisposable
{
    // Not delivered yet: readers look for .log.gz.
    private const string OpenSuffix = ".open";

    private readonly Dictionary<AccessLogTarget, (string Path, StreamWriter Writer)> _open = [];

    public void Write(AccessLogTarget target, string line)
    {
        if (!_open.TryGetValue(target, out var file))
        {
            file = Open(target);
            _open.Add(target, file);
        }

        try
        {
            file.Writer.Write(line);
            file.Writer.Write('\n');
        }
        catch (IOException)
        {
            // What could not be written makes the rest of the file unreadable.
            _open.Remove(target);
            throw;
        }
    }

    /// <summary>Ends all files: under their names they are whole.</summary>
    public void Deliver()
    {
        foreach (var (target, (path, writer)) in _open.ToList())
        {
            _open.Remove(target);
            writer.Dispose();
            File.Move(path + OpenSuffix, path);
        }
    }

    public void Dispose() => Deliver();

    private (string Path, StreamWriter Writer) Open(AccessLogTarget target)
    {
        var path = Path.Combine(root, target.NewKey(time.GetUtcNow()).Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var compressed = new GZipStream(new FileStream(path + OpenSuffix, options), CompressionLevel.Fastest);
        return (path, new StreamWriter(compressed, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));
    }
}
