using Aspire.Hosting.Pipelines;
using EksIngress.Hosting.Local;
using EksIngress.Hosting.Publishing;
using EksIngress.Hosting.Specification;
using Microsoft.Extensions.Options;

namespace EksIngress.Hosting.Deployment;

/// <summary>Runs the provisioner on what was published, against the target that the configuration names.</summary>
internal sealed partial class EksDeployment(IDistributedApplicationBuilder application, EksEnvironmentResource environment)
{
    private readonly LocalDirectory _local = LocalDirectory.Of(application, environment.Name);

    /// <exception cref="DistributedApplicationException">The provisioner cannot be run, or failed.</exception>
    public async Task ApplyAsync(PipelineStepContext context)
    {
        _local.MakePrivate();
        await RunAsync("apply", ["--outputs", _local.DeployedOutputs, "--kubeconfig", _local.DeployedKubeconfig], context);
        if (OutputsDocument.Read(_local.DeployedOutputs).AlbUrl is { Length: > 0 } url)
        {
            context.Summary.Add($"ALB of {environment.Name}", url);
        }

        context.Summary.Add($"Kubeconfig of {environment.Name}", _local.DeployedKubeconfig);
    }

    /// <exception cref="DistributedApplicationException">The provisioner cannot be run, or failed.</exception>
    public async Task DestroyAsync(PipelineStepContext context)
    {
        await RunAsync("destroy", [], context);
        File.Delete(_local.DeployedOutputs);
        File.Delete(_local.DeployedKubeconfig);
    }

    private async Task RunAsync(string verb, IReadOnlyList<string> options, PipelineStepContext context)
    {
        var target = DeploySettings.ReadTarget(application.Configuration);
        var process = ProvisionerProcess.Of(application);
        if (target == DeployTarget.Emulator)
        {
            UseEmulator(process);
        }
        else if (environment.AwsSdkConfig?.Profile is { Length: > 0 } profile)
        {
            process.Environment["AWS_PROFILE"] = profile;
        }

        if (verb == "apply")
        {
            await GivenParameters.AddValuesAsync(process.Environment, context.Model, context.CancellationToken);
        }

        var arguments = new List<string> { verb, EksPublishExtensions.Directory(environment, context), "--target", target == DeployTarget.Aws ? "aws" : "emulator" };
        arguments.AddRange(options);
        if (context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.SkipConfirmation)
        {
            arguments.Add("--yes");
        }

        await process.RunAsync(arguments, line => LogProgress(context.Logger, line), context.CancellationToken);
    }

    private void UseEmulator(ProvisionerProcess process)
    {
        if (!File.Exists(_local.Outputs))
        {
            if (application.Configuration["AWS_ENDPOINT_URL"] is { Length: > 0 })
            {
                // The provisioner finds out whether it is one, and its keys.
                return;
            }

            throw new DistributedApplicationException(
                $"There is no emulator to deploy '{environment.Name}' to. Run the AppHost ('aspire run' or 'dotnet run') and deploy from another terminal, "
                + $"or start the emulator alone and set AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to what it prints. "
                + $"To deploy to a real account, set {DeploySettings.TargetSetting} to aws (argument --{DeploySettings.TargetSetting} aws).");
        }

        try
        {
            var outputs = OutputsDocument.Read(_local.Outputs);
            AwsIsolation.Apply(
                process.Environment,
                AwsIsolation.InheritedNames(application.Configuration),
                outputs.Required("awsEndpointUrl"),
                outputs.Required("region"),
                _local.EmptyAwsConfig,
                new AwsIdentity.AccessKey(outputs.Required("accessKeyId"), outputs.Required("secretAccessKey")));
        }
        catch (InvalidDataException exception)
        {
            throw new DistributedApplicationException(exception.Message, exception);
        }
    }

    [LoggerMessage(EventId = 1, EventName = "ProvisionerProgress", Level = LogLevel.Information, Message = "{Line}")]
    private static partial void LogProgress(ILogger logger, string line);
}
