using System.Collections.Frozen;
using System.Globalization;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>The attributes that a kind of resource has, with their defaults and what each accepts.</summary>
/// <remarks>
/// The words for a key that is unknown or belongs to another type of load balancer are AWS's, as reported by its users; those for a
/// value out of range are the emulator's own, with AWS's code.
/// </remarks>
internal sealed class AttributeTable
{
    private readonly string _owner;
    private readonly string _type;
    private readonly FrozenDictionary<string, AttributeDefinition> _definitions;
    private readonly FrozenSet<string> _ofOtherTypes;
    private readonly Action<AttributeSet> _checkTogether;

    private AttributeTable(
        string owner,
        string type,
        IReadOnlyList<AttributeDefinition> definitions,
        IEnumerable<string>? ofOtherTypes = null,
        Action<AttributeSet>? checkTogether = null)
    {
        _owner = owner;
        _type = type;
        _definitions = definitions.ToFrozenDictionary(definition => definition.Key, StringComparer.Ordinal);
        _ofOtherTypes = (ofOtherTypes ?? []).ToFrozenSet(StringComparer.Ordinal);
        _checkTogether = checkTogether ?? (_ => { });
        Defaults = definitions.ToFrozenDictionary(definition => definition.Key, definition => definition.Default, StringComparer.Ordinal);
    }

    /// <summary>Attributes of an Application Load Balancer.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html</remarks>
    public static AttributeTable LoadBalancer { get; } = new(
        "Load balancer",
        "load balancers with type 'application'",
        [
            new(AccessLogsEnabled, "false", Boolean),
            new(AccessLogsBucket, "", value => value.Length == 0 || LogLocation.IsBucket(value)),
            new(AccessLogsPrefix, "", value => value.Length == 0 || LogLocation.IsPrefix(value)),
            new(ConnectionLogsEnabled, "false", Boolean),
            new(ConnectionLogsBucket, "", value => value.Length == 0 || LogLocation.IsBucket(value)),
            new(ConnectionLogsPrefix, "", value => value.Length == 0 || LogLocation.IsPrefix(value)),
            new(HealthCheckLogsEnabled, "false", Boolean),
            new(HealthCheckLogsBucket, "", value => value.Length == 0 || LogLocation.IsBucket(value)),
            new(HealthCheckLogsPrefix, "", value => value.Length == 0 || LogLocation.IsPrefix(value)),
            Number(ClientKeepAlive, "3600", 60, 604800),
            new(DeletionProtection, "false", Boolean),
            Number(IdleTimeout, "60", 1, 4000),
            new("ipv6.deny_all_igw_traffic", "false", Boolean),
            new(CrossZone, "true", value => value == "true"),
            new(DesyncMitigationMode, "defensive", OneOf("monitor", "defensive", "strictest")),
            new(DropInvalidHeaderFields, "false", Boolean),
            new(PreserveHostHeader, "false", Boolean),
            new(TlsVersionAndCipherSuite, "false", Boolean),
            new(XffClientPort, "false", Boolean),
            new(XffMode, "append", OneOf("append", "preserve", "remove")),
            new(Http2Enabled, "true", Boolean),
            new("waf.fail_open.enabled", "false", Boolean),
            new("zonal_shift.config.enabled", "false", Boolean),
        ],
        ["dns_record.client_routing_policy", "secondary_ips.auto_assigned.per_subnet"],
        AttributeRules.CheckLoadBalancer);

    /// <summary>Attributes of a Network Load Balancer.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html</remarks>
    public static AttributeTable NetworkLoadBalancer { get; } = new(
        "Load balancer",
        "load balancers with type 'network'",
        [
            new(AccessLogsEnabled, "false", Boolean),
            new(AccessLogsBucket, "", value => value.Length == 0 || LogLocation.IsBucket(value)),
            new(AccessLogsPrefix, "", value => value.Length == 0 || LogLocation.IsPrefix(value)),
            new(DeletionProtection, "false", Boolean),
            new("dns_record.client_routing_policy", "any_availability_zone", OneOf("availability_zone_affinity", "partial_availability_zone_affinity", "any_availability_zone")),
            new("ipv6.deny_all_igw_traffic", "false", Boolean),
            new(CrossZone, "false", Boolean),
            Number("secondary_ips.auto_assigned.per_subnet", "0", 0, 7),
            new("zonal_shift.config.enabled", "false", Boolean),
        ],
        LoadBalancer.Defaults.Keys,
        AttributeRules.CheckNetworkLoadBalancer);

