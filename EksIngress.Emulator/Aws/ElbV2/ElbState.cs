using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>All load balancing resources of one region. Immutable; every change makes a new one.</summary>
internal sealed record ElbState
{
    public static ElbState Empty { get; } = new();

    /// <summary>What the account may have.</summary>
    [JsonIgnore]
    public AwsQuotas Quotas { get; init; } = AwsQuotas.OfNewAccount;

    public SnapshotMap<LoadBalancer> LoadBalancers { get; init; } = Map<LoadBalancer>();

    public SnapshotMap<Listener> Listeners { get; init; } = Map<Listener>();

    public SnapshotMap<ListenerRule> Rules { get; init; } = Map<ListenerRule>();

    public SnapshotMap<TargetGroup> TargetGroups { get; init; } = Map<TargetGroup>();

    public SnapshotMap<TrustStore> TrustStores { get; init; } = Map<TrustStore>();

    /// <summary>By ARN; every resource has an entry, so it also says what exists.</summary>
    public SnapshotMap<ImmutableSortedDictionary<string, string>> Tags { get; init; } =
        Map<ImmutableSortedDictionary<string, string>>();

    public LoadBalancer GetLoadBalancer(string arn) =>
        LoadBalancers.GetValueOrDefault(arn) ?? throw ElbErrors.LoadBalancerNotFound(arn);

    public Listener GetListener(string arn) => Listeners.GetValueOrDefault(arn) ?? throw ElbErrors.ListenerNotFound(arn);

    public ListenerRule GetRule(string arn) => Rules.GetValueOrDefault(arn) ?? throw ElbErrors.RuleNotFound(arn);

    public TargetGroup GetTargetGroup(string arn) =>
        TargetGroups.GetValueOrDefault(arn) ?? throw ElbErrors.TargetGroupNotFound(arn);

    public ImmutableSortedDictionary<string, string> TagsOf(string arn) =>
        Tags.GetValueOrDefault(arn) ?? TagReader.None;

    public IEnumerable<Listener> ListenersOf(string loadBalancerArn) =>
        Listeners.Values.Where(listener => listener.LoadBalancerArn == loadBalancerArn);

    /// <summary>In evaluation order, the default rule last.</summary>
    public IEnumerable<ListenerRule> RulesOf(string listenerArn) =>
        Rules.Values.Where(rule => rule.ListenerArn == listenerArn).OrderBy(rule => rule.Priority ?? int.MaxValue);

    public ListenerRule DefaultRuleOf(string listenerArn) =>
        Rules.Values.First(rule => rule.ListenerArn == listenerArn && rule.IsDefault);

    public IEnumerable<ListenerRule> RulesOfLoadBalancer(string loadBalancerArn) =>
        Rules.Values.Where(rule => Listeners[rule.ListenerArn].LoadBalancerArn == loadBalancerArn);

    /// <summary>ARNs of the load balancers that forward to a target group: one at most, as AWS has it.</summary>
    public IEnumerable<string> LoadBalancersOfTargetGroup(string targetGroupArn) =>
        Rules.Values
            .Where(rule => rule.TargetGroupArns.Contains(targetGroupArn, StringComparer.Ordinal))
            .Select(rule => Listeners[rule.ListenerArn].LoadBalancerArn)
            .Distinct(StringComparer.Ordinal);

    /// <summary>The target groups that an Application Load Balancer is registered in, each with the port.</summary>
    public IEnumerable<(TargetGroup Group, int Port)> TargetGroupsOfTarget(string loadBalancerArn) =>
        from targetGroup in TargetGroups.Values
        where targetGroup.TargetType == TargetGroup.AlbTarget
        from key in targetGroup.Targets.Keys
        where key.Id == loadBalancerArn
        select (targetGroup, key.Port);

    /// <exception cref="AwsException"><c>ResourceInUse</c>: a Network Load Balancer sends connections to this port of an Application Load Balancer.</exception>
    public void DemandUnregistered(Listener listener)
    {
        if (TargetGroupsOfTarget(listener.LoadBalancerArn).Any(target => target.Port == listener.Port))
        {
            // As its users report it.
            throw ElbErrors.InUse($"Listener port '{listener.Port}' is in use by registered target '{listener.LoadBalancerArn}' and cannot be removed.");
        }
    }

    /// <summary>ARNs of the load balancers that have a listener with the certificate.</summary>
    public IEnumerable<string> LoadBalancersOfCertificate(string certificateArn) =>
        Listeners.Values
            .Where(listener => listener.CertificateArns.Contains(certificateArn, StringComparer.Ordinal))
            .Select(listener => listener.LoadBalancerArn)
            .Distinct(StringComparer.Ordinal);

    public ElbState WithListener(Listener listener) => this with { Listeners = Listeners.SetItem(listener.Arn, listener) };

    /// <summary>A listener that another port of this machine had to be bound for.</summary>
    public ElbState WithLocalPort(Listener listener, int localPort) => WithListener(listener with { LocalPort = localPort })
        .WithTags(listener.Arn, TagsOf(listener.Arn).SetItem(ListenerOperations.LocalPortTag, localPort.ToString(CultureInfo.InvariantCulture)));

    public ElbState WithRule(ListenerRule rule) => this with { Rules = Rules.SetItem(rule.Arn, rule) };

    public ElbState WithTargetGroup(TargetGroup group) => this with { TargetGroups = TargetGroups.SetItem(group.Arn, group) };

    public ElbState WithTags(string arn, ImmutableSortedDictionary<string, string> tags) => this with { Tags = Tags.SetItem(arn, tags) };

    public ElbState WithoutRule(string arn) => this with { Rules = Rules.Remove(arn), Tags = Tags.Remove(arn) };

    public ElbState WithoutTargetGroup(string arn) => this with { TargetGroups = TargetGroups.Remove(arn), Tags = Tags.Remove(arn) };

    /// <summary>Takes its rules along.</summary>
    public ElbState WithoutListener(string arn)
    {
        var rules = Rules.Values.Where(rule => rule.ListenerArn == arn).Select(rule => rule.Arn).ToList();
        return this with
        {
            Listeners = Listeners.Remove(arn),
            Rules = Rules.RemoveRange(rules),
            Tags = Tags.RemoveRange(rules).Remove(arn),
        };
    }

    /// <summary>Takes its listeners and their rules along.</summary>
    public ElbState WithoutLoadBalancer(string arn)
    {
        var next = ListenersOf(arn).Aggregate(this, (state, listener) => state.WithoutListener(listener.Arn));
        return next with { LoadBalancers = next.LoadBalancers.Remove(arn), Tags = next.Tags.Remove(arn) };
    }

    private static SnapshotMap<T> Map<T>() => SnapshotMap<T>.Empty(StringComparer.Ordinal);
}
