using Amazon.Runtime;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;
using EksIngress.Provisioner.Commands;
using EksIngress.Testing;

namespace EksIngress.Provisioner.Tests;

/// <summary>The program in this process, with a folder of its own and the variables that a test gives.</summary>
internal sealed class ProvisionerRun : IDisposable
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("eksingress-").FullName;

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public string? Answer { get; set; }

    /// <summary>What is piped in; null for nothing.</summary>
    public string? StandardInput { get; set; }

    /// <summary>The clock of the program.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>What the machine has in the way of AWS credentials: nothing, unless a test says so.</summary>
    public Func<AWSCredentials> FindCredentials { get; set; } = () => throw new InvalidOperationException("The machine was asked for AWS credentials.");

    public int TelemetryStarts { get; private set; }

    public ProvisionerRun Set(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    /// <summary>Sets what somebody sets who uses the emulator.</summary>
    public ProvisionerRun SetAccount(RunningEmulator emulator) => Set("AWS_ENDPOINT_URL", emulator.AwsEndpoint.AbsoluteUri)
        .Set("AWS_REGION", emulator.Region)
        .Set("AWS_ACCESS_KEY_ID", emulator.AccessKeyId)
        .Set("AWS_SECRET_ACCESS_KEY", emulator.SecretAccessKey);

    public ProvisionerRun Publish(EnvironmentSpec spec)
    {
        File.WriteAllBytes(Path.Combine(Folder, EnvironmentDocument.FileName), EnvironmentDocument.Write(spec));
        foreach (var file in KustomizeTree.Build(spec))
        {
            var path = Path.Combine(Folder, KustomizeTree.FolderName, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Content.Span);
        }

        return this;
    }

    public async Task<int> RunAsync(params string[] arguments)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        return await RunUntilAsync(stop, arguments);
    }

    /// <summary>Runs until done or stopped, as by Ctrl+C.</summary>
    public async Task<int> RunUntilAsync(CancellationTokenSource stop, params string[] arguments)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        using var input = Answer is null ? null : new StringReader(Answer);
        using var standardInput = StandardInput is null ? null : new StringReader(StandardInput);
        var host = new ProvisionerHost
        {
            Output = _output,
            Error = _error,
            Input = input,
            StandardInput = standardInput,
            Variables = name => _variables.GetValueOrDefault(name),
            FindCredentials = FindCredentials,
            Time = Time,
            StartTelemetry = () =>
            {
                TelemetryStarts++;
                return new NoTelemetry();
            },
        };
        return await new CommandLine(host).RunAsync(arguments, stop.Token);
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    private sealed class NoTelemetry : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
