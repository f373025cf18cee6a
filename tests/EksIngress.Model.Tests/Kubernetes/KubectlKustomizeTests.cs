using System.Diagnostics;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.Tests.Kubernetes;

/// <summary>The real <c>kubectl kustomize</c> renders the recorded trees as the provisioner does. Tests skip, visibly, where there is no kubectl.</summary>
public sealed class KubectlKustomizeTests
{
    [Theory]
    [InlineData("trees/dev/kubernetes", "")]
    [InlineData("trees/everything/kubernetes", "overlays/production")]
    [InlineData("trees/rich/kubernetes", "")]
    [InlineData("kustomize/patches", "")]
    [InlineData("aspirate", "overlays/production")]
    public async Task Render_Tree_GivesWhatKubectlOfThisMachineGives(string tree, string folder)
    {
        var root = Golden.Folder(tree);
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(root, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);

        Golden.EqualYaml(await KustomizeAsync(Path.Combine(root, folder)), KustomizeReader.Render(files, folder));
    }

    private static async Task<string> KustomizeAsync(string folder)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(directory => Path.Combine(directory, "kubectl")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "kubectl is not on PATH");
        using var process = Process.Start(new ProcessStartInfo(program, ["kustomize", folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return await output;
    }
}
