using System.Collections.Frozen;
using System.Globalization;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>The attributes that a kind of resource has, with their defaults and what each accepts.</summary>
internal sealed class AttributeTable
{
    private readonly string _owner;
    private readonly FrozenDictionary<string, AttributeDefinition> _definitions;

    private AttributeTable(string owner, params AttributeDefinition[] definitions)
    {
        _owner = owner;
        _definitions = definitions.ToFrozenDictionary(definition => definition.Key, StringComparer.Ordinal);
        Defaults = definitions.ToFrozenDictionary(definition => definition.Key, definition => definition.Default, StringComparer.Ordinal);
    }

    /// <summary>Attributes of an Application Load Balancer.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html</remarks>
    public static AttributeTable LoadBalancer { get; } = new(
        "load balancers of type 'application'",
        OnlyDefault("access_logs.s3.enabled", "false", Boolean),
        Text("access_logs.s3.bucket"),
        Text("access_logs.s3.prefix"),
        OnlyDefault("connection_logs.s3.enabled", "false", Boolean),
        Text("connection_logs.s3.bucket"),
        Text("connection_logs.s3.prefix"),
        Number(ClientKeepAlive, "3600", 60, 604800),
        new(DeletionProtection, "false", Boolean),
        Number(IdleTimeout, "60", 1, 4000),
        new("ipv6.deny_all_igw_traffic", "false", Boolean),
        new("load_balancing.cross_zone.enabled", "true", value => value == "true"),
        OnlyDefault("routing.http.desync_mitigation_mode", "defensive", OneOf("monitor", "defensive", "strictest")),
        new(DropInvalidHeaderFields, "false", Boolean),
        new(PreserveHostHeader, "false", Boolean),
        // Of HTTPS listeners, which are refused themselves.
        new("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false", Boolean),
        new(XffClientPort, "false", Boolean),
        new(XffMode, "append", OneOf("append", "preserve", "remove")),
        new("routing.http2.enabled", "true", Boolean),
        new("waf.fail_open.enabled", "false", Boolean),
        new("zonal_shift.config.enabled", "false", Boolean));

    /// <summary>Attributes of a listener of an Application Load Balancer.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html</remarks>
    public static AttributeTable Listener { get; } = new(
        "HTTP listeners",
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
        Text("routing.http.response.x_frame_options.header_value"));

    /// <summary>Attributes of a target group whose targets are instances or addresses behind an Application Load Balancer.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html</remarks>
    public static AttributeTable TargetGroup { get; } = new(
        "target groups with protocol HTTP or HTTPS",
        Number(DeregistrationDelay, "300", 0, 3600),
        OnlyDefault("load_balancing.algorithm.type", "round_robin", OneOf("round_robin", "least_outstanding_requests", "weighted_random")),
        OnlyDefault("load_balancing.algorithm.anomaly_mitigation", "off", OneOf("on", "off")),
        new("load_balancing.cross_zone.enabled", "use_load_balancer_configuration", OneOf("true", "false", "use_load_balancer_configuration"))
        {
            IsEmulated = value => value != "false",
        },
        OnlyDefault("slow_start.duration_seconds", "0", value => value == "0" || IsNumber(value, 30, 900)),
        OnlyDefault("stickiness.enabled", "false", Boolean),
        new("stickiness.type", "lb_cookie", OneOf("lb_cookie", "app_cookie")),
        Number("stickiness.lb_cookie.duration_seconds", "86400", 1, 604800),
        Text("stickiness.app_cookie.cookie_name"),
        Number("stickiness.app_cookie.duration_seconds", "86400", 1, 604800),
        OnlyDefault("target_group_health.dns_failover.minimum_healthy_targets.count", "1", OffOrNumber(1, int.MaxValue)),
        OnlyDefault("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off", OffOrNumber(1, 100)),
        OnlyDefault("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1", value => IsNumber(value, 1, int.MaxValue)),
        OnlyDefault("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "off", OffOrNumber(1, 100)));

    public const string ClientKeepAlive = "client_keep_alive.seconds";
    public const string DeletionProtection = "deletion_protection.enabled";
    public const string DeregistrationDelay = "deregistration_delay.timeout_seconds";
    public const string DropInvalidHeaderFields = "routing.http.drop_invalid_header_fields.enabled";
    public const string IdleTimeout = "idle_timeout.timeout_seconds";
    public const string PreserveHostHeader = "routing.http.preserve_host_header.enabled";
    public const string ServerHeader = "routing.http.response.server.enabled";
    public const string XffClientPort = "routing.http.xff_client_port.enabled";
    public const string XffMode = "routing.http.xff_header_processing.mode";

    public IReadOnlyDictionary<string, string> Defaults { get; }

    /// <inheritdoc cref="AttributeSet.With"/>
    public void Validate(string key, string value)
    {
        if (!_definitions.TryGetValue(key, out var definition))
        {
            throw ElbErrors.Validation($"The attribute key '{key}' is not supported for {_owner}");
        }

        if (!definition.IsValid(value))
        {
            throw ElbErrors.Validation($"The value '{value}' for attribute '{key}' is not valid");
        }

        if (!definition.IsEmulated(value))
        {
            throw ElbErrors.NotEmulated($"The attribute {key}={value}", $"Leave it at its default, '{definition.Default}'.");
        }
    }

    private static AttributeDefinition Text(string key) => new(key, "", value => value.Length <= 1024);

    private static AttributeDefinition Number(string key, string value, int from, int to) => new(key, value, text => IsNumber(text, from, to));

    // Real values that the data plane does not act on yet; the default is what it does.
    private static AttributeDefinition OnlyDefault(string key, string value, Func<string, bool> isValid) =>
        new(key, value, isValid) { IsEmulated = text => text == value };

    private static bool Boolean(string value) => value is "true" or "false";

    private static Func<string, bool> OneOf(params string[] values) => value => Array.IndexOf(values, value) >= 0;

    private static Func<string, bool> OffOrNumber(int from, int to) => value => value == "off" || IsNumber(value, from, to);

    private static bool IsNumber(string value, int from, int to) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to;
}
