namespace EksIngress.Hosting.Local;

/// <summary>
/// The folder of an environment on this machine, <c>.eks/NAME</c> at the solution's root: readable by its user alone, for
/// keys and tokens lie in it.
/// </summary>
internal sealed class LocalDirectory(string path)
{
    /// <summary>Setting that takes the place of <c>.eks</c>; tests give each run a folder of its own.</summary>
    public const string Setting = "EksIngress:Directory";

    /// <summary>Setting that, when <c>false</c>, keeps the emulated account and its clusters in memory: every run begins with an empty account.</summary>
    public const string PersistSetting = "EksIngress:Persist";

    /// <summary>A run that was killed leaves its emulator to the orchestrator, which ends it within seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string FullPath { get; } = path;

    /// <summary>The contract with whoever uses the environment; there when it is ready, and only then.</summary>
    public string Outputs => Path.Combine(FullPath, "outputs.json");

    public string Kubeconfig => Path.Combine(FullPath, "kubeconfig");

    /// <summary>What the provisioner found out; the outputs are made from it.</summary>
    public string ProvisionerOutputs => Path.Combine(FullPath, "provisioner.json");

    /// <summary>What the provisioner found out when it was run by <c>deploy</c>, of whatever target.</summary>
    public string DeployedOutputs => Path.Combine(FullPath, "deployed.json");

    public string DeployedKubeconfig => Path.Combine(FullPath, "deployed.kubeconfig");

    /// <summary>Certificate of the emulator's certificate authority.</summary>
    public string CaFile => Path.Combine(FullPath, "ca.pem");

    /// <summary>An AWS configuration file with nothing in it.</summary>
    public string EmptyAwsConfig => Path.Combine(FullPath, "aws-config");

    /// <summary>Where the pods of a workload find the token of their ServiceAccount. The emulator, whose folder this is as well, writes it.</summary>
    public string TokenFile(string workload) => Path.Combine(FullPath, "tokens", workload, "token");

    public static LocalDirectory Of(IDistributedApplicationBuilder application, string environment)
    {
        var root = application.Configuration[Setting] is { Length: > 0 } configured
            ? Path.GetFullPath(configured, application.AppHostDirectory)
            : Path.Combine(SolutionDirectory(application.AppHostDirectory), ".eks");
        return new LocalDirectory(Path.Combine(root, environment));
    }

    /// <summary>Makes the folder and takes away what an earlier run said of itself.</summary>
    /// <exception cref="DistributedApplicationException">The folder cannot be made or written, or another run uses it.</exception>
    public async Task PrepareAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            MakePrivate();
            await WaitUntilFreeAsync(time, cancellationToken);
            File.Delete(Outputs);
            File.Delete(ProvisionerOutputs);
            await File.WriteAllBytesAsync(EmptyAwsConfig, [], cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The folder {FullPath} cannot be used: {exception.Message} Make it writable, or name another with the setting {Setting}.", exception);
        }
    }

    /// <summary>Writes a file whole or not at all, for its owner alone.</summary>
    public static void WritePrivate(string path, byte[] content)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(content);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Makes the folder, for its owner alone. What is made above it is private as well; what was there above it is not ours to change.</summary>
    public void MakePrivate()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(FullPath);
            return;
        }

        Directory.CreateDirectory(FullPath, OwnerOnly);
        File.SetUnixFileMode(FullPath, OwnerOnly);
    }

    // The emulator holds this file while it runs. Finding out here leaves the other run's files as they are.
    private async Task WaitUntilFreeAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (IsInUse())
        {
            if (time.GetElapsedTime(started) >= Patience)
            {
                throw new DistributedApplicationException(
                    $"The environment in {FullPath} runs already. Stop that AppHost, or name another folder with the setting {Setting}.");
            }

            await Task.Delay(RetryInterval, time, cancellationToken);
        }
    }

    private bool IsInUse()
    {
        try
        {
            using var probe = new FileStream(Path.Combine(FullPath, "emulator.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static string SolutionDirectory(string appHostDirectory)
    {
        for (var directory = new DirectoryInfo(appHostDirectory); directory is not null; directory = directory.Parent)
        {
            if (directory.EnumerateFiles("*.sln").Any() || directory.EnumerateFiles("*.slnx").Any())
            {
                return directory.FullName;
            }
        }

        return appHostDirectory;
    }
}
