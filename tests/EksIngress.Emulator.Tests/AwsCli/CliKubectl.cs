namespace EksIngress.Emulator.Tests.AwsCli;

/// <summary>The real kubectl with a kubeconfig of the aws CLI, whose tokens it gets by running the CLI.</summary>
internal sealed class CliKubectl : IDisposable
{
    private readonly AwsCli _aws;
    private readonly string _program;
    private readonly string _directory = Directory.CreateTempSubdirectory("cli-kubectl-").FullName;

    public CliKubectl(AwsCli aws)
    {
        _aws = aws;
        _program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(directory => Path.Combine(directory, "kubectl"))
            .FirstOrDefault(File.Exists) ?? "";
        Assert.SkipWhen(_program.Length == 0, "kubectl is not on PATH");
    }

    public string Kubeconfig => Path.Combine(_directory, "config");

    /// <summary>Runs it; arguments are split at spaces. The test fails when it ends with an error.</summary>
    public async Task<string> RunAsync(string arguments)
    {
        var start = _aws.Prepare(_program, ["--kubeconfig", Kubeconfig, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        var (code, output, error) = await AwsCli.RunAsync(start);
        Assert.True(code == 0, $"kubectl {arguments} ended with {code}: {output}{error}");
        return output;
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
