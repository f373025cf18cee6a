using Amazon;
using Aspire.Hosting.Pipelines;
using StandIns.Tests.Aws;

namespace EksIngress.Hosting.Tests;

/// <summary>The steps deploy and destroy, with a program in the provisioner's place that writes down how it was started.</summary>
public sealed class DeployTests : IDisposable
{
    // $0's folder has "args" and "env" afterwards. Like the provisioner it refuses a real account without --yes.
    private const string Tool = """
        #!/bin/sh
        here=$(dirname "$0")
        echo "$@" > "$here/args"
        env > "$here/env"
        echo "      0.1 s  cluster            ready: shop is ACTIVE (0.1 s)"
        case "$*" in
          *"--target aws"*--yes*|*"--target emulator"*) ;;
          *) echo "Nobody is there to be asked. Say --yes." >&2; exit 2 ;;
        esac
        while [ $# -gt 0 ]; do
          if [ "$1" = --outputs ]; then echo '{"albUrl":"http://127.0.0.1:8080"}' > "$2"; fi
          shift
        done
        """;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Deploy_AnAppHostRuns_GoesToItsEmulatorAndNowhereElse()
    {
        WriteOutputs();

        var fault = await RunAsync("deploy", "--AWS_ENDPOINT_URL_STS", "https://sts.example.com");

        Assert.Null(fault);
        Assert.Equal(
            $"apply {_directory.Path}/out --target emulator --outputs {_directory.Path}/shop/deployed.json --kubeconfig {_directory.Path}/shop/deployed.kubeconfig",
            Arguments());
        var variables = Variables();
        Assert.Equal("http://127.0.0.1:4566", variables["AWS_ENDPOINT_URL"]);
        Assert.Equal("http://127.0.0.1:4566", variables["AWS_ENDPOINT_URL_STS"]);
        Assert.Equal(("AKIATEST", "secret"), (variables["AWS_ACCESS_KEY_ID"], variables["AWS_SECRET_ACCESS_KEY"]));
        Assert.Equal("", variables["AWS_PROFILE"]);
        Assert.True(File.Exists(Path.Combine(_directory.Path, "out", "environment.json")));
    }

    [Fact]
    public async Task Deploy_NothingRuns_SaysHowToGetATarget()
    {
        var fault = await RunAsync("deploy", "--AWS_ENDPOINT_URL", "");

        Assert.Contains("There is no emulator to deploy 'shop' to.", fault, StringComparison.Ordinal);
        Assert.Contains("--Eks:Target aws", fault, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_directory.Path, "args")));
    }

    [Fact]
    public async Task Deploy_ToAws_WantsYesBeforehand()
    {
        var refused = await RunAsync("deploy", "--Eks:Target", "aws");
        var fault = await RunAsync("deploy", "--Eks:Target", "aws", "--yes", "true");

        Assert.Contains("Nobody is there to be asked.", refused, StringComparison.Ordinal);
        Assert.Contains("From the AppHost: '--yes true'.", refused, StringComparison.Ordinal);
        Assert.Null(fault);
        Assert.EndsWith(" --yes", Arguments(), StringComparison.Ordinal);
        Assert.Equal("production", Variables()["AWS_PROFILE"]);
    }

    [Fact]
    public async Task Destroy_AnAppHostRuns_PublishesAndDestroys()
    {
        WriteOutputs();

        var fault = await RunAsync("destroy");

        Assert.Null(fault);
        Assert.Equal($"destroy {_directory.Path}/out --target emulator", Arguments());
    }

    [Fact]
    public async Task Deploy_UnknownTarget_NamesIt()
    {
        var fault = await RunAsync("deploy", "--Eks:Target", "azure");

        Assert.Contains("Eks:Target is 'azure'.", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryStep_NoneAskedFor_NeitherDeploysNorDestroys()
    {
        WriteOutputs();

        var fault = await RunAsync(null);

        Assert.Null(fault);
        Assert.False(File.Exists(Path.Combine(_directory.Path, "args")));
    }

    /// <returns>Why the pipeline failed; null when it did not.</returns>
    private async Task<string?> RunAsync(string? step, params string[] arguments)
    {
        var tool = Path.Combine(_directory.Path, "eksingress");
        await File.WriteAllTextAsync(tool, Tool.ReplaceLineEndings("\n"), Token);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is a shell script.");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args =
            [
                "--operation", "publish", "--output-path", Path.Combine(_directory.Path, "out"),
                "--EksIngress:Directory", _directory.Path, "--EksIngress:Tool", tool,
                .. step is null ? Array.Empty<string>() : ["--step", step], .. arguments,
            ],
            AssemblyName = typeof(DistributedApplication).Assembly.GetName().Name,
            ProjectDirectory = _directory.Path,
            DisableDashboard = true,
        });
        var environment = builder.AddEksEnvironment("shop")
            .WithReference(builder.AddAWSSDKConfig().WithRegion(RegionEndpoint.EUWest1).WithProfile("production"));
        environment.AddNodeGroup("workers");
        await using var application = builder.Build();
        var context = new PipelineContext(
            application.Services.GetRequiredService<DistributedApplicationModel>(),
            builder.ExecutionContext,
            application.Services,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
            Token);
        try
        {
            await application.Services.GetRequiredService<IDistributedApplicationPipeline>().ExecuteAsync(context);
            return null;
        }
        catch (DistributedApplicationException exception)
        {
            return exception.Message;
        }
    }

    private void WriteOutputs()
    {
        Directory.CreateDirectory(Path.Combine(_directory.Path, "shop"));
        File.WriteAllText(
            Path.Combine(_directory.Path, "shop", "outputs.json"),
            """{"awsEndpointUrl":"http://127.0.0.1:4566","region":"eu-west-1","accessKeyId":"AKIATEST","secretAccessKey":"secret"}""");
    }

    private string Arguments() => File.ReadAllText(Path.Combine(_directory.Path, "args")).TrimEnd();

    private Dictionary<string, string> Variables() =>
        File.ReadAllLines(Path.Combine(_directory.Path, "env"))
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0])
            .ToDictionary(pair => pair[0], pair => pair[1]);
}
