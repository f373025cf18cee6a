using System.Diagnostics;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Clusters;
using EksIngress.Provisioner.Ingresses;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Pruning;
using EksIngress.Provisioner.Steps;
using EksIngress.Provisioner.TrustChain;
using EksIngress.Provisioner.Workloads;

namespace EksIngress.Provisioner.Commands;

/// <summary>One run against one environment: input is read and checked before anything is asked of AWS.</summary>
internal sealed class EnvironmentRun : IDisposable
{
    private readonly ProvisionerHost _host;
    private readonly RunOptions _options;
    private readonly EnvironmentContext _context;
    private readonly ClusterConnection _connection;
    private readonly string _caller;

    private EnvironmentRun(ProvisionerHost host, RunOptions options, EnvironmentContext context, string caller)
    {
        _host = host;
        _options = options;
        _context = context;
        _caller = caller;
        _connection = new ClusterConnection(context);
    }

    /// <exception cref="BadInputException">The input cannot be used; nothing was touched.</exception>
    /// <exception cref="ProvisioningException">The target does not answer, or refuses the caller.</exception>
    public static async Task<EnvironmentRun> StartAsync(
        ProvisionerHost host, RunOptions options, EnvironmentSpec spec, CancellationToken cancellationToken)
    {
        var target = TargetResolver.Resolve(options.Target, spec.Region, host.Variables, host.FindCredentials);
        var clients = new AwsClients(target);
        try
        {
            var caller = await clients.Sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
            var context = new EnvironmentContext { Spec = spec, Target = target, Aws = clients, Time = host.Time, AccountId = caller.Account };
            return new EnvironmentRun(host, options, context, caller.Arn);
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            clients.Dispose();
            var isAnswer = exception is AmazonServiceException;
            throw new ProvisioningException(
                (target.EmulatorEndpoint is { } endpoint ? $"The emulator at {endpoint}" : "AWS")
                + $" does not {(isAnswer ? "accept the caller" : "answer")}: {AwsErrors.Describe(exception)}"
                + (isAnswer || target.EmulatorEndpoint is null ? "" : " Start it, or set AWS_ENDPOINT_URL to where it is: each run of an AppHost writes its own outputs.json."),
                exception);
        }
    }

    public async Task ApplyAsync(ManifestSet manifests, CancellationToken cancellationToken)
    {
        Confirm("build");
        using var activity = StartRoot("provision");
        var progress = new ProgressWriter(_host.Output, _host.Time);
        try
        {
            await LoopFor(progress).RunAsync(EnvironmentSteps.Apply(_context, _connection, manifests), cancellationToken);
            var albs = await DescribeLoadBalancersAsync(manifests, cancellationToken);
            await WriteFilesAsync(albs, activity?.TraceId.ToHexString(), cancellationToken);
            await _host.Output.WriteLineAsync($"Environment {_context.Spec.Name} is ready after {ProgressWriter.Seconds(progress.Elapsed)}.");
            foreach (var alb in albs)
            {
                await _host.Output.WriteLineAsync($"ALB {alb.Name}: {alb.Url}");
                if (alb.FrontendNlb is { } frontend)
                {
                    await _host.Output.WriteLineAsync($"NLB {frontend.Name}, in front of it: {string.Join(", ", frontend.Listeners.Select(listener => listener.LocalPort is { } port ? $"127.0.0.1:{port}" : $"{frontend.Hostname}:{listener.Port}"))}");
                }
            }
        }
        catch (Exception exception) when (Mark(activity, exception))
        {
            throw;
        }
    }

    public async Task DestroyAsync(CancellationToken cancellationToken)
    {
        Confirm("destroy");
        using var activity = StartRoot("destroy");
        var progress = new ProgressWriter(_host.Output, _host.Time);
        try
        {
            await LoopFor(progress).RunAsync(EnvironmentSteps.Destroy(_context, _connection), cancellationToken);
            await _host.Output.WriteLineAsync($"Environment {_context.Spec.Name} is gone after {ProgressWriter.Seconds(progress.Elapsed)}.");
        }
        catch (Exception exception) when (Mark(activity, exception))
        {
            throw;
        }
    }

