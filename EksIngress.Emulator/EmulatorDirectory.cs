using Microsoft.Extensions.Options;

namespace EksIngress.Emulator;

/// <summary>
/// The folder for what the emulator leaves on disk: readable by its user alone, and held by one emulator at a time.
/// </summary>
internal sealed class EmulatorDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    /// <exception cref="EmulatorStartException">The folder cannot be made, or another emulator holds it.</exception>
    public EmulatorDirectory(IOptions<EmulatorOptions> options)
    {
        FullPath = Path.GetFullPath(options.Value.Directory);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(FullPath);
            }
            else
            {
                Directory.CreateDirectory(FullPath, OwnerOnly);
                // A folder that was there keeps its mode; tokens and keys go below it.
                File.SetUnixFileMode(FullPath, OwnerOnly);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmulatorStartException($"Cannot use the directory {FullPath}: {exception.Message} Give another with --directory.", exception);
        }

        try
        {
            _lock = new FileStream(Path.Combine(FullPath, "emulator.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmulatorStartException($"The directory {FullPath} is in use by another emulator. Stop it, or give another with --directory.", exception);
        }
    }

    public string FullPath { get; }

    /// <summary>Writes a file whole or not at all, readable by the owner alone.</summary>
    public void WriteSecretFile(string name, string content)
    {
        var path = Path.Combine(FullPath, name);
        var temporary = path + ".new";
        File.Delete(temporary);
        var stream = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            stream.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(temporary, stream))
        {
            writer.Write(content);
        }

        File.Move(temporary, path, overwrite: true);
    }

    public void Dispose() => _lock.Dispose();
}
