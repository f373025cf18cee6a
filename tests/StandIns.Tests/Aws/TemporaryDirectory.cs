namespace StandIns.Tests.Aws;

/// <summary>A folder of its own for one test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("stand-ins-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
