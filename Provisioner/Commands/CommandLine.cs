using System.CommandLine;
using System.Globalization;
using EksIngress.Provisioner.Alb;
using EksIngress.Provisioner.Aws;

namespace EksIngress.Provisioner.Commands;

/// <summary>The command line: what may be said, and what it starts. Exit codes: 0 done, 1 provisioning failed, 2 bad input.</summary>
internal sealed class CommandLine(ProvisionerHost host)
{
    private readonly CommandGuard _guard = new(host);
    private readonly Argument<string> _directory = new("DIR") { Description = "The published folder: environment.json and kubernetes/." };
    private readonly Option<string> _target = new("--target") { Description = "Where the environment is: emulator (default) or aws.", DefaultValueFactory = _ => "emulator" };
    private readonly Option<string?> _environment = new("--environment") { Description = "The overlay of kubernetes/ to use; default: what was published last.", HelpName = "NAME" };
    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask before touching AWS." };
    private readonly Option<string?> _outputs = new("--outputs") { Description = "File for the outputs (JSON, mode 0600).", HelpName = "FILE" };
    private readonly Option<string?> _kubeconfig = new("--kubeconfig") { Description = "File for a kubeconfig of the cluster (mode 0600).", HelpName = "FILE" };
    private readonly Option<int> _timeout = new("--timeout") { Description = "Seconds for the whole run.", HelpName = "SECONDS", DefaultValueFactory = _ => 5400 };
    private readonly Option<string[]> _parameter = new("--parameter")
    {
        Description = "Value of a parameter; may be said several times. Others come from variables such as Parameters__NAME, or from their defaults.",
        HelpName = "NAME=VALUE",
    };
    private readonly Option<string> _clusterName = new("--cluster-name") { Description = "Name of the EKS cluster.", Required = true };
    private readonly Option<string?> _region = new("--region") { Description = "AWS region; default: AWS_REGION." };

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        _target.AcceptOnlyFromAmong("emulator", "aws");
        _timeout.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds)
                && seconds is < 1 or > 86400)
            {
                result.AddError("--timeout must be from 1 to 86400 seconds.");
            }
        });
        var parsed = Root().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await host.Error.WriteLineAsync(error.Message);
            }

            await host.Error.WriteLineAsync("Say --help for what can be said.");
            return CommandGuard.BadInput;
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration { Output = host.Output, Error = host.Error, EnableDefaultExceptionHandler = false }, cancellationToken);
    }

    private RootCommand Root()
    {
        var apply = new Command("apply", "Builds the environment, or what is missing of it.") { _directory, _environment, _target, _parameter, _yes, _outputs, _kubeconfig, _timeout };
        apply.SetAction((parsed, token) => RunAsync(parsed, true, (run, manifests) => run.ApplyAsync(manifests!, token), token));
        var destroy = new Command("destroy", "Removes the environment and all that belongs to it.") { _directory, _environment, _target, _yes, _timeout };
        destroy.SetAction((parsed, token) => RunAsync(parsed, false, (run, _) => run.DestroyAsync(token), token));
        var plan = new Command("plan", "Tells what apply would do. Changes nothing.") { _directory, _environment, _target, _parameter };
        plan.SetAction((parsed, token) => RunAsync(parsed, true, (run, manifests) => run.PrintAsync(manifests!, true, token), token));
        var status = new Command("status", "Tells what is there, step by step. Changes nothing.") { _directory, _environment, _target, _parameter };
        status.SetAction((parsed, token) => RunAsync(parsed, true, (run, manifests) => run.PrintAsync(manifests!, false, token), token));
        var change = new Argument<string>("CHANGE") { Description = "break or restore." };
        change.AcceptOnlyFromAmong("break", "restore");
        var trust = new Command("trust-policy", "Breaks or restores the trust policy of the load balancer controller's role, for show: on an emulator only.") { change, _directory, _target };
        trust.SetAction((parsed, token) => RunAsync(
            parsed, false, (run, _) => run.ChangeTrustPolicyAsync(parsed.GetRequiredValue(change) == "break", token), token));
        var tokenCommand = new Command("token", "Prints a token for a cluster's API, as kubectl wants it from an exec plug-in.") { _clusterName, _region };
        tokenCommand.SetAction((parsed, _) => _guard.RunAsync(() =>
            TokenCommand.RunAsync(host, parsed.GetRequiredValue(_clusterName), parsed.GetValue(_region))));
        return new RootCommand("Builds, shows and removes an EKS environment.")
        {
            apply, destroy, plan, status, trust, tokenCommand, AlbCommand.Create(host, _guard), new DoctorCommand(host, _guard).Command,
        };
    }

    private Task<int> RunAsync(
        ParseResult parsed,
        bool needsManifests,
        Func<EnvironmentRun, Workloads.ManifestSet?, Task> action,
        CancellationToken cancellationToken) => _guard.RunAsync(async () =>
        {
            var options = ToOptions(parsed);

            // Input first: what cannot be used is said before anything is asked of AWS.
            var spec = EnvironmentFolder.ReadSpec(options.Directory, options.Overlay);
            Workloads.ManifestSet? manifests = null;
            if (needsManifests)
            {
                var parameters = GivenParameters.Read(spec, options.Parameters, host.Variables);
                manifests = EnvironmentFolder.ReadManifests(options.Directory, options.Overlay, parameters);
                spec = parameters.Resolve(spec);
            }

            await using var telemetry = host.StartTelemetry();
            using var run = await EnvironmentRun.StartAsync(host, options, spec, cancellationToken);
            await action(run, manifests);
        });

    private RunOptions ToOptions(ParseResult parsed) => new()
    {
        Directory = parsed.GetRequiredValue(_directory),
        Overlay = parsed.GetValue(_environment)?.ToLowerInvariant(),
        Target = parsed.GetValue(_target) == "aws" ? TargetKind.Aws : TargetKind.Emulator,
        Parameters = Find(parsed, _parameter) ?? [],
        Yes = Find(parsed, _yes),
        Outputs = Find(parsed, _outputs),
        Kubeconfig = Find(parsed, _kubeconfig),
        Timeout = TimeSpan.FromSeconds(parsed.GetResult(_timeout) is null ? 5400 : parsed.GetValue(_timeout)),
    };

    // Not every command knows every option.
    private static T? Find<T>(ParseResult parsed, Option<T> option) => parsed.GetResult(option) is null ? default : parsed.GetValue(option);
}
