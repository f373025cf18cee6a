using System.Text.RegularExpressions;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Networking;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Certificates and TLS policies.</summary>
internal static partial class TlsRules
{
    private const string PolicyPrefix = "ELBSecurityPolicy-";

    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
    private static readonly string[] Policies =
    [
        "2016-08", "FS-2018-06", "FS-1-1-2019-08", "FS-1-2-2019-08", "FS-1-2-Res-2019-08", "FS-1-2-Res-2020-10", "TLS-1-1-2017-01", "TLS-1-2-2017-01",
        "TLS-1-2-Ext-2018-06", "TLS-1-0-2015-04", "TLS13-1-0-2021-06", "TLS13-1-1-2021-06", "TLS13-1-2-2021-06", "TLS13-1-2-Res-2021-06",
        "TLS13-1-2-Ext1-2021-06", "TLS13-1-2-Ext2-2021-06", "TLS13-1-3-2021-06",
    ];

    public static IReadOnlyList<LintRule> All =>
    [
        Warns("ALB220", "Certificates without an HTTPS listener", Docs.Annotation("certificate-arn"), CertificatesUnused),
        Fails("ALB221", "An HTTPS listener without a certificate", Docs.CertificateDiscovery, NoCertificate),
        Warns("ALB222", "TLS hosts without an HTTPS listener", Docs.CertificateDiscovery, TlsWithoutListener),
        Warns("ALB223", "A TLS Secret", Docs.CertificateDiscovery, Secrets),
        Fails("ALB224", "No certificate for a host", Docs.CertificateDiscovery, Undiscovered, LintNeeds.Certificates),
        Fails("ALB225", "A certificate that is no ARN", Docs.Annotation("certificate-arn"), BadArns),
        Fails("ALB226", "Certificates of two regions", Docs.HttpsListener, Regions),
        Fails("ALB227", "A TLS policy that does not exist", Docs.SslPolicies, UnknownPolicies),
        Warns("ALB228", "A TLS policy without an HTTPS listener", Docs.Annotation("ssl-policy"), PolicyUnused),
        Warns("ALB229", "A TLS policy with TLS 1.0 or 1.1", Docs.SslPolicies, OldPolicies),
        Warns("ALB230", "A certificate that the controller is to create", Docs.CertificateManagement, CreatedCertificates),
    ];

    private static IEnumerable<LintFault> CertificatesUnused(LintWorld world) => world.Ours
        .Where(ingress => ingress is { Certificates.Count: > 0, HasHttps: false, Ports: not null } && ingress.Find(IngressAnnotations.CertificateArn) is not null)
        .Select(ingress => ingress.Fault(
            IngressAnnotations.CertificateArn,
            $"{ingress.Certificates.Count} certificates are named, and listen-ports has no HTTPS: {ingress.Find(IngressAnnotations.ListenPorts)}",
            "add {\"HTTPS\": 443} to listen-ports, or remove listen-ports"));

    private static bool CreatesCertificate(LintIngress ingress) => ingress.FindBoolean("create-acm-cert") == true;

    private static IEnumerable<LintFault> NoCertificate(LintWorld world)
    {
        foreach (var group in world.Groups)
        {
            foreach (var listener in group.Listeners.Where(listener => listener.Protocol == "HTTPS"))
            {
                if (listener.Members.All(member => member.Certificates.Count == 0 && member.Hosts.Count == 0 && !CreatesCertificate(member)))
                {
                    yield return listener.Members[0].Fault(
                        IngressAnnotations.ListenPorts,
                        $"HTTPS {listener.Port} has no certificate: none is named, and without hosts none is looked for",
                        "add certificate-arn, or hosts in spec.rules or spec.tls that ACM has certificates for");
                }
            }
        }
    }

    private static IEnumerable<LintFault> TlsWithoutListener(LintWorld world) => world.Ours
        .Where(ingress => ingress.Spec.Tls.Count > 0 && ingress is { HasHttps: false, Ports: not null } && ingress.Certificates.Count == 0)
        .Select(ingress => ingress.Object.Fault(
            "/spec/tls",
            $"spec.tls alone opens no HTTPS listener; the Ingress is on {string.Join(", ", ingress.Ports!.Select(port => $"{port.Value} {port.Key}"))} only",
            "add listen-ports: '[{\"HTTP\": 80}, {\"HTTPS\": 443}]', or certificate-arn"));

