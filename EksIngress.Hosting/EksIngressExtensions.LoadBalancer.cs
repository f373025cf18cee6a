using EksIngress.Model.Environments;

namespace Aspire.Hosting;

/// <content>What an Ingress says about its load balancer.</content>
public static partial class EksIngressExtensions
{
    /// <summary>
    /// Adds HTTPS on port 443 beside HTTP on port 80. The load balancer controller looks in ACM for certificates of the Ingress's hosts, which
    /// therefore needs some.
    /// </summary>
    /// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/cert_discovery/</remarks>
    public static IResourceBuilder<EksIngressResource> WithCertificate(this IResourceBuilder<EksIngressResource> builder)
    {
        Https(builder);
        return builder;
    }

    /// <summary>Adds HTTPS on port 443 with a certificate that is there. Several calls give several certificates, the first of them the default.</summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="certificateArn">ARN of an ACM certificate of the environment's region, or of an IAM server certificate.</param>
    public static IResourceBuilder<EksIngressResource> WithCertificate(this IResourceBuilder<EksIngressResource> builder, string certificateArn)
    {
        ArgumentException.ThrowIfNullOrEmpty(certificateArn);
        Https(builder).CertificateArns.Add(ReferenceExpression.Create($"{certificateArn}"));
        return builder;
    }

    /// <summary>Adds HTTPS on port 443 with a certificate whose ARN is given when the environment is built.</summary>
    /// <inheritdoc cref="WithCertificate(IResourceBuilder{EksIngressResource}, string)"/>
    public static IResourceBuilder<EksIngressResource> WithCertificate(
        this IResourceBuilder<EksIngressResource> builder, IResourceBuilder<ParameterResource> certificateArn)
    {
        ArgumentNullException.ThrowIfNull(certificateArn);
        Https(builder).CertificateArns.Add(ReferenceExpression.Create($"{certificateArn.Resource}"));
        return builder;
    }

    /// <summary>
    /// Adds HTTPS on port 443 with a certificate that the provisioner asks ACM for. ACM validates it by DNS: the provisioner says which records it
    /// wants, and waits until they are there.
    /// </summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="domainNames">1 to 10 DNS names, the first of at most 64 characters; none for the hosts of the Ingress.</param>
    /// <remarks>Source: https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html</remarks>
    public static IResourceBuilder<EksIngressResource> WithRequestedCertificate(
        this IResourceBuilder<EksIngressResource> builder, params string[] domainNames)
    {
        ArgumentNullException.ThrowIfNull(domainNames);
        Https(builder).Requests.Add(new EksCertificateRequest([.. domainNames.Select(name => ReferenceExpression.Create($"{name}"))]));
        return builder;
    }

    /// <summary>Redirects everything on port 80 to HTTPS. It needs a certificate, so it asks for one by host if none was named.</summary>
    public static IResourceBuilder<EksIngressResource> WithHttpsRedirect(this IResourceBuilder<EksIngressResource> builder)
    {
        Https(builder).Redirect = true;
        return builder;
    }

