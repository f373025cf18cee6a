namespace EksIngress.Provisioner.Commands;

/// <summary>Writes files that carry keys: readable by their owner only, and never seen half-written.</summary>
internal static class ProtectedFile
{
    /// <exception cref="BadInputException">The file cannot be written there.</exception>
    public static async Task WriteAsync(string path, string content, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        var temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            await using (var writer = new StreamWriter(temporary, options))
            {
                await writer.WriteAsync(content.AsMemory(), cancellationToken);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path} cannot be written: {exception.Message}");
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
