using System.Globalization;
using EksIngress.Emulator.LoadBalancer;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Listeners: creation, listing, change, deletion.</summary>
internal sealed class ListenerOperations(ElbRegions regions, ElbAccess access, ListenerTlsReader tlsReader, LoadBalancerDataPlane dataPlane) : IElbOperations
{
    /// <summary>Carries the port that is bound on 127.0.0.1; the <c>aws:</c> prefix keeps everybody else from writing it.</summary>
    public const string LocalPortTag = "aws:emulator:local-port";

    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "CreateListener", Members = new($"LoadBalancerArn Protocol Port SslPolicy Certificates[](CertificateArn IsDefault) DefaultActions[]({ActionReader.Members}) AlpnPolicy[] Tags[](Key Value) MutualAuthentication(Mode TrustStoreArn IgnoreClientCertificateExpiry AdvertiseTrustStoreCaNames)"), Access = CreateAccess, Handle = CreateAsync },
        new() { Name = "DescribeListeners", Members = new("LoadBalancerArn ListenerArns[] Marker PageSize"), Access = ElbAccess.Describe("DescribeListeners"), Handle = DescribeAsync },
        new() { Name = "ModifyListener", Members = new($"ListenerArn Port Protocol SslPolicy Certificates[](CertificateArn IsDefault) DefaultActions[]({ActionReader.Members}) AlpnPolicy[] MutualAuthentication(Mode TrustStoreArn IgnoreClientCertificateExpiry AdvertiseTrustStoreCaNames)"), Access = access.OnResource("ModifyListener", "ListenerArn"), Handle = ModifyAsync },
        new() { Name = "DeleteListener", Members = new("ListenerArn"), Access = access.OnResource("DeleteListener", "ListenerArn"), Handle = DeleteAsync },
    ];

    private IEnumerable<AccessRequest> CreateAccess(AwsCall call)
    {
        var balancerArn = call.Parameters.Get("LoadBalancerArn");
        return access.Create(call, "CreateListener", balancerArn, ElbArns.Listener(balancerArn, ElbArns.AnyId));
    }

    private async ValueTask<AwsResult> CreateAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var port = ReadPort(call) ?? throw ElbErrors.Validation("A listener port must be specified");
        var protocol = ReadProtocol(call, call.Parameters.Get("LoadBalancerArn")) ?? throw ElbErrors.Validation("A listener protocol must be specified");
        var tags = TagReader.Read(call);

        var (listener, rule) = await regions[call].UpdateAsync<(Listener, ListenerRule)>(
            async state =>
            {
                var balancer = state.GetLoadBalancer(call.Parameters.Get("LoadBalancerArn"));
                var tls = tlsReader.Read(call, protocol, null, state);
                var actions = ActionReader.Read(call, "DefaultActions.member", state, new ActionContext(balancer, protocol, []));
                var listeners = state.ListenersOf(balancer.Arn).ToList();
                if (listeners.Find(other => other.Port == port) is { } found)
                {
                    var foundRule = state.DefaultRuleOf(found.Arn);
                    return found.Protocol == protocol && HasSameSettings(found.Tls, tls) && foundRule.Actions.SequenceEqual(actions)
                        ? (state, (found, foundRule))
                        : throw ElbErrors.DuplicateListener(balancer.Arn);
                }

                if (listeners.Count >= state.Quotas[AwsQuota.ElbListeners])
                {
                    throw ElbErrors.TooMany("Listeners", $"You've reached the limit on the number of listeners for load balancer '{balancer.Arn}': {state.Quotas[AwsQuota.ElbListeners]}");
                }

                RuleLimits.CheckTargetGroups(state, balancer.Arn, null, actions);
                var arn = ElbArns.Listener(balancer.Arn, ElbArns.NewId());
                var localPort = await dataPlane.OpenListenerAsync(arn, port, cancellationToken);
                var listener = new Listener
                {
                    Arn = arn,
                    LoadBalancerArn = balancer.Arn,
                    Port = port,
                    LocalPort = localPort,
                    Protocol = protocol,
                    Tls = tls,
                    Attributes = AttributeSet.Defaults(AttributesOf(protocol)),
                };
                var rule = new ListenerRule
                {
                    Arn = ElbArns.Rule(arn, ElbArns.NewId()),
                    ListenerArn = arn,
                    Priority = null,
                    Conditions = [],
                    Actions = actions,
                };
                var next = state with { Listeners = state.Listeners.Add(arn, listener) };
                next = next.WithRule(rule).WithTags(rule.Arn, TagReader.None)
                    .WithTags(arn, tags.Add(LocalPortTag, localPort.ToString(CultureInfo.InvariantCulture)));
                return (next, (listener, rule));
            },
            cancellationToken);
        return Answer(listener, rule);
    }

    private ValueTask<AwsResult> DescribeAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var state = regions[call].Current;
        var arns = call.Parameters.Strings("ListenerArns.member");
        var balancerArn = call.Parameters.Find("LoadBalancerArn");
        if ((balancerArn is null) == (arns.Count == 0))
        {
            throw ElbErrors.Validation("You must specify either listener ARNs or a load balancer ARN");
        }

        var missing = arns.Where(arn => !state.Listeners.ContainsKey(arn)).ToList();
        if (missing.Count > 0)
        {
            throw ElbErrors.ListenersNotFound(missing);
        }

        var listeners = balancerArn is null
            ? state.Listeners.Values.Where(listener => arns.Contains(listener.Arn, StringComparer.Ordinal))
            : state.ListenersOf(state.GetLoadBalancer(balancerArn).Arn);
        var page = ElbPage.Read(call, listeners, listener => listener.Arn);
        return ValueTask.FromResult<AwsResult>(new AwsResult.Xml(
            ElbXml.List("Listeners", page.Items, listener => ElbXml.Listener(listener, state.DefaultRuleOf(listener.Arn))),
            ElbXml.Optional("NextMarker", page.NextMarker)));
    }

    private async ValueTask<AwsResult> ModifyAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var port = ReadPort(call);
        var protocol = ReadProtocol(call, call.Parameters.Get("ListenerArn"));

        var (listener, rule) = await regions[call].UpdateAsync<(Listener, ListenerRule)>(
            async state =>
            {
                var observed = state.GetListener(call.Parameters.Get("ListenerArn"));
                if (port is not null && port != observed.Port)
                {
                    state.DemandUnregistered(observed);
                }

                if (port is not null && state.ListenersOf(observed.LoadBalancerArn).Any(other => other.Port == port && other.Arn != observed.Arn))
                {
                    throw ElbErrors.DuplicateListener(observed.LoadBalancerArn);
                }

                var listener = Speaking(observed, protocol ?? observed.Protocol) with { Port = port ?? observed.Port };
                listener = listener with { Tls = tlsReader.Read(call, listener.Protocol, observed.Tls, state) };
                var rule = state.DefaultRuleOf(listener.Arn);
                if (call.Parameters.Has("DefaultActions"))
                {
                    var balancer = state.GetLoadBalancer(listener.LoadBalancerArn);
                    rule = rule with { Actions = ActionReader.Read(call, "DefaultActions.member", state, new ActionContext(balancer, listener.Protocol, rule.Actions)) };
                    RuleLimits.CheckTargetGroups(state, balancer.Arn, rule.Arn, rule.Actions);
                }

                ActionReader.CheckProtocol(
                    state.RulesOf(listener.Arn).Where(other => !other.IsDefault).Append(rule).SelectMany(kept => kept.Actions), state, listener.Protocol);
                if (listener.Port == observed.Port)
                {
                    return (state.WithListener(listener).WithRule(rule), (listener, rule));
                }

                // The last that can fail.
                var localPort = await dataPlane.MoveListenerAsync(listener.Arn, listener.Port, cancellationToken);
                listener = listener with { LocalPort = localPort };
                return (state.WithLocalPort(listener, localPort).WithRule(rule), (listener, rule));
            },
            cancellationToken);
        return Answer(listener, rule);
    }

    // A listener that no longer ends TLS has no security policy and no certificates any more; attributes that only the other protocol has go as well.
    private static Listener Speaking(Listener listener, string protocol) => protocol == listener.Protocol
        ? listener
        : listener with { Protocol = protocol, Attributes = listener.Attributes.As(AttributesOf(protocol)) };

    private static AttributeTable AttributesOf(string protocol) => protocol switch
    {
        "TCP" => AttributeTable.TcpListener,
        "HTTPS" => AttributeTable.HttpsListener,
        _ => AttributeTable.Listener,
    };

    private async ValueTask<AwsResult> DeleteAsync(AwsCall call, CancellationToken cancellationToken)
    {
        await regions[call].UpdateAsync(
            state =>
            {
                var listener = state.GetListener(call.Parameters.Get("ListenerArn"));
                state.DemandUnregistered(listener);
                return state.WithoutListener(listener.Arn);
            },
            cancellationToken);
        return new AwsResult.Xml();
    }

    private static AwsResult.Xml Answer(Listener listener, ListenerRule defaultRule) =>
        new(ElbXml.List("Listeners", [listener], item => ElbXml.Listener(item, defaultRule)));

    private static int? ReadPort(AwsCall call) => call.Parameters.FindInt32("Port") switch
    {
        null => null,
        >= 1 and <= 65535 and var port => port,
        var port => throw ElbErrors.Validation($"Port '{port}' must be between 1 and 65535"),
    };

    /// <param name="arn">Of the listener, or of the load balancer that it is for.</param>
    private static string? ReadProtocol(AwsCall call, string arn) => (call.Parameters.Find("Protocol"), ElbTypes.IsNetwork(arn)) switch
    {
        (null, _) => null,
        ("TCP", true) => "TCP",
        (("TLS" or "UDP" or "TCP_UDP" or "QUIC" or "TCP_QUIC") and var protocol, true) =>
            throw ElbErrors.NotEmulated($"The listener protocol '{protocol}'", "Use TCP; TLS passes through it to the HTTPS listener of an Application Load Balancer."),
        (var protocol, true) => throw new AwsException("UnsupportedProtocol", $"The protocol '{protocol}' is not supported by load balancers of type 'network'; use TCP"),
        ("HTTP", false) => "HTTP",
        ("HTTPS", false) => "HTTPS",
        (var protocol, false) => throw new AwsException("UnsupportedProtocol", $"The protocol '{protocol}' is not supported by load balancers of type 'application'; use HTTP or HTTPS"),
    };

    // The certificate list is not part of what CreateListener says.
    private static bool HasSameSettings(ListenerTls? found, ListenerTls? wanted) =>
        (found?.SslPolicy, found?.DefaultCertificateArn, found?.MutualAuthentication) == (wanted?.SslPolicy, wanted?.DefaultCertificateArn, wanted?.MutualAuthentication);
}