    private static IEnumerable<LintFault> Secrets(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            for (var i = 0; i < ingress.Spec.Tls.Count; i++)
            {
                if (ingress.Spec.Tls[i].SecretName is { Length: > 0 } secret)
                {
                    yield return ingress.Object.Fault(
                        JsonPointer.Of("spec", "tls", i, "secretName"),
                        $"secretName {secret} is ignored: an ALB takes certificates of ACM only",
                        "import the certificate into ACM (its hosts are found by themselves, or name it with certificate-arn), and remove secretName");
                }
            }
        }
    }

    private static IEnumerable<LintFault> Undiscovered(LintWorld world)
    {
        if (world.Facts.Certificates is not { } certificates)
        {
            yield break;
        }

        foreach (var ingress in world.Ours.Where(ingress => ingress is { HasHttps: true, Certificates.Count: 0 } && !CreatesCertificate(ingress)))
        {
            foreach (var host in ingress.Hosts.Where(host => !certificates.Any(certificate => certificate.Domains.Any(domain => Listeners.CertificateDiscovery.Covers(domain, host)))))
            {
                yield return ingress.Object.Fault(
                    PointerOf(ingress, host),
                    $"no certificate found for host: {host}{Hint(host, certificates)}",
                    $"issue a certificate for {host} in ACM in the region of the cluster, or name one with certificate-arn");
            }
        }
    }

    private static string PointerOf(LintIngress ingress, string host)
    {
        var rule = Enumerable.Range(0, ingress.Spec.Rules.Count).FirstOrDefault(i => ingress.Spec.Rules[i].Host == host, -1);
        return rule >= 0
            ? JsonPointer.Of("spec", "rules", rule, "host")
            : JsonPointer.Of("spec", "tls", Enumerable.Range(0, ingress.Spec.Tls.Count).First(i => ingress.Spec.Tls[i].Hosts.Contains(host)));
    }

    private static string Hint(string host, IReadOnlyList<CertificateFact> certificates)
    {
        foreach (var domain in certificates.SelectMany(certificate => certificate.Domains))
        {
            if (domain.Equals(host, StringComparison.OrdinalIgnoreCase))
            {
                return $"; {domain} differs in case only, which counts";
            }

            if (domain.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(domain[1..], StringComparison.OrdinalIgnoreCase))
            {
                return $"; {domain} stands for exactly one label in front";
            }

            if (domain == $"*.{host}")
            {
                return $"; {domain} does not cover the name itself";
            }
        }

        return "";
    }

    private static IEnumerable<LintFault> BadArns(LintWorld world) => world.Ours
        .SelectMany(ingress => ingress.Annotations.FindStrings(IngressAnnotations.CertificateArn)?.Select(arn => (ingress, arn)) ?? [])
        .Where(found => !Arn().IsMatch(found.arn))
        .Select(found => found.ingress.Fault(
            IngressAnnotations.CertificateArn,
            $"'{found.arn}' is no ARN of a certificate",
            "write arn:aws:acm:REGION:ACCOUNT:certificate/ID; several are separated by commas"));

    private static IEnumerable<LintFault> Regions(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            var regions = ingress.Certificates.Select(arn => Arn().Match(arn).Groups["region"].Value).Where(region => region.Length > 0)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (regions.Count > 1)
            {
                yield return ingress.Fault(
                    IngressAnnotations.CertificateArn,
                    $"the certificates are of regions {string.Join(" and ", regions)}; a load balancer takes those of its own region",
                    "issue or import all of them in the region of the cluster");
            }
        }
    }

    private static IEnumerable<(LintIngress Ingress, string Policy)> NamedPolicies(LintWorld world) => world.Ours
        .Select(ingress => (ingress, policy: ingress.Find(IngressAnnotations.SslPolicy)))
        .Where(found => found.policy is { Length: > 0 })
        .Select(found => (found.ingress, found.policy!));

    // FIPS and post-quantum policies are many and grow in number: their names have a pattern.
    private static bool IsKnown(string policy) => policy.StartsWith(PolicyPrefix, StringComparison.Ordinal) &&
        (Policies.Contains(policy[PolicyPrefix.Length..], StringComparer.Ordinal) || NewerPolicy().IsMatch(policy));

    private static IEnumerable<LintFault> UnknownPolicies(LintWorld world) => NamedPolicies(world)
        .Where(found => !IsKnown(found.Policy))
        .Select(found => found.Ingress.Fault(
            IngressAnnotations.SslPolicy,
            $"ssl-policy {found.Policy} is none that load balancers know",
            $"write {EditDistance.Nearest(found.Policy, Policies.Select(policy => PolicyPrefix + policy)) ?? "ELBSecurityPolicy-TLS13-1-2-2021-06"}"));

    private static IEnumerable<LintFault> PolicyUnused(LintWorld world) => NamedPolicies(world)
        .Where(found => found.Ingress is { HasHttps: false, Ports: not null } && IsKnown(found.Policy))
        .Select(found => found.Ingress.Fault(
            IngressAnnotations.SslPolicy, "ssl-policy is set, and the Ingress has no HTTPS listener", "add {\"HTTPS\": 443} to listen-ports, or remove ssl-policy"));

    private static IEnumerable<LintFault> OldPolicies(LintWorld world) => NamedPolicies(world)
        .Where(found => found.Ingress.HasHttps && OldPolicy().IsMatch(found.Policy))
        .Select(found => found.Ingress.Fault(
            IngressAnnotations.SslPolicy,
            $"ssl-policy {found.Policy} lets clients in with TLS 1.0 or 1.1",
            "write ELBSecurityPolicy-TLS13-1-2-2021-06, unless such clients are known"));

    private static IEnumerable<LintFault> CreatedCertificates(LintWorld world) => world.Ours
        .Where(ingress => CreatesCertificate(ingress) && (!world.Configuration.EnableCertificateManagement || ingress.Hosts.Count == 0))
        .Select(ingress => ingress.Fault(
            "create-acm-cert",
            ingress.Hosts.Count == 0
                ? "create-acm-cert is set, and there is no host to create a certificate for"
                : "create-acm-cert counts only if the controller runs with feature gate EnableCertificateManagement, which is off by default",
            ingress.Hosts.Count == 0 ? "add a host in spec.rules or spec.tls" : "start the controller with --feature-gates=EnableCertificateManagement=true, or name a certificate with certificate-arn"));

    [GeneratedRegex(@"\Aarn:aws[-a-z]*:(acm:(?<region>[a-z0-9-]+):\d{12}:certificate/.+|iam::\d{12}:server-certificate/.+)\z")]
    private static partial Regex Arn();

    [GeneratedRegex(@"\AELBSecurityPolicy-TLS13-1-[0-3](-(Res|Ext[0-9]))?(-FIPS)?(-PQ)?-20\d\d-\d\d\z")]
    private static partial Regex NewerPolicy();

    [GeneratedRegex(@"-(2016-08|FS-2018-06|FS-1-1-2019-08|TLS-1-0-2015-04|TLS-1-1-2017-01|TLS13-1-0-2021-06|TLS13-1-1-2021-06)\z")]
    private static partial Regex OldPolicy();
}
