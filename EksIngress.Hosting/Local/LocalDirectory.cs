namespace EksIngress.Hosting.Local;

/// <summary>
/// The folder of an environment on this machine, <c>.eks/NAME</c> at the solution's root: readable by its user alone, for
/// keys and tokens lie in it.
/// </summary>
internal sealed class LocalDirectory(string path)
{
    /// <summary>Setting that takes the place of <c>.eks</c>; tests give each run a folder of its own.</summary>
    public const string Setting = "EksIngress:Directory";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string FullPath { get; } = path;

    /// <summary>The contract with whoever uses the environment; there when it is ready, and only then.</summary>
    public string Outputs => Path.Combine(FullPath, "outputs.json");

    public string Kubeconfig => Path.Combine(FullPath, "kubeconfig");

    /// <summary>What the provisioner found out; the outputs are made from it.</summary>
    public string ProvisionerOutputs => Path.Combine(FullPath, "provisioner.json");

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
    /// <exception cref="DistributedApplicationException">The folder cannot be made or written.</exception>
    public void Prepare()
    {
        try
        {
            MakePrivate(Path.GetDirectoryName(FullPath)!);
            MakePrivate(FullPath);
            File.Delete(Outputs);
            File.Delete(ProvisionerOutputs);
            File.WriteAllBytes(EmptyAwsConfig, []);
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

    // A folder that was there keeps its mode unless it is told otherwise.
    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        var existed = Directory.Exists(path);
        Directory.CreateDirectory(path, OwnerOnly);
        if (existed && Path.GetFileName(path) is not (".." or "."))
        {
            File.SetUnixFileMode(path, OwnerOnly);
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
