using EksIngress.Hosting.Tools;
using Microsoft.Extensions.Configuration;
using StandIns.Tests.Aws;

namespace EksIngress.Hosting.Tests;

public sealed class ToolFinderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string AppHost => Directory.CreateDirectory(Path.Combine(_directory.Path, "shop", "AppHost")).FullName;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void FindProgram_InAManifestAbove_IsRunByTheDotnetTool()
    {
        Write(Path.Combine(_directory.Path, ".config", "dotnet-tools.json"), """{"version":1,"isRoot":true,"tools":{"eksingress":{"version":"1.0.0","commands":["eksingress"]}}}""");
        Write(Path.Combine(_directory.Path, "shop", "dotnet-tools.json"), """{"version":1,"isRoot":false,"tools":{"other":{"version":"1.0.0","commands":["other"]}}}""");

        var program = ToolFinder.FindProgram(Configuration(), AppHost)!;

        Assert.Equal("dotnet", program.FileName);
        Assert.Equal(["tool", "run", "eksingress", "--"], program.Arguments);
    }

    [Fact]
    public void FindProgram_ARootManifestWithoutIt_HidesThoseAbove()
    {
        Write(Path.Combine(_directory.Path, ".config", "dotnet-tools.json"), """{"version":1,"isRoot":true,"tools":{"eksingress":{"version":"1.0.0","commands":["eksingress"]}}}""");
        Write(Path.Combine(_directory.Path, "shop", ".config", "dotnet-tools.json"), """{"version":1,"isRoot":true,"tools":{}}""");

        Assert.Null(ToolFinder.FindProgram(Configuration(), AppHost));
    }

    [Fact]
    public void FindProgram_OnThePath_IsThatFile()
    {
        var file = Write(Path.Combine(_directory.Path, "bin", "eksingress"), "");

        var program = ToolFinder.FindProgram(Configuration(("PATH", $"/nowhere{Path.PathSeparator}{Path.GetDirectoryName(file)}")), AppHost)!;

        Assert.Equal(file, program.FileName);
        Assert.Empty(program.Arguments);
    }

    [Fact]
    public void FindProgram_InstalledForTheUser_IsThatFile()
    {
        var file = Write(Path.Combine(_directory.Path, ".dotnet", "tools", "eksingress"), "");

        Assert.Equal(file, ToolFinder.FindProgram(Configuration(), AppHost)!.FileName);
    }

    [Fact]
    public void FindProgram_SettingNamesNoFile_NamesBoth()
    {
        var exception = Assert.Throws<DistributedApplicationException>(
            () => ToolFinder.FindProgram(Configuration(("EksIngress:Tool", "nowhere/eksingress")), AppHost));

        Assert.Contains("EksIngress:Tool is 'nowhere/eksingress'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(AppHost, "nowhere", "eksingress"), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FindProgram_BrokenManifest_NamesTheFile()
    {
        var path = Write(Path.Combine(_directory.Path, ".config", "dotnet-tools.json"), "{");

        var exception = Assert.Throws<DistributedApplicationException>(() => ToolFinder.FindProgram(Configuration(), AppHost));

        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    private static string Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    // The machine that the test runs on has tools of its own; here it has none.
    private IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Prepend(("DOTNET_CLI_HOME", _directory.Path)).ToDictionary(setting => setting.Item1, setting => (string?)setting.Item2))
            .Build();
}
