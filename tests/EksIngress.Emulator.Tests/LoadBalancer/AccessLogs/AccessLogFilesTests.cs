using System.IO.Compression;
using EksIngress.Emulator.LoadBalancer.AccessLogs;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.LoadBalancer.AccessLogs;

public sealed class AccessLogFilesTests : IDisposable
{
    private static readonly AccessLogTarget Target = new("logs", "team/a", "000000000000", "eu-west-1", "app/front/0123456789abcdef", "front.elb.localhost");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 23, 37, 12, TimeSpan.Zero));
    private readonly string _root = Directory.CreateTempSubdirectory("access-logs-").FullName;

    [Theory]
    [InlineData("team/a", "logs/team/a/AWSLogs/")]
    [InlineData("", "logs/AWSLogs/")]
    public void Key_IsLaidOutAsInTheBucket(string prefix, string start) => Assert.Matches(
        $"^{start}000000000000/elasticloadbalancing/eu-west-1/2026/05/01/000000000000_elasticloadbalancing_eu-west-1_app\\.front\\.0123456789abcdef_20260501T2340Z_127\\.0\\.0\\.1_[a-z0-9]{{8}}\\.log\\.gz$",
        (Target with { Prefix = prefix }).NewKey(_time.GetUtcNow()));

    [Fact]
    public void Key_AtTheEndOfAnInterval_BelongsToTheNext() =>
        Assert.Contains("_20260502T0000Z_", Target.NewKey(new DateTimeOffset(2026, 5, 1, 23, 55, 0, TimeSpan.Zero)), StringComparison.Ordinal);

    [Fact]
    public void Deliver_MakesWholeCompressedFiles_OneForEachLoadBalancer()
    {
        using var files = new AccessLogFiles(_root, _time);
        files.Write(Target, "one");
        files.Write(Target, "two");
        files.Write(Target with { LoadBalancer = "app/other/0123456789abcdef" }, "three");
        Assert.Empty(Delivered());

        files.Deliver();
        Assert.Equal(["one\ntwo\n", "three\n"], Delivered().Select(Read));

        files.Write(Target, "four");
        files.Deliver();
        Assert.Equal(3, Delivered().Count);
        Assert.Empty(Directory.GetFiles(_root, "*.open", SearchOption.AllDirectories));
    }

    [Fact]
    public void Deliver_OnUnix_NobodyElseMayRead()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        using var files = new AccessLogFiles(_root, _time);
        files.Write(Target, "one");

        files.Deliver();

#pragma warning disable CA1416 // Skipped on Windows above.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Delivered())));
#pragma warning restore CA1416
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private List<string> Delivered() => [.. Directory.GetFiles(_root, "*.log.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static string Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
