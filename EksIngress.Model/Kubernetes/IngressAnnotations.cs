using System.Globalization;
using EksIngress.Model.Environments;
using EksIngress.Model.Naming;

namespace EksIngress.Model.Kubernetes;

/// <summary>What an Ingress says to the load balancer controller by annotations.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/</remarks>
internal static class IngressAnnotations
{
    private const string Prefix = "alb.ingress.kubernetes.io/";

    public static IEnumerable<KeyValuePair<string, string>> Of(IngressSpec ingress, EnvironmentSpec spec) =>
    [
        .. ingress.Annotations,
        New("scheme", ingress.Scheme == IngressScheme.Internal ? "internal" : "internet-facing"),
        New("target-type", ingress.TargetType == IngressTargetType.Instance ? "instance" : "ip"),
        .. Group(ingress.Group),
        .. Https(ingress.Https),
        .. HealthCheck(ingress.HealthCheck),
        .. Attributes(ingress.LoadBalancerAttributes),
        .. Subnets(ingress, spec.Network.Existing),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Group(IngressGroupSpec? group)
    {
        if (group is null)
        {
            yield break;
        }

        yield return New("group.name", group.Name);
        if (group.Order is { } order)
        {
            yield return New("group.order", Text(order));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Https(IngressHttpsSpec? https)
    {
        if (https is null)
        {
            yield break;
        }

        // With a certificate and no ports the controller would listen on 443 alone.
        yield return New("listen-ports", """[{"HTTP":80},{"HTTPS":443}]""");
        if (https.CertificateArns.Count > 0)
        {
            yield return New("certificate-arn", string.Join(',', https.CertificateArns));
        }

        if (https.Requests is { Count: > 0 } requests)
        {
            yield return new(Ownership.CertificateRequestsAnnotation, string.Join(',', requests.Select(request => request.DomainName)));
        }

        if (https.Redirect)
        {
            yield return New("ssl-redirect", "443");
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> HealthCheck(HealthCheckSpec? check) => check is null
        ? []
        : new (string Name, string? Value)[]
        {
            ("healthcheck-path", check.Path),
            ("healthcheck-interval-seconds", Text(check.IntervalSeconds)),
            ("healthcheck-timeout-seconds", Text(check.TimeoutSeconds)),
            ("healthy-threshold-count", Text(check.HealthyThreshold)),
            ("unhealthy-threshold-count", Text(check.UnhealthyThreshold)),
            ("success-codes", check.SuccessCodes),
        }.Where(item => item.Value is not null).Select(item => New(item.Name, item.Value!));

    private static IEnumerable<KeyValuePair<string, string>> Attributes(IReadOnlyDictionary<string, string>? attributes) => attributes is { Count: > 0 }
        ? [New("load-balancer-attributes", string.Join(',', attributes.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{item.Key}={item.Value}")))]
        : [];

    // Someone else's subnets need not carry the tags by which the controller finds subnets.
    private static IEnumerable<KeyValuePair<string, string>> Subnets(IngressSpec ingress, ExistingNetworkSpec? existing) =>
        existing is null || ingress.Annotations.ContainsKey(Prefix + "subnets")
            ? []
            : [New("subnets", string.Join(',', ingress.Scheme == IngressScheme.Internal ? existing.PrivateSubnetIds : existing.PublicSubnetIds))];

    private static KeyValuePair<string, string> New(string name, string value) => new(Prefix + name, value);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string? Text(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
