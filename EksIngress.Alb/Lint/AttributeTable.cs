namespace EksIngress.Alb.Lint;

/// <summary>Attributes of Application Load Balancers, their target groups and listeners.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html,
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html and
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html
/// </remarks>
internal static class AttributeTable
{
    private const int WeekSeconds = 604800;

    public static IReadOnlyList<AttributeEntry> LoadBalancer { get; } =
    [
        AttributeEntry.Boolean("deletion_protection.enabled"), AttributeEntry.Boolean("access_logs.s3.enabled"),
        AttributeEntry.Text("access_logs.s3.bucket"), AttributeEntry.Text("access_logs.s3.prefix"),
        AttributeEntry.Boolean("connection_logs.s3.enabled"), AttributeEntry.Text("connection_logs.s3.bucket"), AttributeEntry.Text("connection_logs.s3.prefix"),
        AttributeEntry.Boolean("health_check_logs.s3.enabled"), AttributeEntry.Text("health_check_logs.s3.bucket"), AttributeEntry.Text("health_check_logs.s3.prefix"),
        AttributeEntry.Range("idle_timeout.timeout_seconds", 1, 4000), AttributeEntry.Range("client_keep_alive.seconds", 60, WeekSeconds),
        AttributeEntry.Boolean("ipv6.deny_all_igw_traffic"),
        AttributeEntry.OneOf("routing.http.desync_mitigation_mode", "monitor", "defensive", "strictest"),
        AttributeEntry.Boolean("routing.http.drop_invalid_header_fields.enabled"), AttributeEntry.Boolean("routing.http.preserve_host_header.enabled"),
        AttributeEntry.Boolean("routing.http.x_amzn_tls_version_and_cipher_suite.enabled"), AttributeEntry.Boolean("routing.http.xff_client_port.enabled"),
        AttributeEntry.OneOf("routing.http.xff_header_processing.mode", "append", "preserve", "remove"), AttributeEntry.Boolean("routing.http2.enabled"),
        AttributeEntry.Boolean("waf.fail_open.enabled"), AttributeEntry.Boolean("zonal_shift.config.enabled"),
        AttributeEntry.OneOf("load_balancing.cross_zone.enabled", "true"),
    ];

    public static IReadOnlyList<AttributeEntry> TargetGroup { get; } =
    [
        AttributeEntry.Range("deregistration_delay.timeout_seconds", 0, 3600), AttributeEntry.Boolean("stickiness.enabled"),
        AttributeEntry.OneOf("stickiness.type", "lb_cookie", "app_cookie"), AttributeEntry.Range("stickiness.lb_cookie.duration_seconds", 1, WeekSeconds),
        AttributeEntry.Text("stickiness.app_cookie.cookie_name"), AttributeEntry.Range("stickiness.app_cookie.duration_seconds", 1, WeekSeconds),
        AttributeEntry.OneOf("load_balancing.cross_zone.enabled", "true", "false", "use_load_balancer_configuration"),
        AttributeEntry.OneOf("load_balancing.algorithm.type", "round_robin", "least_outstanding_requests", "weighted_random"),
        AttributeEntry.OneOf("load_balancing.algorithm.anomaly_mitigation", "on", "off"),
        AttributeEntry.Range("slow_start.duration_seconds", 30, 900, "0"),
        AttributeEntry.Range("target_group_health.dns_failover.minimum_healthy_targets.count", 1, int.MaxValue, "off"),
        AttributeEntry.Range("target_group_health.dns_failover.minimum_healthy_targets.percentage", 1, 100, "off"),
        AttributeEntry.Range("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", 1, int.MaxValue),
        AttributeEntry.Range("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", 1, 100, "off"),
    ];

    public static IReadOnlyList<AttributeEntry> Listener { get; } =
    [
        .. new[]
        {
            "x_amzn_mtls_clientcert_serial_number", "x_amzn_mtls_clientcert_issuer", "x_amzn_mtls_clientcert_subject", "x_amzn_mtls_clientcert_validity",
            "x_amzn_mtls_clientcert_leaf", "x_amzn_mtls_clientcert", "x_amzn_tls_version", "x_amzn_tls_cipher_suite",
        }.Select(name => AttributeEntry.Text($"routing.http.request.{name}.header_name")),
        AttributeEntry.Boolean("routing.http.response.server.enabled"),
        .. new[]
        {
            "strict_transport_security", "access_control_allow_origin", "access_control_allow_methods", "access_control_allow_headers",
            "access_control_allow_credentials", "access_control_expose_headers", "access_control_max_age", "content_security_policy",
            "x_content_type_options", "x_frame_options",
        }.Select(name => AttributeEntry.Text($"routing.http.response.{name}.header_value")),
    ];
}
