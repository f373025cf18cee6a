using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using EksIngress.Alb.Matching;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.LoadBalancer.AccessLogs;
using EksIngress.Emulator.LoadBalancer.Desync;
using EksIngress.Emulator.LoadBalancer.Metrics;
using EksIngress.Emulator.LoadBalancer.Tls;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>
/// Everything that a listener needs to know to serve a request, worked out beforehand. Immutable; a change of rules or
/// attributes makes a new one, and a request uses the one it started with to its end.
/// </summary>
internal sealed class ListenerProgram
{
    private const string InsertedHeaderPrefix = "routing.http.response.";
    private const string InsertedHeaderSuffix = ".header_value";

    private readonly CompiledRules<CompiledRule> _rules;

    private readonly CompiledRule[] _ordered;
    private readonly CompiledRule _default;

    private ListenerProgram(ListenerSource source, Func<string, TargetGroupRuntime> targetGroups, ListenerProgram? previous)
    {
        Listener = source.Listener;
        LoadBalancerName = source.LoadBalancer.Name;
        SpanNames = previous?.LoadBalancerName == LoadBalancerName ? previous.SpanNames : new SpanNames(LoadBalancerName);
        LoadBalancerDimension = ElbArns.Dimension(source.LoadBalancer.Arn);
        MetricTags = new ExchangeTags(LoadBalancerDimension, null, null);
        PortText = Listener.Port.ToString(CultureInfo.InvariantCulture);
        PortTag = Listener.Port;
        IsSecure = Listener.Protocol == "HTTPS";
        Scheme = IsSecure ? "https" : "http";
        LocalPorts = source.Siblings.ToFrozenDictionary(
            sibling => sibling.Port.ToString(CultureInfo.InvariantCulture),
            sibling => sibling.LocalPort.ToString(CultureInfo.InvariantCulture),
            StringComparer.Ordinal);

        var attributes = source.LoadBalancer.Attributes;
        PreserveHost = attributes.IsTrue(AttributeTable.PreserveHostHeader);
        DropInvalidHeaders = attributes.IsTrue(AttributeTable.DropInvalidHeaderFields);
        ForwardedForMode = attributes.Get(AttributeTable.XffMode);
        ForwardedForPort = attributes.IsTrue(AttributeTable.XffClientPort);
        SendServerHeader = Listener.Attributes.IsTrue(AttributeTable.ServerHeader);
        InsertedHeaders = [.. Listener.Attributes.All
            .Where(attribute => attribute.Key.EndsWith(InsertedHeaderSuffix, StringComparison.Ordinal) && attribute.Value.Length > 0)
            .Select(attribute => KeyValuePair.Create(
                attribute.Key[InsertedHeaderPrefix.Length..^InsertedHeaderSuffix.Length].Replace('_', '-'),
                attribute.Value))];
        InsertedHeaderLines = Encoding.Latin1.GetBytes(string.Concat(InsertedHeaders.Select(header => $"{header.Key}: {header.Value}\r\n")));
        ForwardedLines = Encoding.ASCII.GetBytes($"X-Forwarded-Proto: {Scheme}\r\nX-Forwarded-Port: {PortText}\r\n");
        SendTlsHeaders = Scheme == "https" && attributes.IsTrue(AttributeTable.TlsVersionAndCipherSuite);
        TlsHeaders = TlsHeaderNames.Read(Listener.Attributes);
        TakesHttp2 = attributes.IsTrue(AttributeTable.Http2Enabled);
        DesyncMode = attributes.Get(AttributeTable.DesyncMitigationMode) switch
        {
            "monitor" => DesyncMode.Monitor,
            "strictest" => DesyncMode.Strictest,
            _ => DesyncMode.Defensive,
        };
        IdleTimeout = attributes.Seconds(AttributeTable.IdleTimeout);
        ClientKeepAlive = attributes.Seconds(AttributeTable.ClientKeepAlive);
        AccessLog = AccessLogTarget.OfRequests(source.LoadBalancer);
        ConnectionLog = AccessLogTarget.OfConnections(source.LoadBalancer);

        (_ordered, _default) = CompileRules(source, targetGroups, previous);
        _rules = CompiledRules<CompiledRule>.Index(_ordered, static rule => rule.Rule.Conditions, static rule => rule.Conditions);
        SignInActions = FindSignIns(source.Rules);
    }

    public Listener Listener { get; }

    public string LoadBalancerName { get; }

    public SpanNames SpanNames { get; }

    /// <summary><c>app/NAME/ID</c>.</summary>
    public string LoadBalancerDimension { get; }

    /// <summary>Dimensions of metrics that only tell load balancers apart.</summary>
    public ExchangeTags MetricTags { get; }

