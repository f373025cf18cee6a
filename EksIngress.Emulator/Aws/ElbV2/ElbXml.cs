using System.Globalization;
using System.Xml.Linq;
using EksIngress.Alb.Rules;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Writes resources as the API answers them.</summary>
internal static class ElbXml
{
    public static XElement List<T>(string name, IEnumerable<T> items, Func<T, object?> member) =>
        new(name, items.Select(item => new XElement("member", member(item))));

    public static XElement Strings(string name, IEnumerable<string> values) => List(name, values, value => value);

    public static XElement? Optional(string name, string? value) => value is null ? null : new XElement(name, value);

    public static XElement Number(string name, int value) => new(name, value.ToString(CultureInfo.InvariantCulture));

    public static XElement Attributes(AttributeSet attributes) =>
        List("Attributes", attributes.All, attribute => new object[] { new XElement("Key", attribute.Key), new XElement("Value", attribute.Value) });

    public static XElement?[] LoadBalancer(LoadBalancer balancer, string state) =>
    [
        new("LoadBalancerArn", balancer.Arn),
        new("LoadBalancerName", balancer.Name),
        new("DNSName", balancer.DnsName),
        new("CreatedTime", Time(balancer.CreatedTime)),
        new("Scheme", balancer.Scheme),
        new("Type", balancer.Type),
        new("VpcId", balancer.VpcId),
        new("IpAddressType", balancer.IpAddressType),
        new("State", new XElement("Code", state)),
        AvailabilityZones(balancer),
        Strings("SecurityGroups", balancer.SecurityGroups),
        balancer.Ipv4IpamPoolId is { } pool ? new XElement("IpamPools", new XElement("Ipv4IpamPoolId", pool)) : null,
        Optional("CustomerOwnedIpv4Pool", balancer.CustomerOwnedIpv4Pool),
        Optional("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", balancer.InboundRulesOnPrivateLink),
    ];

    public static XElement AvailabilityZones(LoadBalancer balancer) => List("AvailabilityZones", balancer.Subnets, subnet => new object?[]
    {
        new XElement("ZoneName", subnet.AvailabilityZone),
        new XElement("SubnetId", subnet.SubnetId),

        // arn:aws:outposts:eu-west-1:000000000000:outpost/op-0123456789abcdef0
        Optional("OutpostId", subnet.OutpostArn?[(subnet.OutpostArn.LastIndexOf('/') + 1)..]),
        List("LoadBalancerAddresses", balancer.FindAddress(subnet.SubnetId) is { } found ? [found] : Array.Empty<SubnetAddress>(), address => new object?[]
        {
            Optional("IpAddress", address.PublicIp),
            Optional("AllocationId", address.AllocationId),
            Optional("PrivateIPv4Address", address.PrivateIp),
        }),
    });

    public static XElement?[] Listener(Listener listener, ListenerRule defaultRule) =>
    [
        new("ListenerArn", listener.Arn),
        new("LoadBalancerArn", listener.LoadBalancerArn),
        Number("Port", listener.Port),
        new("Protocol", listener.Protocol),
        List("DefaultActions", defaultRule.Actions, Action),
        .. listener.Tls is { } tls ? Tls(tls) : [],
    ];

    private static XElement?[] Tls(ListenerTls tls) =>
    [
        new("SslPolicy", tls.SslPolicy),
        List("Certificates", [tls.DefaultCertificateArn], arn => new XElement("CertificateArn", arn)),
        new(
            "MutualAuthentication",
            new XElement("Mode", tls.MutualAuthentication.Mode),
            Optional("TrustStoreArn", tls.MutualAuthentication.TrustStoreArn),
            tls.MutualAuthentication.Mode == "verify"
                ? new object[]
                {
                    new XElement("IgnoreClientCertificateExpiry", tls.MutualAuthentication.IgnoreClientCertificateExpiry),
                    new XElement("TrustStoreAssociationStatus", "active"),
                    new XElement("AdvertiseTrustStoreCaNames", tls.MutualAuthentication.AdvertiseTrustStoreCaNames ? "on" : "off"),
                }
                : null),
    ];

    public static XElement[] Rule(ListenerRule rule) =>
    [
        new("RuleArn", rule.Arn),
        new("Priority", rule.Priority?.ToString(CultureInfo.InvariantCulture) ?? "default"),
        new("IsDefault", rule.IsDefault),
        List("Conditions", rule.Conditions, Condition),
        List("Actions", rule.Actions, Action),
        List("Transforms", rule.Transforms, Transform),
    ];

    private static object[] Transform(RuleTransform transform) =>
    [
        new XElement("Type", transform.Type),
        new XElement(
            transform.Type == "url-rewrite" ? "UrlRewriteConfig" : "HostHeaderRewriteConfig",
            List("Rewrites", [transform], rewrite => new object[] { new XElement("Regex", rewrite.Regex), new XElement("Replace", rewrite.Replace) })),
    ];

