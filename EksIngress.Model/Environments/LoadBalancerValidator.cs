using System.Globalization;

namespace EksIngress.Model.Environments;

/// <summary>Finds the faults of what an Ingress says about its ALB: group, HTTPS, health checks, attributes, annotations.</summary>
internal static class LoadBalancerValidator
{
    private const string Prefix = "alb.ingress.kubernetes.io/";

    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html</remarks>
    internal static readonly HashSet<string> KnownAttributes = new(StringComparer.Ordinal)
    {
        "access_logs.s3.bucket", "access_logs.s3.enabled", "access_logs.s3.prefix", "client_keep_alive.seconds",
        "connection_logs.s3.bucket", "connection_logs.s3.enabled", "connection_logs.s3.prefix", "deletion_protection.enabled",
        "health_check_logs.s3.bucket", "health_check_logs.s3.enabled", "health_check_logs.s3.prefix", "idle_timeout.timeout_seconds",
        "ipv6.deny_all_igw_traffic", "load_balancing.cross_zone.enabled", "routing.http.desync_mitigation_mode",
        "routing.http.drop_invalid_header_fields.enabled", "routing.http.preserve_host_header.enabled",
        "routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "routing.http.xff_client_port.enabled",
        "routing.http.xff_header_processing.mode", "routing.http2.enabled", "waf.fail_open.enabled", "zonal_shift.config.enabled",
    };

    public static void Validate(IngressSpec ingress, string member, Faults faults)
    {
        if (ingress.Group is { } group)
        {
            faults.Matches(Patterns.GroupName, $"{member}.group.name", group.Name, "it must be 1 to 63 lower-case letters, digits, hyphens and dots, with a letter or digit at both ends");
            faults.InRange(-1000, 1000, $"{member}.group.order", group.Order);
        }

        ValidateHttps(ingress, member, faults);
        ValidateHealthCheck(ingress.HealthCheck, $"{member}.healthCheck", faults);
        foreach (var (key, value) in ingress.LoadBalancerAttributes ?? new Dictionary<string, string>())
        {
            var at = $"{member}.loadBalancerAttributes['{key}']";
            if (!KnownAttributes.Contains(key))
            {
                faults.Add(at, null, $"an ALB has no such attribute; it has {string.Join(", ", KnownAttributes.Order(StringComparer.Ordinal))}. "
                    + $"For a newer one use the annotation {Prefix}load-balancer-attributes");
            }

            if (value.Contains(',', StringComparison.Ordinal))
            {
                faults.Add(at, value, "a comma would end the value within the annotation; take it out");
            }
        }

        ValidateAnnotations(ingress, member, faults);
    }

    /// <summary>What Ingresses of one group must agree on, for they have one ALB.</summary>
    public static void ValidateGroups(EnvironmentSpec spec, Faults faults)
    {
        foreach (var group in spec.Ingresses.Where(ingress => ingress.Group is not null).GroupBy(ingress => ingress.Group!.Name, StringComparer.Ordinal))
        {
            Agree(group, "scheme", ingress => [ingress.Scheme.ToString()]);
            if (group.Where(ingress => ingress.DefaultBackend is not null).Select(ingress => ingress.Name).ToList() is { Count: > 1 } several)
            {
                faults.Add("ingresses", null, $"{Names(several)} of group '{group.Key}' each have a default backend, and their ALB has one; leave it on one of them");
            }

            foreach (var key in group.SelectMany(ingress => ingress.LoadBalancerAttributes?.Keys ?? []).Distinct(StringComparer.Ordinal))
            {
                Agree(group, $"attribute {key}", ingress => ingress.LoadBalancerAttributes?.TryGetValue(key, out var value) is true ? [value] : []);
            }
        }

        void Agree(IGrouping<string, IngressSpec> group, string what, Func<IngressSpec, string[]> values)
        {
            if (group.SelectMany(values).Distinct(StringComparer.Ordinal).Count() > 1)
            {
                faults.Add("ingresses", null, $"{Names(group.Select(ingress => ingress.Name))} of group '{group.Key}' differ in {what}, and they share one ALB; give them the same");
            }
        }
    }

    /// <summary>A workload's Service has one health check path, whatever Ingress leads to it.</summary>
    public static void ValidateHealthChecks(EnvironmentSpec spec, Faults faults)
    {
        foreach (var workload in spec.Workloads)
        {
            var routed = spec.Ingresses.Where(ingress => ingress.Backends.Any(backend => backend.Workloads.Contains(workload.Name))).ToList();
            if (routed.Exists(ingress => ingress.HealthCheck?.Path is not null) && routed.Find(ingress => ingress.HealthCheck?.Path is null) is { } without)
            {
                faults.Add("ingresses", null, $"'{without.Name}' leads to workload '{workload.Name}' as {Names(routed.Where(other => other != without).Select(other => other.Name))} "
                    + "does, and has no health check path; give both one, or none");
            }
        }
    }

    private static string Names(IEnumerable<string> names) => string.Join(" and ", names.Select(name => $"'{name}'"));