    /// <summary>Port of the listener as AWS has it, not the one that is bound.</summary>
    public string PortText { get; }

    /// <summary>The same port as spans have it.</summary>
    public object PortTag { get; }

    /// <summary>Bound port by listener port, for all listeners of the load balancer.</summary>
    public FrozenDictionary<string, string> LocalPorts { get; }

    public string Scheme { get; }

    /// <summary>Whether connections are secured by TLS.</summary>
    public bool IsSecure { get; }

    public bool PreserveHost { get; }

    public bool DropInvalidHeaders { get; }

    /// <summary><c>append</c>, <c>preserve</c> or <c>remove</c>.</summary>
    public string ForwardedForMode { get; }

    public bool ForwardedForPort { get; }

    /// <summary>False takes the Server header off every response.</summary>
    public bool SendServerHeader { get; }

    /// <summary>Headers that listener attributes put on responses.</summary>
    public KeyValuePair<string, string>[] InsertedHeaders { get; }

    /// <summary><see cref="InsertedHeaders"/> as lines of a head.</summary>
    public byte[] InsertedHeaderLines { get; }

    /// <summary>The headers of a request to a target that are the same for all requests.</summary>
    public byte[] ForwardedLines { get; }

    /// <summary>Targets get x-amzn-tls-version and x-amzn-tls-cipher-suite.</summary>
    public bool SendTlsHeaders { get; }

    /// <summary>What those and the headers about the client's certificate are called.</summary>
    public TlsHeaderNames TlsHeaders { get; }

    public DesyncMode DesyncMode { get; }

    /// <summary>Clients of HTTPS are offered HTTP/2.</summary>
    public bool TakesHttp2 { get; }

    /// <summary>How long either side of a connection may be silent.</summary>
    public TimeSpan IdleTimeout { get; }

    /// <summary>How long a client may use one connection.</summary>
    public TimeSpan ClientKeepAlive { get; }

    /// <summary>The actions of its rules that sign users in.</summary>
    public RuleAction[] SignInActions { get; }

    /// <summary>Null when no access log is kept.</summary>
    public AccessLogTarget? AccessLog { get; }

    /// <summary>Null when no connection log is kept.</summary>
    public AccessLogTarget? ConnectionLog { get; }

    /// <param name="previous">The program in force, whose work is taken over for rules that did not change; null for none.</param>
    public static ListenerProgram Compile(ListenerSource source, Func<string, TargetGroupRuntime> targetGroups, ListenerProgram? previous) =>
        new(source, targetGroups, previous);

    public CompiledRule Find(IRuleRequest request) => _rules.Find(request) ?? _default;

    // Written without queries: a change of rules waits for it.
    private static (CompiledRule[] Ordered, CompiledRule Default) CompileRules(
        ListenerSource source,
        Func<string, TargetGroupRuntime> targetGroups,
        ListenerProgram? previous)
    {
        var last = source.Rules.Count - 1;
        if (!source.Rules[last].IsDefault)
        {
            throw new InvalidOperationException($"{source.Listener.Arn} has no default rule.");
        }

        var ordered = new CompiledRule[last];
        ReadOnlySpan<CompiledRule> known = previous is null ? [] : previous._ordered;
        CompiledRule? neighbour = null;
        for (var i = 0; i < last; i++)
        {
            var rule = source.Rules[i];
            // A rule that did not change is the same object in the next snapshot, and both are in order.
            while (known is [var first, ..] && first.Rule.Priority < rule.Priority)
            {
                known = known[1..];
            }

            ordered[i] = neighbour = TakeOver(known is [var same, ..] ? same : null, rule, i + 1) ?? CompiledRule.Compile(rule, targetGroups, i + 1, neighbour);
        }

        return (ordered, TakeOver(previous?._default, source.Rules[last], last + 1) ?? CompiledRule.Compile(source.Rules[last], targetGroups, last + 1, neighbour));
    }

    // Null when it is another rule.
    private static CompiledRule? TakeOver(CompiledRule? known, ListenerRule rule, int evaluations) =>
        !ReferenceEquals(known?.Rule, rule) ? null
        : known!.Evaluations == evaluations ? known
        : known with { Evaluations = evaluations };

    private static RuleAction[] FindSignIns(IReadOnlyList<ListenerRule> rules)
    {
        var signIns = new List<RuleAction>();
        for (var i = 0; i < rules.Count; i++)
        {
            if (CompiledRule.FindAuthentication(rules[i].Actions) is { } authentication and not RuleAction.JwtValidation)
            {
                signIns.Add(authentication);
            }
        }

        return [.. signIns];
    }
}
