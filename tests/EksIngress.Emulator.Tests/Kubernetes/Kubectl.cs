using System.Diagnostics;

namespace EksIngress.Emulator.Tests.Kubernetes;

/// <summary>The real kubectl with a kubeconfig of its own. Tests skip, visibly, where there is none.</summary>
internal sealed class Kubectl : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kubectl-").FullName;
    private readonly string _program;

    public Kubectl(ClusterFixture cluster)
    {
        _program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(directory => Path.Combine(directory, "kubectl"))
            .FirstOrDefault(File.Exists) ?? "";
        Assert.SkipWhen(_program.Length == 0, "kubectl is not on PATH");
        File.WriteAllText(Path.Combine(_directory, "config"), $"""
            apiVersion: v1
            kind: Config
            clusters: [{"{"}name: c, cluster: {"{"}server: "{cluster.Endpoint}", certificate-authority: "{cluster.CertificateFile}"{"}"}{"}"}]
            users: [{"{"}name: u, user: {"{"}token: k8s-aws-v1.admin{"}"}{"}"}]
            contexts: [{"{"}name: x, context: {"{"}cluster: c, user: u{"}"}{"}"}]
            current-context: x
            """);
    }

    /// <summary>Runs it; arguments are split at spaces.</summary>
    public async Task<(int Code, string Output)> TryAsync(string arguments, string? input = null)
    {
        var start = new ProcessStartInfo(_program, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _directory,
            Environment = { ["KUBECONFIG"] = Path.Combine(_directory, "config"), ["HOME"] = _directory },
        };
        using var process = Process.Start(start)!;
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
        }

        process.StandardInput.Close();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        var text = await output + await error;
        TestContext.Current.TestOutputHelper?.WriteLine($"$ kubectl {arguments}\n{text}");
        return (process.ExitCode, text);
    }

    public async Task<string> RunAsync(string arguments, string? input = null)
    {
        var (code, output) = await TryAsync(arguments, input);
        Assert.True(code == 0, $"kubectl {arguments} ended with {code}: {output}");
        return output;
    }

    public string Write(string name, string content)
    {
        var path = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
