using System.Security.Cryptography.X509Certificates;
using EksIngress.Alb;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using EksIngress.Emulator.LoadBalancerController.Deploy;
using EksIngress.Emulator.LoadBalancerController.Reconcile;
using k8s;
using k8s.LeaderElection;
using k8s.LeaderElection.ResourceLock;

namespace EksIngress.Emulator.LoadBalancerController;

/// <summary>What the node runs for the controller's image: the AWS Load Balancer Controller, with what its container sees and no more.</summary>
internal sealed class LoadBalancerControllerProgram(TimeProvider time) : IPodProgram
{
    private const string Image = "public.ecr.aws/eks/aws-load-balancer-controller";
    private const string LeaseName = "aws-load-balancer-controller-leader";
    private const string TokenPath = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    public bool Runs(string image) =>
        image.StartsWith(Image, StringComparison.Ordinal) && (image.Length == Image.Length || image[Image.Length] is ':' or '@');

    public async Task RunAsync(PodContext pod, CancellationToken cancellationToken)
    {
        var log = new ControllerLog(pod.Log, time);
        try
        {
            await RunAsync(pod, log, cancellationToken);
        }
        catch (ControllerExitException exception)
        {
            log.Error("setup", "unable to start", exception.Message);
            throw;
        }
    }

    private async Task RunAsync(PodContext pod, ControllerLog log, CancellationToken cancellationToken)
    {
        var flags = ControllerFlags.Parse(pod.Args);
        foreach (var name in flags.WithoutEffect)
        {
            log.Info("setup", "flag has no effect in the emulator", ("flag", name));
        }

        var region = flags.Region ?? pod.Environment.GetValueOrDefault("AWS_DEFAULT_REGION") ?? pod.Environment.GetValueOrDefault("AWS_REGION")
            ?? throw new ControllerExitException(
                "unable to initialize AWS cloud: failed to introspect region from EC2Metadata, specify --aws-region instead if EC2Metadata is unavailable");
        var configuration = flags.ToConfiguration(flags.VpcId ?? throw new ControllerExitException(
            "unable to initialize AWS cloud: failed to get VPC ID: failed to fetch VPC ID from instance metadata: error in fetching vpc id through ec2 metadata"));
        using var aws = PodAws.Create(pod.Environment, pod.ResolvePath, region, time);
        using var client = Connect(pod);
        var informers = new ClusterInformers(client, log, time);

        // Whatever ends first ends the container: a lost leadership or a failure must not leave half a controller running.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = informers.RunAsync(stop.Token);
#pragma warning disable CA2025 // Both tasks are awaited below before anything is disposed.
        var leading = LeadAsync(pod, client, informers, aws, configuration, log, stop.Token);
#pragma warning restore CA2025
        try
        {
            pod.SetReady(true);
            await await Task.WhenAny(watching, leading);
        }
        finally
        {
            pod.SetReady(false);
            await stop.CancelAsync();
            await Task.WhenAll(watching, leading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LeadAsync(
        PodContext pod,
        k8s.Kubernetes client,
        ClusterInformers informers,
        PodAws aws,
        ControllerConfiguration configuration,
        ControllerLog log,
        CancellationToken cancellationToken)
    {
        await informers.WaitForSyncAsync(cancellationToken);
        var elected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var elector = new LeaderElector(new LeaderElectionConfig(
            new LeaseLock(client, pod.Namespace, LeaseName, $"{pod.Name}_{Guid.NewGuid()}"))
        {
            LeaseDuration = TimeSpan.FromSeconds(15),
            RenewDeadline = TimeSpan.FromSeconds(10),
            RetryPeriod = TimeSpan.FromSeconds(2),
        });
        elector.OnStartedLeading += () => elected.TrySetResult();
        elector.OnError += exception => log.Error("leaderelection", "error retrieving resource lock", exception.Message);
        var holding = elector.RunUntilLeadershipLostAsync(cancellationToken);
        await await Task.WhenAny(elected.Task, holding);
        log.Info("leaderelection", $"successfully acquired lease {pod.Namespace}/{LeaseName}");

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var backend = new BackendSecurityGroup(aws.Ec2, configuration);
        using var bindings = new TargetGroupBindingReconciler(
            client, informers, aws.Elb, aws.Ec2, configuration, new EventRecorder(client, "targetGroupBinding", log, time), log);
        var reconciling = Manager(client, informers, aws, configuration, backend, bindings, log).RunAsync(stop.Token);
        await Task.WhenAny(reconciling, holding);
        await stop.CancelAsync();
        await reconciling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        await reconciling;
        throw new ControllerExitException("leader election lost");
    }

    private ControllerManager Manager(
        k8s.Kubernetes client,
        ClusterInformers informers,
        PodAws aws,
        ControllerConfiguration configuration,
        BackendSecurityGroup backend,
        TargetGroupBindingReconciler bindings,
        ControllerLog log)
    {
        var resources = new ElbResources(aws.Elb);
        var deployer = new StackDeployer(
            new SecurityGroupDeployer(aws.Ec2, configuration, time),
            new TargetGroupDeployer(aws.Elb, resources, configuration, time),
            new LoadBalancerDeployer(aws.Elb, resources, configuration),
            new ListenerDeployer(aws.Elb, resources, configuration),
            new RuleDeployer(aws.Elb, resources, configuration),
            new TargetGroupBindingDeployer(client, informers, time),
            resources);
        var groups = new IngressGroupReconciler(
            client,
            informers,
            configuration,
            new AwsLookup(aws.Ec2, aws.Elb, resources, backend, configuration.VpcId),
            deployer,
            backend,
            new EventRecorder(client, "ingress", log, time),
            log);
        return new ControllerManager(informers, configuration, groups, bindings, time);
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