    /// <summary>Attributes of a listener of an Application Load Balancer.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html</remarks>
    public static AttributeTable Listener { get; } = new(
        "Listener",
        "HTTP listeners",
        ListenerDefinitions(),
        [.. RequestHeaders.Select(header => header.Key), TcpIdleTimeout]);

    /// <summary>Attributes of a listener that ends TLS: those of <see cref="Listener"/> and the names of the headers that tell targets about TLS.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html</remarks>
    public static AttributeTable HttpsListener { get; } = new(
        "Listener",
        "HTTPS listeners",
        [.. ListenerDefinitions(), .. RequestHeaders.Select(header => new AttributeDefinition(header.Key, header.Name, AttributeRules.IsHeaderName))],
        [TcpIdleTimeout],
        AttributeRules.CheckHttpsListener);

    /// <summary>Attributes of a TCP listener of a Network Load Balancer.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html</remarks>
    public static AttributeTable TcpListener { get; } = new("Listener", "TCP listeners", [Number(TcpIdleTimeout, "350", 60, 6000)], HttpsListener.Defaults.Keys);

    /// <summary>Attributes of a target group whose targets are instances or addresses behind an Application Load Balancer.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html</remarks>
    public static AttributeTable TargetGroup { get; } = new(
        "Target group",
        "target groups with protocol HTTP or HTTPS",
        [
            Number(DeregistrationDelay, "300", 0, 3600),
            new(Algorithm, "round_robin", OneOf("round_robin", "least_outstanding_requests", "weighted_random")),
            new(AnomalyMitigation, "off", OneOf("on", "off")),
            new(TargetGroupCrossZone, "use_load_balancer_configuration", OneOf("true", "false", "use_load_balancer_configuration")),
            new(SlowStart, "0", value => value == "0" || IsNumber(value, 30, 900)),
            new(Stickiness, "false", Boolean),
            new(StickinessType, "lb_cookie", OneOf("lb_cookie", "app_cookie")),
            Number(LbCookieDuration, "86400", 1, 604800),
            new(AppCookieName, "", value => value.Length == 0 || AttributeRules.IsAppCookieName(value)),
            Number(AppCookieDuration, "86400", 1, 604800),
            new(DnsFailoverCount, "1", OffOrNumber(1, int.MaxValue)),
            new(DnsFailoverPercentage, "off", OffOrNumber(1, 100)),
            new(UnhealthyRoutingCount, "1", value => IsNumber(value, 1, int.MaxValue)),
            new(UnhealthyRoutingPercentage, "off", OffOrNumber(1, 100)),
        ],
        [
            "connection_termination.enabled", DeregistrationTermination, "lambda.multi_value_headers.enabled",
            PreserveClientIp, ProxyProtocol, "target_failover.on_deregistration", "target_failover.on_unhealthy",
            UnhealthyTermination, UnhealthyDraining,
        ],
        AttributeRules.CheckTargetGroup);

    /// <summary>Attributes of a target group of protocol TCP whose target is an Application Load Balancer.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html</remarks>
    public static AttributeTable AlbTargetGroup { get; } = new(
        "Target group",
        "target groups with target type 'alb'",
        [
            Number(DeregistrationDelay, "300", 0, 3600),
            new(DeregistrationTermination, "false", Boolean),
            new(TargetGroupCrossZone, "use_load_balancer_configuration", OneOf("true", "false", "use_load_balancer_configuration")),
            // An Application Load Balancer always sees who its clients are, without a header of the proxy protocol.
            new(PreserveClientIp, "true", value => value == "true"),
            new(ProxyProtocol, "false", value => value == "false"),
            new(Stickiness, "false", Boolean),
            new(StickinessType, "source_ip", OneOf("source_ip")),
            new(DnsFailoverCount, "1", OffOrNumber(1, int.MaxValue)),
            new(DnsFailoverPercentage, "off", OffOrNumber(1, 100)),
            new(UnhealthyRoutingCount, "1", value => IsNumber(value, 1, int.MaxValue)),
            new(UnhealthyRoutingPercentage, "off", OffOrNumber(1, 100)),
            new(UnhealthyTermination, "true", Boolean),
            Number(UnhealthyDraining, "0", 0, 360_000),
        ],
        TargetGroup.Defaults.Keys,
        AttributeRules.CheckAlbTargetGroup);