    /// <summary>Gives the Ingress another class than <c>alb</c>; it is made with the environment.</summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="className">A DNS label.</param>
    public static IResourceBuilder<EksIngressResource> WithIngressClass(this IResourceBuilder<EksIngressResource> builder, string className)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(className);
        builder.Resource.Class = className;
        return builder;
    }

    /// <summary>Lets the Ingress share one load balancer with the other Ingresses of a group.</summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="name">1 to 63 lower-case letters, digits, hyphens and dots.</param>
    /// <param name="order">Place in the group, -1000 to 1000: rules of lower ones are tried first. Null for 0.</param>
    /// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#ingressgroup</remarks>
    public static IResourceBuilder<EksIngressResource> WithGroup(this IResourceBuilder<EksIngressResource> builder, string name, int? order = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.Resource.Group = new IngressGroupSpec { Name = name, Order = order };
        return builder;
    }

    /// <summary>Says who can reach the load balancer. Default: the internet.</summary>
    public static IResourceBuilder<EksIngressResource> WithScheme(this IResourceBuilder<EksIngressResource> builder, IngressScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.Scheme = scheme;
        return builder;
    }

    /// <summary>Says what the load balancer sends requests to. Default: the pods themselves.</summary>
    public static IResourceBuilder<EksIngressResource> WithTargetType(this IResourceBuilder<EksIngressResource> builder, IngressTargetType targetType)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.TargetType = targetType;
        return builder;
    }

    /// <summary>Says how the load balancer asks the pods for their state. What is null is left to the controller.</summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="path">Path for all projects of the Ingress; null for each project's readiness probe.</param>
    /// <param name="interval">Time between two checks, 5 to 300 whole seconds. The controller's default: 15 seconds.</param>
    /// <param name="timeout">Time for an answer, 2 to 120 whole seconds, less than the interval. The controller's default: 5 seconds.</param>
    /// <param name="healthyThreshold">Good answers in a row that make a pod healthy, 2 to 10. The controller's default: 2.</param>
    /// <param name="unhealthyThreshold">Bad answers in a row that make it unhealthy, 2 to 10. The controller's default: 2.</param>
    /// <param name="successCodes">Statuses that are good, from 200 to 499: <c>200,202</c> or <c>200-299</c>. The controller's default: 200.</param>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html</remarks>
    public static IResourceBuilder<EksIngressResource> WithHealthCheck(
        this IResourceBuilder<EksIngressResource> builder,
        string? path = null,
        TimeSpan? interval = null,
        TimeSpan? timeout = null,
        int? healthyThreshold = null,
        int? unhealthyThreshold = null,
        string? successCodes = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.HealthCheck = new EksHealthCheck(path, interval, timeout, healthyThreshold, unhealthyThreshold, successCodes);
        return builder;
    }

    /// <summary>Sets an attribute of the load balancer.</summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="key">For example <c>idle_timeout.timeout_seconds</c>.</param>
    /// <param name="value">Its value, without commas.</param>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html</remarks>
    public static IResourceBuilder<EksIngressResource> WithLoadBalancerAttribute(
        this IResourceBuilder<EksIngressResource> builder, string key, string value)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        builder.Resource.LoadBalancerAttributes[key] = ReferenceExpression.Create($"{value}");
        return builder;
    }

    /// <summary>Sets an attribute of the load balancer to a value that is given when the environment is built.</summary>
    /// <inheritdoc cref="WithLoadBalancerAttribute(IResourceBuilder{EksIngressResource}, string, string)"/>
    public static IResourceBuilder<EksIngressResource> WithLoadBalancerAttribute(
        this IResourceBuilder<EksIngressResource> builder, string key, IResourceBuilder<ParameterResource> value)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        builder.Resource.LoadBalancerAttributes[key] = ReferenceExpression.Create($"{value.Resource}");
        return builder;
    }

    /// <summary>Sets an annotation of the Ingress, for what has no verb. One that a verb says already is refused.</summary>
    /// <param name="builder">The Ingress.</param>
    /// <param name="key">For example <c>alb.ingress.kubernetes.io/wafv2-acl-arn</c>.</param>
    /// <param name="value">Its value.</param>
    /// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/</remarks>
    public static IResourceBuilder<EksIngressResource> WithIngressAnnotation(
        this IResourceBuilder<EksIngressResource> builder, string key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return builder.WithIngressAnnotation(key, ReferenceExpression.Create($"{value}"));
    }

    /// <summary>Sets an annotation of the Ingress to a value that is given when the environment is built.</summary>
    /// <inheritdoc cref="WithIngressAnnotation(IResourceBuilder{EksIngressResource}, string, string)"/>
    public static IResourceBuilder<EksIngressResource> WithIngressAnnotation(
        this IResourceBuilder<EksIngressResource> builder, string key, IResourceBuilder<ParameterResource> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return builder.WithIngressAnnotation(key, ReferenceExpression.Create($"{value.Resource}"));
    }

    /// <summary>Sets an annotation of the Ingress to a text with parameters in it.</summary>
    /// <inheritdoc cref="WithIngressAnnotation(IResourceBuilder{EksIngressResource}, string, string)"/>
    public static IResourceBuilder<EksIngressResource> WithIngressAnnotation(
        this IResourceBuilder<EksIngressResource> builder, string key, ReferenceExpression value)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        builder.Resource.IngressAnnotations[key] = value;
        return builder;
    }

    private static EksHttps Https(IResourceBuilder<EksIngressResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Resource.Https ??= new EksHttps();
    }
}
