using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using EksIngress.Emulator.LoadBalancerController.Deploy;
using EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

namespace EksIngress.Emulator.LoadBalancerController.Reconcile;

/// <summary>What the leader runs, put together.</summary>
internal sealed class ControllerReconcilers : IDisposable
{
    private readonly BackendSecurityGroup _backend;
    private readonly CertificateLookup _certificates;
    private readonly SecretWatches _secrets;
    private readonly TargetNetworking _networking;
    private readonly EventRecorder _ingressEvents;
    private readonly EventRecorder _bindingEvents;
    private readonly ControllerManager _manager;

    public ControllerReconcilers(ControllerParts parts, TimeProvider time)
    {
        var (flags, configuration, client, informers, aws, log) = parts;
        _backend = new BackendSecurityGroup(aws.Ec2, configuration, time);
        _certificates = new CertificateLookup(aws.Acm, configuration.EnableCertificateManagement, time);
        _secrets = new SecretWatches(client, log, time);
        var targets = new TargetList(parts.Accounts, new TargetCache(time), new TargetZones(aws.Ec2, informers, configuration, time), configuration, log);
        var nodes = new NodeInterfaces(aws.Ec2, time);
        var securityGroups = new SecurityGroupCache(aws.Ec2, time);
        _networking = new TargetNetworking(
            new SecurityGroupIngress(aws.Ec2, securityGroups),
            securityGroups,
            new EndpointSecurityGroups(securityGroups, new PodInterfaces(aws.Ec2, informers, nodes, configuration, time), nodes, configuration),
            informers,
            configuration,
            log);
        _ingressEvents = new EventRecorder(client, "ingress", log, time);
        _bindingEvents = new EventRecorder(client, "targetGroupBinding", log, time);

        var resources = new ElbResources(aws.Elb, configuration, time);
        var deployer = new StackDeployer(
            new SecurityGroupDeployer(aws.Ec2, securityGroups, _networking, configuration, time),
            new TargetGroupDeployer(aws.Elb, resources, configuration, time),
            new LoadBalancerDeployer(aws.Elb, resources, configuration),
            new ListenerDeployer(aws.Elb, resources, new RuleDeployer(aws.Elb, resources, configuration, time), configuration, time),
            new TargetGroupBindingDeployer(client, informers, time),
            new StackAddOns(
                new CertificateDeployer(aws.Acm, new CertificateValidation(aws.Acm, new HostedZones(aws.Route53, time), time), configuration, time),
                new ProtectionDeployer(
                    new WafV2Associations(aws.WafV2, time),
                    new WafRegionalAssociations(aws.WafRegional, time),
                    new ShieldProtections(aws.Shield, log, time),
                    configuration,
                    log),
                new FrontendNlbTargets(aws.Elb)));
        var named = new NamedResources(_certificates, new TrustStoreLookup(aws.Elb, time), new WebAclLookup(aws.WafV2, time));
        var groups = new IngressGroupReconciler(
            parts, new AwsLookup(aws.Ec2, aws.Elb, resources, named, _backend, configuration.VpcId), deployer, _backend, _secrets, _ingressEvents);

        var api = new BindingApi(client, informers);
        var filler = new TargetGroupBindingTargets(
            new BindingEndpoints(configuration, informers),
            new TargetGroupTargets(targets, new TrackedTargetStore(client)),
            _networking,
            new PodReadinessGates(client, informers, time),
            api,
            new BindingContext(_bindingEvents, log, time, flags.BindingRequeueDuration, flags.SyncPeriod));
        var bindings = new TargetGroupBindingReconciler(api, informers, filler, _bindingEvents, log, time);
        _manager = new ControllerManager(
            parts,
            _secrets,
            groups,
            bindings,
            new ManagerSettings(time, parts.Metrics, flags.IngressWorkers, flags.BindingWorkers, flags.SyncPeriod, flags.LongestBindingDelay));
    }

    /// <summary>Completes by failure or cancellation only.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] tasks = [_manager.RunAsync(stop.Token), _secrets.RunAsync(stop.Token), _ingressEvents.RunAsync(stop.Token), _bindingEvents.RunAsync(stop.Token)];
        await Task.WhenAny(tasks);
        await stop.CancelAsync();
        await Task.WhenAll(tasks);
    }

    public void Dispose()
    {
        _backend.Dispose();
        _certificates.Dispose();
        _secrets.Dispose();
        _networking.Dispose();
    }
}