    public const string AccessLogsBucket = "access_logs.s3.bucket";
    public const string AccessLogsEnabled = "access_logs.s3.enabled";
    public const string AccessLogsPrefix = "access_logs.s3.prefix";
    public const string Algorithm = "load_balancing.algorithm.type";
    public const string AnomalyMitigation = "load_balancing.algorithm.anomaly_mitigation";
    public const string AppCookieDuration = "stickiness.app_cookie.duration_seconds";
    public const string AppCookieName = "stickiness.app_cookie.cookie_name";
    public const string ClientKeepAlive = "client_keep_alive.seconds";
    public const string CrossZone = "load_balancing.cross_zone.enabled";
    public const string DeletionProtection = "deletion_protection.enabled";
    public const string ConnectionLogsBucket = "connection_logs.s3.bucket";
    public const string ConnectionLogsEnabled = "connection_logs.s3.enabled";
    public const string ConnectionLogsPrefix = "connection_logs.s3.prefix";
    public const string HealthCheckLogsBucket = "health_check_logs.s3.bucket";
    public const string HealthCheckLogsEnabled = "health_check_logs.s3.enabled";
    public const string HealthCheckLogsPrefix = "health_check_logs.s3.prefix";
    public const string DeregistrationDelay = "deregistration_delay.timeout_seconds";
    public const string DeregistrationTermination = "deregistration_delay.connection_termination.enabled";
    public const string DesyncMitigationMode = "routing.http.desync_mitigation_mode";
    public const string DnsFailoverCount = "target_group_health.dns_failover.minimum_healthy_targets.count";
    public const string DnsFailoverPercentage = "target_group_health.dns_failover.minimum_healthy_targets.percentage";
    public const string DropInvalidHeaderFields = "routing.http.drop_invalid_header_fields.enabled";
    public const string Http2Enabled = "routing.http2.enabled";
    public const string IdleTimeout = "idle_timeout.timeout_seconds";
    public const string LbCookieDuration = "stickiness.lb_cookie.duration_seconds";
    public const string PreserveHostHeader = "routing.http.preserve_host_header.enabled";
    public const string PreserveClientIp = "preserve_client_ip.enabled";
    public const string ProxyProtocol = "proxy_protocol_v2.enabled";
    public const string ServerHeader = "routing.http.response.server.enabled";
    public const string SlowStart = "slow_start.duration_seconds";
    public const string Stickiness = "stickiness.enabled";
    public const string StickinessType = "stickiness.type";
    public const string TargetGroupCrossZone = "load_balancing.cross_zone.enabled";
    public const string TcpIdleTimeout = "tcp.idle_timeout.seconds";
    public const string TlsVersionAndCipherSuite = "routing.http.x_amzn_tls_version_and_cipher_suite.enabled";
    public const string UnhealthyDraining = "target_health_state.unhealthy.draining_interval_seconds";
    public const string UnhealthyRoutingCount = "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count";
    public const string UnhealthyRoutingPercentage = "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage";
    public const string UnhealthyTermination = "target_health_state.unhealthy.connection_termination.enabled";
    public const string XffClientPort = "routing.http.xff_client_port.enabled";
    public const string XffMode = "routing.http.xff_header_processing.mode";