    /// <summary>Breaks or restores the trust policy of the controller's role. On an emulator: nobody wants that of an account.</summary>
    /// <exception cref="BadInputException">The target is AWS.</exception>
    public async Task ChangeTrustPolicyAsync(bool broken, CancellationToken cancellationToken)
    {
        if (!_context.Target.IsEmulator)
        {
            throw new BadInputException("A trust policy is broken for show on an emulator only. Leave --target aws out.");
        }

        var demo = new TrustPolicyDemo(_context, _connection);
        var role = ResourceNames.ControllerRole(_context.Spec);
        if (!broken)
        {
            await demo.RestoreAsync(cancellationToken);
            await _host.Output.WriteLineAsync($"Role {role} trusts the load balancer controller again.");
            return;
        }

        var warning = await demo.BreakAsync(cancellationToken);
        await _host.Output.WriteLineAsync($"Role {role} trusts another service account. {warning ?? "No Ingress has told of it yet."}");
    }

    /// <summary>Prints what apply would do next (<paramref name="showPurpose"/>), or what is there. Makes no write.</summary>
    public async Task PrintAsync(ManifestSet manifests, bool showPurpose, CancellationToken cancellationToken)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        await _host.Output.WriteLineAsync(Where());
        foreach (var step in StepGraph.Order(EnvironmentSteps.Apply(_context, _connection, manifests)))
        {
            var missing = step.DependsOn.Where(open.Contains).ToList();
            var (isReady, text) = step is PruningStep pruning && !open.Contains(StepNames.Cluster)
                ? await DescribeStaleAsync(pruning, showPurpose, cancellationToken)
                : missing.Count > 0
                    ? (false, showPurpose ? $"then: {step.Purpose}" : $"after {string.Join(", ", missing)}")
                    : await DescribeAsync(step, showPurpose, cancellationToken);
            if (!isReady)
            {
                open.Add(step.Name);
            }

            await _host.Output.WriteLineAsync($"{step.Name,-18} {(isReady ? "ready" : "open"),-6} {text}");
        }

