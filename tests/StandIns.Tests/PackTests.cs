using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace StandIns.Tests;

/// <summary>A package that was made against stand-ins could be installed nowhere.</summary>
public sealed class PackTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("EksIngress.Hosting")]
    [InlineData("EksIngress.ServiceDefaults")]
    [InlineData("EksIngress.Tool")]
    public async Task Pack_WithStandIns_IsRefusedWithTheWayOut(string project)
    {
        var (exitCode, output) = await RunAsync("pack", Path.Combine(Root(), project), "--no-restore", "-nologo");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("error EKSINGRESS001", output, StringComparison.Ordinal);
        Assert.Contains("-p:UpstreamPackages=true", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EksIngress.Hosting", "true")]
    [InlineData("EksIngress.ServiceDefaults", "true")]
    [InlineData("EksIngress.Tool", "true")]
    [InlineData("EksIngress.Model", "false")]
    [InlineData("EksIngress.Emulator", "false")]
    [InlineData("EksIngress.Alb", "false")]
    [InlineData("Provisioner", "false")]
    public async Task Solution_HasTwoLibrariesAndOneToolToPack(string project, string isPackable)
    {
        var (_, output) = await RunAsync("msbuild", Path.Combine(Root(), project), "-getProperty:IsPackable");

        Assert.Equal(isPackable, output.Trim());
    }

    [Fact]
    public async Task Library_HoldsTheModelItself()
    {
        var (exitCode, output) = await RunAsync(
            "msbuild", Path.Combine(Root(), "EksIngress.Hosting"), "-t:IncludeModelInPackage", "-p:_IsPacking=true", "-p:BuildProjectReferences=false", "-getItem:BuildOutputInPackage");

        Assert.True(exitCode == 0, output);
        Assert.Contains("EksIngress.Model.dll", output, StringComparison.Ordinal);
        Assert.Contains("EksIngress.Model.xml", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Token);
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, output + await error);
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath("../..", Path.GetDirectoryName(file)!);
}
