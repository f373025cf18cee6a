using System.Text;
using System.Text.Json;
using EksIngress.Hosting.Local;
using StandIns.Tests.Aws;

namespace EksIngress.Hosting.Tests;

public sealed class OutputsTests
{
    [Fact]
    public void With_AddsMembersAndLeavesOutWhatIsNotThere()
    {
        using var directory = new TemporaryDirectory();
        var path = Path.Combine(directory.Path, "provisioner.json");
        File.WriteAllText(path, """{"albUrl":"http://127.0.0.1:8080","albs":[{"name":"k8s-shop"}],"provisionTraceId":"4bf9"}""");

        var outputs = OutputsDocument.Read(path).With("caFile", "/ca.pem").With("dashboardUrl", null);

        using var json = JsonDocument.Parse(outputs.ToBytes());
        Assert.Equal("http://127.0.0.1:8080", outputs.AlbUrl);
        Assert.Equal(["albUrl", "albs", "provisionTraceId", "caFile"], json.RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData(null, "wrote no outputs")]
    [InlineData("[]", "are no JSON object")]
    [InlineData("{", "cannot be read")]
    public void Read_NoUsableFile_SaysWhy(string? content, string expected)
    {
        using var directory = new TemporaryDirectory();
        var path = Path.Combine(directory.Path, "provisioner.json");
        if (content is not null)
        {
            File.WriteAllText(path, content);
        }

        var exception = Assert.Throws<InvalidDataException>(() => OutputsDocument.Read(path));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WritePrivate_FileOfOthers_IsReplacedWholeAndForTheOwnerAlone()
    {
        using var directory = new TemporaryDirectory();
        var path = Path.Combine(directory.Path, "outputs.json");
        File.WriteAllText(path, "old and longer than the new one");

        LocalDirectory.WritePrivate(path, Encoding.UTF8.GetBytes("new"));

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(directory.Path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }
}