        await _host.Output.WriteLineAsync(open.Count == 0 ? "Nothing to do." : $"{open.Count} steps are open.");
    }

    public void Dispose()
    {
        _connection.Dispose();
        _context.Aws.Dispose();
    }

    private static async Task<(bool IsReady, string Text)> DescribeAsync(IProvisioningStep step, bool showPurpose, CancellationToken cancellationToken)
    {
        try
        {
            return await step.PlanAsync(cancellationToken) switch
            {
                StepPlan.Ready ready => (true, ready.State),
                StepPlan.Wait wait => (false, $"waits: {wait.Reason}"),
                StepPlan.Change => (false, showPurpose ? $"next: {step.Purpose}" : $"missing or different: {step.Purpose}"),
                var unknown => throw new InvalidOperationException($"Unknown plan {unknown}."),
            };
        }
        catch (ProvisioningException exception)
        {
            // A status of what is broken is what a status is for.
            return (false, $"needs you: {exception.Message}");
        }
    }

    // Whoever reads a plan wants to know what it deletes, whatever comes before it.
    private static async Task<(bool IsReady, string Text)> DescribeStaleAsync(PruningStep step, bool showPurpose, CancellationToken cancellationToken)
    {
        var texts = (await step.FindStaleAsync(cancellationToken)).Select(part => part switch
        {
            StalePart.Kept kept => (IsReady: true, Text: $"{kept.What} stays: {kept.Why}"),
            _ => (IsReady: false, Text: showPurpose ? $"deletes {part.What}" : $"left over: {part.What}"),
        }).ToList();
        return texts.Count == 0 ? (true, "none") : (texts.TrueForAll(text => text.IsReady), string.Join("; ", texts.Select(text => text.Text)));
    }

    private StepLoop LoopFor(ProgressWriter progress) =>
        new(_host.Time, new StepLoopOptions { Deadline = _options.Timeout }, progress.Report);

    // In the order of the Ingresses: a reader finds the ALB of the first one first.
    private async Task<IReadOnlyList<AlbInfo>> DescribeLoadBalancersAsync(ManifestSet manifests, CancellationToken cancellationToken)
    {
        var ingresses = manifests.Ingresses.Select(ObjectId.Of).Where(id => id.Kind == "Ingress").ToList();
        if (ingresses.Count == 0)
        {
            return [];
        }

        var api = await _connection.GetAsync(cancellationToken);
        var finder = new LoadBalancerFinder(_context);
        var loadBalancers = await finder.ListLoadBalancersAsync(cancellationToken);
        var albs = new List<AlbInfo>();
        foreach (var id in ingresses)
        {
            var name = $"{id.Namespace ?? "default"}/{id.Name}";
            var own = IngressStatus.FindHostnames(await api.FindAsync(id, cancellationToken))
                .Select(hostname => loadBalancers.FirstOrDefault(item => string.Equals(item.DNSName, hostname, StringComparison.OrdinalIgnoreCase)))
                .ToList();
            if (own is not [{ } found, ..])
            {
                continue;
            }

            var known = albs.FindIndex(alb => alb.Arn == found.LoadBalancerArn);
            if (known >= 0)
            {
                albs[known] = albs[known] with { Ingresses = [.. albs[known].Ingresses, name] };
            }
            else if (await finder.FindAsync(found, cancellationToken) is { } alb)
            {
                var frontend = own is [_, { } network, ..] ? await finder.FindAsync(network, cancellationToken) : null;
                albs.Add(alb with { Ingresses = [name], FrontendNlb = frontend });
            }
        }

        return albs;
    }

    private async Task WriteFilesAsync(IReadOnlyList<AlbInfo> albs, string? traceId, CancellationToken cancellationToken)
    {
        if (_options.Kubeconfig is { } kubeconfig)
        {
            var cluster = await new ClusterFinder(_context).GetAsync(cancellationToken);
            await ProtectedFile.WriteAsync(kubeconfig, Commands.Kubeconfig.Write(cluster, _context.Target, _host.Variables), cancellationToken);
        }

        if (_options.Outputs is { } outputs)
        {
            await ProtectedFile.WriteAsync(
                outputs, Commands.Outputs.Write(_context, albs, _options.Kubeconfig, traceId, _host.Variables), cancellationToken);
        }
    }

    private string Where() => _context.Target.EmulatorEndpoint is { } endpoint
        ? $"Environment {_context.Spec.Name} in {_context.Spec.Region} on the emulator at {endpoint}"
        : $"Environment {_context.Spec.Name} in {_context.Spec.Region} on AWS, account {_context.AccountId}, as {_caller}"
            + string.Concat(_context.Target.Endpoints.Select(pair => $"{Environment.NewLine}  {pair.Key} is called at {pair.Value}"));

    // Only AWS is asked about: it costs money, and it is someone's.
    private void Confirm(string verb)
    {
        _host.Output.WriteLine(Where());
        if (_context.Target.IsEmulator || _options.Yes)
        {
            return;
        }

        if (_host.Input is null)
        {
            throw new BadInputException($"Nobody is there to be asked whether to {verb} this environment on AWS. Say --yes.");
        }

        _host.Output.Write($"Type the name of the environment to {verb} it: ");
        if (_host.Input.ReadLine()?.Trim() != _context.Spec.Name)
        {
            throw new BadInputException("Not confirmed; nothing was touched.");
        }
    }

    private Activity? StartRoot(string name)
    {
        var activity = ProvisionerTelemetry.Source.StartActivity(name, ActivityKind.Internal, parentContext: default);
        activity?.SetTag("eksingress.environment", _context.Spec.Name);
        activity?.SetTag("cloud.region", _context.Spec.Region);
        activity?.SetTag("cloud.account.id", _context.AccountId);
        activity?.SetTag("eksingress.target", _context.Target.IsEmulator ? "emulator" : "aws");
        return activity;
    }

    private static bool Mark(Activity? activity, Exception exception)
    {
        activity?.SetStatus(ActivityStatusCode.Error, exception is OperationCanceledException ? "stopped" : exception.Message);
        activity?.SetTag("error.type", exception.GetType().Name);
        return false;
    }
}
