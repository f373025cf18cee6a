using EksIngress.Model.Environments;

namespace EksIngress.Hosting.Specification;

/// <summary>Ingresses as the specification has them.</summary>
internal sealed class IngressSpecs
{
    /// <remarks>Source: https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html</remarks>
    private const int MaxCertificateNames = 10;

    private readonly SpecificationContext _context;
    private readonly EksIngressResource _ingress;
    private readonly string _subject;

    private IngressSpecs(SpecificationContext context, EksIngressResource ingress)
    {
        _context = context;
        _ingress = ingress;
        _subject = $"Ingress '{ingress.Name}'";
    }

    public static IReadOnlyList<IngressSpec> Of(SpecificationContext context) =>
        [.. context.Environment.Ingresses.Select(ingress => new IngressSpecs(context, ingress).Create())];

    private IngressSpec Create()
    {
        var hosts = Hosts();
        var spec = new IngressSpec
        {
            Name = _ingress.Name,
            Group = _ingress.Group,
            Https = _context.ExecutionContext.IsPublishMode ? Https([.. hosts.OfType<string>()]) : LocalHttps([.. hosts.OfType<string>()]),
            HealthCheck = HealthCheck(),
            Rules = Rules(hosts),
            DefaultBackend = _ingress.DefaultBackend is { } backend ? Backend("its default backend", backend) : null,
            LoadBalancerAttributes = _ingress.LoadBalancerAttributes.Count == 0 ? null : Texts(_ingress.LoadBalancerAttributes, "attribute"),
            Annotations = Texts(_ingress.IngressAnnotations, "annotation"),
        };
        return spec with
        {
            Class = _ingress.Class ?? spec.Class,
            Scheme = _ingress.Scheme ?? spec.Scheme,
            TargetType = _ingress.TargetType ?? spec.TargetType,
        };
    }

