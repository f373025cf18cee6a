using System.Security.Cryptography.X509Certificates;
using EksIngress.Alb;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using EksIngress.Emulator.LoadBalancerController.Reconcile;
using EksIngress.Emulator.LoadBalancerController.Serving;
using EksIngress.Emulator.LoadBalancerController.Webhooks;
using k8s;
using k8s.LeaderElection;
using k8s.LeaderElection.ResourceLock;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.LoadBalancerController;

/// <summary>What the node runs for the controller's image: the AWS Load Balancer Controller, with what its container sees and no more.</summary>
internal sealed class LoadBalancerControllerProgram(TimeProvider time, IOptions<EmulatorOptions> emulator) : IPodProgram
{
    private const string Image = "public.ecr.aws/eks/aws-load-balancer-controller";
    private const string Logger = "setup";
    private const string TokenPath = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    public bool Runs(string image) =>
        image.StartsWith(Image, StringComparison.Ordinal) && (image.Length == Image.Length || image[Image.Length] is ':' or '@');

    public async Task RunAsync(PodContext pod, CancellationToken cancellationToken)
    {
        try
        {
            var flags = ControllerOptions.Parse(pod.Args);
            await RunAsync(pod, flags, new ControllerLog(pod.Log, time, flags.IsDebug), cancellationToken);
        }
        catch (ControllerExitException exception)
        {
            new ControllerLog(pod.Log, time).Error(Logger, exception.What, exception.Message);
            throw;
        }
    }

    private async Task RunAsync(PodContext pod, ControllerOptions flags, ControllerLog log, CancellationToken cancellationToken)
    {
        foreach (var (gate, reason) in flags.IdleGates)
        {
            log.Info(Logger, "feature gate has nothing to switch on in the emulator", ("gate", gate), ("reason", reason));
        }

        using var aws = PodAws.Create(PodAwsSettings.Create(flags, pod.Environment, emulator.Value.TimeScale, time), pod.Environment, pod.ResolvePath, time);
        var configuration = flags.ToConfiguration(await GetVpcIdAsync(pod, flags, aws, log, cancellationToken));
        using var client = Connect(pod);
        using var accounts = new TargetGroupAccounts(aws, configuration.ClusterName);
        var parts = new ControllerParts(flags, configuration, client, new ClusterInformers(client, configuration.WatchNamespace, log, time), aws, log)
        {
            Accounts = accounts,
            Time = time,
        };

        // Whatever ends first ends the container: a lost leadership or a failure must not leave half a controller running.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = parts.Informers.RunAsync(stop.Token);
#pragma warning disable CA2025 // All tasks are awaited below before anything is disposed.
        var serving = ServeAsync(pod, parts, stop.Token);
        var leading = LeadAsync(pod, parts, stop.Token);
#pragma warning restore CA2025
        try
        {
            await await Task.WhenAny(watching, serving, leading);
        }
        finally
        {
            pod.SetReady(false);
            await stop.CancelAsync();
            await Task.WhenAll(watching, serving, leading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<string> GetVpcIdAsync(
        PodContext pod, ControllerOptions flags, PodAws aws, ControllerLog log, CancellationToken cancellationToken)
    {
        if (flags.VpcId is { } id)
        {
            log.Debug(Logger, "vpcid is specified using flag --aws-vpc-id, controller will use the value", ("vpc: ", id));
            return id;
        }

        try
        {
            if (flags.VpcTags is { } tags)
            {
                if (flags.DeprecatedVpcTagKey is { } key)
                {
                    log.Info(
                        Logger,
                        "WARNING: --aws-vpc-tag-key is deprecated and will be removed in a future release. All tags from --aws-vpc-tags are now used for VPC lookup.",
                        ("aws-vpc-tag-key", key));
                }

                log.Debug(Logger, "using all tags from --aws-vpc-tags for VPC lookup", ("tags", tags));
                return await VpcLookup.GetByTagsAsync(aws.Ec2, tags, cancellationToken);
            }

            return await VpcLookup.GetByNodeAsync(aws.Ec2, pod.Environment.GetValueOrDefault("NODENAME"), cancellationToken);
        }
        catch (AlbModelException exception)
        {
            throw new ControllerExitException("unable to initialize AWS cloud", $"failed to get VPC ID: {exception.Message}");
        }
    }

    // Webhooks are served by every replica, whoever leads; the pod is ready when they can be called.
    private async Task ServeAsync(PodContext pod, ControllerParts parts, CancellationToken cancellationToken)
    {
        using var certificate = new ServingCertificate(pod.ResolvePath(parts.Flags.CertificateFile), pod.ResolvePath(parts.Flags.KeyFile));
        await parts.Informers.WaitForSyncAsync(cancellationToken);
        await using var server = await ControllerServer.StartAsync(
            pod.PodIP, parts.Flags.Ports, certificate, new WebhookHandler(ControllerWebhooks.Create(parts), parts.Log), parts.Metrics, cancellationToken);
        parts.Log.Info("controller-runtime.webhook", "Serving webhook server", ("host", pod.PodIP.ToString()), ("port", parts.Flags.Ports.Webhook));
        pod.SetReady(true);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    private async Task LeadAsync(PodContext pod, ControllerParts parts, CancellationToken cancellationToken)
    {
        await parts.Informers.WaitForSyncAsync(cancellationToken);
        if (!parts.Flags.ElectsLeader)
        {
            using var unelected = new ControllerReconcilers(parts, time);
            await unelected.RunAsync(cancellationToken);
            return;
        }

        var elected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ns = parts.Flags.LeaseNamespace ?? pod.Namespace;

        // As upstream, which keeps LeaderElectionReleaseOnCancel off: the lease of a controller that stops runs out.
        using var elector = new LeaderElector(new LeaderElectionConfig(
            new LeaseLock(parts.Client, ns, parts.Flags.LeaseName, $"{pod.Name}_{Guid.NewGuid()}"))
        {
            LeaseDuration = TimeSpan.FromSeconds(15),
            RenewDeadline = TimeSpan.FromSeconds(10),
            RetryPeriod = TimeSpan.FromSeconds(2),
        });
        elector.OnStartedLeading += () => elected.TrySetResult();
        elector.OnError += exception => parts.Log.Error("leaderelection", "error retrieving resource lock", exception.Message);
        var holding = elector.RunUntilLeadershipLostAsync(cancellationToken);
        await await Task.WhenAny(elected.Task, holding);
        parts.Log.Info("leaderelection", $"successfully acquired lease {ns}/{parts.Flags.LeaseName}");

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var reconcilers = new ControllerReconcilers(parts, time);
        var reconciling = reconcilers.RunAsync(stop.Token);
        await Task.WhenAny(reconciling, holding);
        await stop.CancelAsync();
        await reconciling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        await reconciling;
        throw new ControllerExitException("problem running manager", "leader election lost");
    }

    private static k8s.Kubernetes Connect(PodContext pod)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pod.CertificateAuthorityPem);
        return new k8s.Kubernetes(new KubernetesClientConfiguration
        {
            Host = pod.ApiServer.ToString(),
            SslCaCerts = authorities,
            TokenProvider = new ServiceAccountToken(pod.ResolvePath(TokenPath)),
        });
    }
}