    /// <summary>The attributes that rename headers which tell targets about TLS, each with the name by default.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html#rename-header</remarks>
    public static IReadOnlyList<(string Key, string Name)> RequestHeaders =>
    [
        ("routing.http.request.x_amzn_mtls_clientcert.header_name", "X-Amzn-Mtls-Clientcert"),
        ("routing.http.request.x_amzn_mtls_clientcert_issuer.header_name", "X-Amzn-Mtls-Clientcert-Issuer"),
        ("routing.http.request.x_amzn_mtls_clientcert_leaf.header_name", "X-Amzn-Mtls-Clientcert-Leaf"),
        ("routing.http.request.x_amzn_mtls_clientcert_serial_number.header_name", "X-Amzn-Mtls-Clientcert-Serial-Number"),
        ("routing.http.request.x_amzn_mtls_clientcert_subject.header_name", "X-Amzn-Mtls-Clientcert-Subject"),
        ("routing.http.request.x_amzn_mtls_clientcert_validity.header_name", "X-Amzn-Mtls-Clientcert-Validity"),
        ("routing.http.request.x_amzn_tls_cipher_suite.header_name", "X-Amzn-Tls-Cipher-Suite"),
        ("routing.http.request.x_amzn_tls_version.header_name", "X-Amzn-Tls-Version"),
    ];

    /// <summary>Which of the tables it is.</summary>
    public string Name => All.First(table => ReferenceEquals(this, table.Table)).Name;

    public IReadOnlyDictionary<string, string> Defaults { get; }

    /// <summary>Null when there is no table of that name.</summary>
    public static AttributeTable? Find(string name) => All.FirstOrDefault(table => table.Name == name).Table;

    /// <summary>Looks at one attribute by itself.</summary>
    /// <inheritdoc cref="AttributeSet.With"/>
    public void Validate(string key, string value)
    {
        if (!_definitions.TryGetValue(key, out var definition))
        {
            throw _ofOtherTypes.Contains(key)
                ? ElbErrors.InvalidConfigurationRequest($"{_owner} attribute key '{key}' is not supported on {_type}")
                : ElbErrors.Validation($"{_owner} attribute key '{key}' is not recognized");
        }

        if (!definition.IsValid(value))
        {
            throw ElbErrors.Validation($"{_owner} attribute '{key}' has the invalid value '{value}'");
        }
    }

    /// <summary>Looks at what the attributes say together.</summary>
    /// <inheritdoc cref="AttributeSet.With"/>
    public void ValidateTogether(AttributeSet attributes) => _checkTogether(attributes);

    private static (string Name, AttributeTable Table)[] All =>
    [
        (nameof(LoadBalancer), LoadBalancer), (nameof(NetworkLoadBalancer), NetworkLoadBalancer),
        (nameof(Listener), Listener), (nameof(HttpsListener), HttpsListener), (nameof(TcpListener), TcpListener),
        (nameof(TargetGroup), TargetGroup), (nameof(AlbTargetGroup), AlbTargetGroup),
    ];

    private static IReadOnlyList<AttributeDefinition> ListenerDefinitions() =>
    [
        new(ServerHeader, "true", Boolean),
        Text("routing.http.response.access_control_allow_credentials.header_value"),
        Text("routing.http.response.access_control_allow_headers.header_value"),
        Text("routing.http.response.access_control_allow_methods.header_value"),
        Text("routing.http.response.access_control_allow_origin.header_value"),
        Text("routing.http.response.access_control_expose_headers.header_value"),
        Text("routing.http.response.access_control_max_age.header_value"),
        Text("routing.http.response.content_security_policy.header_value"),
        Text("routing.http.response.strict_transport_security.header_value"),
        Text("routing.http.response.x_content_type_options.header_value"),
        Text("routing.http.response.x_frame_options.header_value"),
    ];

    // Becomes a header line: it must not end one early.
    private static AttributeDefinition Text(string key) =>
        new(key, "", value => value.Length <= 1024 && !value.AsSpan().ContainsAnyExceptInRange(' ', '~'));

    private static AttributeDefinition Number(string key, string value, int from, int to) => new(key, value, text => IsNumber(text, from, to));

    private static bool Boolean(string value) => value is "true" or "false";

    private static Func<string, bool> OneOf(params string[] values) => value => Array.IndexOf(values, value) >= 0;

    private static Func<string, bool> OffOrNumber(int from, int to) => value => value == "off" || IsNumber(value, from, to);

    private static bool IsNumber(string value, int from, int to) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to;
}