    /// <summary>The hosts of paths that name none: null for every host.</summary>
    private IReadOnlyList<string?> Hosts()
    {
        var hosts = _ingress.Hostnames.Select(host => _context.Text($"{_subject}: a host", host)).ToList();
        foreach (var repeated in hosts.GroupBy(host => host, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            _context.Faults.Add($"{_subject}: host '{repeated.Key}' is there {repeated.Count()} times; name it once.");
        }

        return hosts.Count == 0 ? [null] : [.. hosts.Distinct(StringComparer.Ordinal)];
    }

    private List<IngressRuleSpec> Rules(IReadOnlyList<string?> hosts)
    {
        if (_ingress.Routes.Count == 0 && _ingress.DefaultBackend is null)
        {
            _context.Faults.Add($"{_subject} has no path: add .WithPath(\"/\", project).");
        }

        var routes = _ingress.Routes
            .Select(route => (Route: route, Host: route.Host is { } host ? _context.Text($"{_subject}: the host of path '{route.Path}'", host) : null))
            .ToList();
        foreach (var repeated in routes.GroupBy(item => (item.Host, item.Route.Path, item.Route.PathType)).Where(group => group.Count() > 1))
        {
            var targets = string.Join(" and ", repeated.Select(item => Describe(item.Route.Backend)));
            _context.Faults.Add($"{_subject}: path '{repeated.Key.Path}' ({repeated.Key.PathType}) is there {repeated.Count()} times, for {targets}; "
                + "the load balancer would only ever use the first, so take the others out.");
        }

        // A path whose backend has a fault stays out, so that the fault is not told in two ways.
        var usable = routes
            .Select(item => (item.Route, item.Host, Backend: Backend($"path '{item.Route.Path}'", item.Route.Backend)))
            .Where(item => item.Backend is not null)
            .ToList();
        return
        [
            .. hosts.SelectMany(host => usable.Where(item => item.Host is null || IsFirst(host, hosts)), (host, item) => new IngressRuleSpec
            {
                Host = item.Host ?? host,
                Path = item.Route.Path,
                PathType = item.Route.PathType,
                Workload = item.Backend!.Workload,
                Weighted = item.Backend.Weighted,
                FixedResponse = item.Backend.FixedResponse,
                Redirect = item.Backend.Redirect,
            }),
        ];
    }

    // A path with a host of its own is there once, however many hosts the Ingress has.
    private static bool IsFirst(string? host, IReadOnlyList<string?> hosts) => host == hosts[0];

    private IngressBackendSpec? Backend(string owner, EksIngressBackend backend) => backend switch
    {
        EksIngressBackend.Forward forward => IsReachable(owner, forward.Endpoint) ? new IngressBackendSpec { Workload = forward.Endpoint.Resource.Name } : null,
        EksIngressBackend.Weighted weighted => Weighted(owner, weighted),
        EksIngressBackend.FixedResponse response => new IngressBackendSpec { FixedResponse = response.Response },
        EksIngressBackend.Redirect redirect => new IngressBackendSpec { Redirect = redirect.Target },
        _ => throw new InvalidOperationException($"Unknown backend {backend}."),
    };

    private IngressBackendSpec? Weighted(string owner, EksIngressBackend.Weighted weighted)
    {
        // All of them are looked at, so that every fault is told.
        var reachable = weighted.Backends.Where(item => IsReachable(owner, item.Endpoint)).ToList();
        return reachable.Count == weighted.Backends.Count
            ? new IngressBackendSpec
            {
                Weighted = new WeightedBackendsSpec
                {
                    Workloads = [.. reachable.Select(item => new WeightedWorkloadSpec { Workload = item.Endpoint.Resource.Name, Weight = item.Weight })],
                    StickinessSeconds = _context.Seconds($"{_subject}: the stickiness of {owner}", weighted.Stickiness),
                },
            }
            : null;
    }

    private IngressHttpsSpec? Https(IReadOnlyList<string> hosts)
    {
        if (_ingress.Https is not { } https)
        {
            return null;
        }

        var requests = new List<CertificateRequestSpec>();
        foreach (var request in https.Requests)
        {
            var names = request.Names.Count == 0 ? hosts : [.. request.Names.Select(name => _context.Text($"{_subject}: the name of a certificate", name))];
            if (names.Count == 0)
            {
                _context.Faults.Add($"{_subject}: the certificate that it asks for has no name; give names to .WithRequestedCertificate(...), or add .WithHostname(...).");
                continue;
            }

            requests.Add(new CertificateRequestSpec { DomainName = names[0], SubjectAlternativeNames = [.. names.Skip(1)] });
        }

        return new IngressHttpsSpec
        {
            CertificateArns = [.. https.CertificateArns.Select(arn => _context.Text($"{_subject}: the ARN of a certificate", arn))],
            Requests = requests.Count == 0 ? null : requests,
            Redirect = https.Redirect,
        };
    }

    // The emulated account has none of the certificates that AWS has: while the AppHost runs one is asked of the emulated ACM.
    private IngressHttpsSpec? LocalHttps(IReadOnlyList<string> hosts)
    {
        if (_ingress.Https is not { } https)
        {
            return null;
        }

        var names = hosts
            .Concat(_ingress.Routes.Select(route => route.Host).OfType<ReferenceExpression>().Select(host => _context.Text($"{_subject}: a host", host)))
            // For requests that go to the emulated load balancer by its own name.
            .Append($"*.{_context.Environment.Region ?? EnvironmentSpecFactory.NoRegion}.elb.localhost")
            .Distinct(StringComparer.Ordinal)
            .Take(MaxCertificateNames)
            .ToList();
        return new IngressHttpsSpec
        {
            Requests = [new CertificateRequestSpec { DomainName = names[0], SubjectAlternativeNames = [.. names.Skip(1)] }],
            Redirect = https.Redirect,
        };
    }

    private HealthCheckSpec? HealthCheck() => _ingress.HealthCheck is { } check
        ? new HealthCheckSpec
        {
            Path = check.Path,
            IntervalSeconds = _context.Seconds($"{_subject}: the interval of its health check", check.Interval),
            TimeoutSeconds = _context.Seconds($"{_subject}: the timeout of its health check", check.Timeout),
            HealthyThreshold = check.HealthyThreshold,
            UnhealthyThreshold = check.UnhealthyThreshold,
            SuccessCodes = check.SuccessCodes,
        }
        : null;

    private SortedDictionary<string, string> Texts(Dictionary<string, ReferenceExpression> texts, string what) => new(
        texts.ToDictionary(item => item.Key, item => _context.Text($"{_subject}: {what} '{item.Key}'", item.Value), StringComparer.Ordinal), StringComparer.Ordinal);

    private bool IsReachable(string owner, EndpointReference endpoint)
    {
        var name = endpoint.Resource.Name;
        if (_context.Projects.FirstOrDefault(project => ReferenceEquals(project, endpoint.Resource)) is not { } project)
        {
            _context.Faults.Add($"{_subject}: {owner} leads to '{name}', which does not run in this environment; "
                + "use .WithComputeEnvironment(...) on it, or take the path out.");
            return false;
        }

        if (!endpoint.Exists)
        {
            var known = string.Join(", ", project.GetEndpoints().Select(other => $"'{other.EndpointName}'"));
            _context.Faults.Add($"{_subject}: {owner} leads to endpoint '{endpoint.EndpointName}' of '{name}', which has "
                + (known.Length == 0 ? "no endpoint; add .WithHttpEndpoint() to it." : $"no such endpoint; there is {known}."));
            return false;
        }

        if (endpoint.Scheme != "http")
        {
            _context.Faults.Add($"{_subject}: {owner} leads to endpoint '{endpoint.EndpointName}' of '{name}', which speaks {endpoint.Scheme}; "
                + "TLS ends at the load balancer, so name an http endpoint.");
            return false;
        }

        if (WorkloadProjects.FindHttpEndpoint(project)!.EndpointName != endpoint.EndpointName)
        {
            _context.Faults.Add($"{_subject}: {owner} leads to endpoint '{endpoint.EndpointName}' of '{name}', and its Service offers "
                + $"'{WorkloadProjects.FindHttpEndpoint(project)!.EndpointName}' only; name that one.");
            return false;
        }

        return true;
    }

    private static string Describe(EksIngressBackend backend) => backend switch
    {
        EksIngressBackend.Forward forward => $"'{forward.Endpoint.Resource.Name}'",
        EksIngressBackend.Weighted weighted => string.Join(", ", weighted.Backends.Select(item => $"'{item.Endpoint.Resource.Name}'")),
        EksIngressBackend.FixedResponse => "a fixed response",
        _ => "a redirect",
    };
}