    public static XElement?[] TargetGroup(TargetGroup group, IEnumerable<string> loadBalancerArns) =>
    [
        new("TargetGroupArn", group.Arn),
        new("TargetGroupName", group.Name),
        new("Protocol", group.Protocol),
        group.IsOfNetwork ? null : new("ProtocolVersion", group.ProtocolVersion),
        Number("Port", group.Port),
        new("VpcId", group.VpcId),
        new("TargetType", group.TargetType),
        new("IpAddressType", group.IpAddressType),
        group.TargetControlPort is { } controlPort ? Number("TargetControlPort", controlPort) : null,
        new("HealthCheckEnabled", true),
        new("HealthCheckProtocol", group.HealthCheck.Protocol),
        new("HealthCheckPort", group.HealthCheck.Port),
        new("HealthCheckPath", group.HealthCheck.Path),
        Number("HealthCheckIntervalSeconds", (int)group.HealthCheck.Interval.TotalSeconds),
        Number("HealthCheckTimeoutSeconds", (int)group.HealthCheck.Timeout.TotalSeconds),
        Number("HealthyThresholdCount", group.HealthCheck.HealthyThreshold),
        Number("UnhealthyThresholdCount", group.HealthCheck.UnhealthyThreshold),
        new("Matcher", new XElement(group.HealthCheck.IsGrpc ? "GrpcCode" : "HttpCode", group.HealthCheck.Matcher.Text)),
        Strings("LoadBalancerArns", loadBalancerArns),
    ];

    public static XElement Tags(IEnumerable<KeyValuePair<string, string>> tags) =>
        List("Tags", tags, tag => new object[] { new XElement("Key", tag.Key), new XElement("Value", tag.Value) });

    public static string Time(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static object?[] Action(RuleAction action)
    {
        var order = action.Order is { } number ? Number("Order", number) : null;
        return action switch
        {
            RuleAction.Forward forward =>
            [
                new XElement("Type", "forward"),
                order,
                // The short form is answered as well where it says all there is.
                forward.TargetGroups.Count == 1 ? new XElement("TargetGroupArn", forward.TargetGroups[0].TargetGroupArn) : null,
                new XElement(
                    "ForwardConfig",
                    List("TargetGroups", forward.TargetGroups, tuple => new object[] { new XElement("TargetGroupArn", tuple.TargetGroupArn), Number("Weight", tuple.Weight) }),
                    new XElement(
                        "TargetGroupStickinessConfig",
                        new XElement("Enabled", forward.IsSticky),
                        forward.StickinessDuration is { } duration ? Number("DurationSeconds", (int)duration.TotalSeconds) : null)),
            ],
            RuleAction.Redirect redirect =>
            [
                new XElement("Type", "redirect"),
                order,
                new XElement(
                    "RedirectConfig",
                    new XElement("Protocol", redirect.Protocol),
                    new XElement("Port", redirect.Port),
                    new XElement("Host", redirect.Host),
                    new XElement("Path", redirect.Path),
                    new XElement("Query", redirect.Query),
                    new XElement("StatusCode", redirect.StatusCode)),
            ],
            RuleAction.FixedResponse response =>
            [
                new XElement("Type", "fixed-response"),
                order,
                new XElement(
                    "FixedResponseConfig",
                    Optional("MessageBody", response.MessageBody),
                    new XElement("StatusCode", response.StatusCode),
                    Optional("ContentType", response.ContentType)),
            ],
            RuleAction.AuthenticateOidc oidc => [new XElement("Type", "authenticate-oidc"), order, AuthenticationXml.Oidc(oidc)],
            RuleAction.AuthenticateCognito cognito => [new XElement("Type", "authenticate-cognito"), order, AuthenticationXml.Cognito(cognito)],
            RuleAction.JwtValidation jwt => [new XElement("Type", "jwt-validation"), order, AuthenticationXml.Jwt(jwt)],
            _ => throw new InvalidOperationException($"{action.GetType().Name} has no wire form."),
        };
    }

    private static object?[] Condition(RuleCondition condition) => condition switch
    {
        RuleCondition.HostHeader host => [Field(condition), Strings("Values", host.Values), Config("HostHeaderConfig", host.Values, host.RegexValues)],
        RuleCondition.PathPattern path => [Field(condition), Strings("Values", path.Values), Config("PathPatternConfig", path.Values, path.RegexValues)],
        RuleCondition.HttpHeader header =>
        [
            Field(condition),
            new XElement("Values"),
            Config("HttpHeaderConfig", header.Values, header.RegexValues, new XElement("HttpHeaderName", header.Name)),
        ],
        RuleCondition.HttpRequestMethod method => [Field(condition), new XElement("Values"), Config("HttpRequestMethodConfig", method.Values, [])],
        RuleCondition.SourceIp source => [Field(condition), new XElement("Values"), Config("SourceIpConfig", source.Values, [])],
        RuleCondition.QueryString query =>
        [
            Field(condition),
            new XElement("Values"),
            new XElement("QueryStringConfig", List("Values", query.Values, pair => new object?[] { Optional("Key", pair.Key), new XElement("Value", pair.Value) })),
        ],
        _ => throw new InvalidOperationException($"{condition.Field} has no wire form."),
    };

    private static XElement Field(RuleCondition condition) => new("Field", condition.Field);

    private static XElement Config(string name, IReadOnlyList<string> values, IReadOnlyList<string> regexValues, XElement? first = null) => new(
        name,
        first,
        Strings("Values", values),
        regexValues.Count == 0 ? null : Strings("RegexValues", regexValues));
}