    private static void ValidateHttps(IngressSpec ingress, string member, Faults faults)
    {
        if (ingress.Https is not { } https)
        {
            return;
        }

        foreach (var arn in https.CertificateArns)
        {
            faults.Matches(Patterns.CertificateArn, $"{member}.https.certificateArns", arn,
                "it must be the ARN of a certificate such as arn:aws:acm:eu-west-1:123456789012:certificate/0a1b…");
        }

        var requests = https.Requests ?? [];
        if (https.CertificateArns.Count + requests.Count > 25)
        {
            faults.Add($"{member}.https", null, $"there are {https.CertificateArns.Count + requests.Count} certificates; an ALB's listener takes 25");
        }

        faults.Unique($"{member}.https.requests", requests, request => request.DomainName, "the certificate for");
        for (var i = 0; i < requests.Count; i++)
        {
            // https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
            faults.AtMost(64, $"{member}.https.requests[{i}].domainName", requests[i].DomainName, "the first name of a certificate");
            if (requests[i].SubjectAlternativeNames.Count > 9)
            {
                faults.Add($"{member}.https.requests[{i}].subjectAlternativeNames", null, $"there are {requests[i].SubjectAlternativeNames.Count}; ACM takes 9 beside the first name");
            }

            foreach (var name in requests[i].SubjectAlternativeNames.Prepend(requests[i].DomainName))
            {
                faults.Matches(Patterns.Host, $"{member}.https.requests[{i}]", name, "it must be a lower-case DNS name, optionally with a leading '*.'");
            }
        }

        if (https.CertificateArns.Count == 0 && requests.Count == 0 && ingress.Rules.All(rule => rule.Host is null))
        {
            faults.Add($"{member}.https", null, "the controller finds certificates by host, and no rule has one; give hosts, a certificate's ARN or a request");
        }
    }

    private static void ValidateHealthCheck(HealthCheckSpec? check, string member, Faults faults)
    {
        if (check is null)
        {
            return;
        }

        if (check.Path is { } path)
        {
            faults.Matches(Patterns.ProbePath, $"{member}.path", path, "it must be a path that starts with /, without spaces");
        }

        faults.AtMost(1024, $"{member}.path", check.Path, "the path of a health check");
        faults.InRange(5, 300, $"{member}.intervalSeconds", check.IntervalSeconds);
        faults.InRange(2, 120, $"{member}.timeoutSeconds", check.TimeoutSeconds);
        var (interval, timeout) = (check.IntervalSeconds ?? 15, check.TimeoutSeconds ?? 5);
        if (timeout >= interval)
        {
            faults.Add($"{member}.timeoutSeconds", timeout.ToString(CultureInfo.InvariantCulture), $"it must be less than the interval, {interval}");
        }

        faults.InRange(2, 10, $"{member}.healthyThreshold", check.HealthyThreshold);
        faults.InRange(2, 10, $"{member}.unhealthyThreshold", check.UnhealthyThreshold);
        if (check.SuccessCodes is { } codes)
        {
            faults.Matches(Patterns.SuccessCodes, $"{member}.successCodes", codes, "it must be statuses from 200 to 499, such as 200, 200,202 or 200-299");
        }
    }

    private static void ValidateAnnotations(IngressSpec ingress, string member, Faults faults)
    {
        foreach (var (key, _) in ingress.Annotations)
        {
            faults.Matches(Patterns.AnnotationKey, $"{member}.annotations", key, "it must be an annotation key such as alb.ingress.kubernetes.io/certificate-arn");
            if (FindMember(key, ingress) is { } owner)
            {
                faults.Add($"{member}.annotations['{key}']", null, owner == "class"
                    ? "say it with the Ingress's class; the annotation is deprecated and would win over it"
                    : $"say it with the Ingress's {owner}; two places could disagree");
            }
        }
    }

    // Where a member says something, its annotation cannot say it again; where none does, the annotation stands.
    private static string? FindMember(string key, IngressSpec ingress) => key switch
    {
        "kubernetes.io/ingress.class" => "class",
        Prefix + "scheme" => "scheme",
        Prefix + "target-type" => "targetType",
        Prefix + "group.name" or Prefix + "group.order" => "group",
        Prefix + "certificate-arn" or Prefix + "ssl-redirect" or Prefix + "listen-ports" when ingress.Https is not null => "https",
        Prefix + "load-balancer-attributes" when ingress.LoadBalancerAttributes is { Count: > 0 } => "loadBalancerAttributes",
        Prefix + "healthcheck-path" when ingress.HealthCheck?.Path is not null => "healthCheck",
        _ when key.StartsWith(Prefix + "healthcheck-", StringComparison.Ordinal) && ingress.HealthCheck is not null => "healthCheck",
        Prefix + "success-codes" or Prefix + "healthy-threshold-count" or Prefix + "unhealthy-threshold-count" when ingress.HealthCheck is not null => "healthCheck",
        _ => null,
    };
}
