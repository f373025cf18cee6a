using System.Globalization;
using System.Text.Json.Nodes;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Listeners;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Listeners and the redirect to HTTPS.</summary>
internal static class ListenerRules
{
    public static IReadOnlyList<LintRule> All =>
    [
        Fails("ALB200", "listen-ports that cannot be read", Docs.Annotation("listen-ports"), BadListenPorts),
        Warns("ALB201", "A port twice in listen-ports", Docs.Annotation("listen-ports"), PortTwice),
        Warns("ALB202", "A port with the other protocol's number", Docs.Annotation("listen-ports"), SwappedPorts),
        Fails("ALB203", "A redirect to a port without listener", Docs.Annotation("ssl-redirect"), RedirectNowhere),
        Fails("ALB204", "A redirect to a port without TLS", Docs.Annotation("ssl-redirect"), RedirectToHttp),
        Warns("ALB205", "A redirect that drops all rules of an Ingress", Docs.Annotation("ssl-redirect"), RedirectDropsRules),
        Warns("ALB206", "A redirect without an HTTP listener", Docs.Annotation("ssl-redirect"), RedirectWithoutHttp),
        Tells("ALB207", "HTTP and HTTPS side by side", Docs.Annotation("ssl-redirect"), BothProtocols),
        Warns("ALB208", "Attributes of a listener that does not exist", Docs.Annotation("listener-attributes"), AttributesOfNoListener),
        Fails("ALB209", "Mutual TLS that cannot be configured", Docs.Annotation("mutual-authentication"), BadMutualTls),
        Warns("ALB210", "Mutual TLS for a port without TLS", Docs.Annotation("mutual-authentication"), MutualTlsNowhere),
    ];

    private static IEnumerable<LintFault> BadListenPorts(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            var reason = Lenient.Fault(() => ListenPorts.Read(ingress.Classified, hasCertificates: false));
            if ((reason ?? (ingress.Ports?.Count == 0 ? "listen-ports lists no port" : null)) is { } fault)
            {
                yield return ingress.Fault(
                    IngressAnnotations.ListenPorts,
                    fault,
                    "write a list of {\"PROTOCOL\": port}, protocol HTTP or HTTPS and port a number from 1 to 65535: '[{\"HTTP\": 80}, {\"HTTPS\": 443}]'");
            }
        }
    }

    private static IEnumerable<LintFault> PortTwice(LintWorld world)
    {
        foreach (var ingress in world.Ours.Where(ingress => ingress.Ports is not null && ingress.Find(IngressAnnotations.ListenPorts) is not null))
        {
            var listed = (JsonShapes.Parse(ingress.Find(IngressAnnotations.ListenPorts)!) as JsonArray ?? [])
                .OfType<JsonObject>()
                .SelectMany(entry => entry)
                .Select(pair => (pair.Key, Value: int.TryParse(pair.Value?.ToString(), CultureInfo.InvariantCulture, out var port) ? port : 0));
            foreach (var port in listed.GroupBy(pair => pair.Value).Where(group => group.Count() > 1 && ingress.Ports!.ContainsKey(group.Key)))
            {
                yield return ingress.Fault(
                    IngressAnnotations.ListenPorts,
                    $"port {port.Key} is listed {port.Count()} times ({string.Join(", ", port.Select(pair => pair.Key))}); {ingress.Ports![port.Key]} is used",
                    "list each port once");
            }
        }
    }

    private static IEnumerable<LintFault> SwappedPorts(LintWorld world) => world.Ours
        .SelectMany(ingress => (ingress.Ports ?? new Dictionary<int, string>()).Select(port => (ingress, port)))
        .Where(found => found.port is { Key: 443, Value: "HTTP" } or { Key: 80, Value: "HTTPS" })
        .Select(found => found.ingress.Fault(
            IngressAnnotations.ListenPorts,
            $"port {found.port.Key} speaks {found.port.Value}; browsers expect {(found.port.Key == 80 ? "HTTP" : "HTTPS")} there",
            found.port.Key == 80 ? "write {\"HTTP\": 80}, {\"HTTPS\": 443}" : "write {\"HTTPS\": 443}"));

    private static IEnumerable<(LintGroup Group, LintIngress Member, int Port)> Redirects(LintWorld world) => world.Groups
        .SelectMany(group => group.Members.Select(member => (group, member, port: LintGroup.SslRedirectOf(member))))
        .Where(found => found.port is not null && found.group.Members.All(member => member.Ports is not null))
        .Select(found => (found.group, found.member, found.port!.Value));

    private static LintFault RedirectFault(LintIngress member, string message, string fix) =>
        member.Fault(IngressAnnotations.SslRedirect, message, fix);

    private static IEnumerable<LintFault> RedirectNowhere(LintWorld world) => Redirects(world)
        .Where(found => found.Group.Listeners.All(listener => listener.Port != found.Port))
        .Select(found => RedirectFault(
            found.Member,
            $"ssl-redirect is {found.Port}, and the load balancer listens on {Shown(found.Group)}",
            $"add {{\"HTTPS\": {found.Port}}} to listen-ports: '[{{\"HTTP\": 80}}, {{\"HTTPS\": {found.Port}}}]'"));

    private static IEnumerable<LintFault> RedirectToHttp(LintWorld world) => Redirects(world)
        .Where(found => found.Group.Listeners.Any(listener => listener.Port == found.Port && listener.Protocol == "HTTP"))
        .Select(found => RedirectFault(
            found.Member,
            $"ssl-redirect is {found.Port}, whose listener is HTTP ({Shown(found.Group)})",
            found.Group.Listeners.FirstOrDefault(listener => listener.Protocol == "HTTPS") is { } https
                ? $"write ssl-redirect: '{https.Port}'"
                : "add an HTTPS listener to listen-ports and redirect to its port"));

    private static IEnumerable<LintFault> RedirectDropsRules(LintWorld world)
    {
        foreach (var group in world.Groups.Where(group => group.Listeners.Any(listener => listener.Port == group.SslRedirectPort && listener.Protocol == "HTTPS")))
        {
            foreach (var member in group.Members.Where(member => member is { HasHttp: true, HasHttps: false } && member.PathRules.Count > 0))
            {
                yield return member.Object.Fault(
                    member.Find(IngressAnnotations.ListenPorts) is null ? JsonPointer.Annotations : JsonPointer.Annotation(IngressAnnotations.Key(IngressAnnotations.ListenPorts)),
                    $"the group redirects HTTP to port {group.SslRedirectPort}; {member.Key} listens on HTTP only, so none of its {member.PathRules.Count} rules is built",
                    $"add {{\"HTTPS\": {group.SslRedirectPort}}} to its listen-ports");
            }
        }
    }

    private static IEnumerable<LintFault> RedirectWithoutHttp(LintWorld world) => Redirects(world)
        .Where(found => found.Group.Listeners.Count > 0 && found.Group.Listeners.All(listener => listener.Protocol == "HTTPS") &&
            found.Group.Listeners.Any(listener => listener.Port == found.Port))
        .Select(found => RedirectFault(
            found.Member,
            $"ssl-redirect is {found.Port}, but nothing listens on HTTP ({Shown(found.Group)}); requests to port 80 are refused, not redirected",
            $"write listen-ports: '[{{\"HTTP\": 80}}, {{\"HTTPS\": {found.Port}}}]'"));

    private static IEnumerable<LintFault> BothProtocols(LintWorld world)
    {
        foreach (var group in world.Groups.Where(group => group.SslRedirectPort is null))
        {
            foreach (var member in group.Members.Where(member => member is { HasHttp: true, HasHttps: true } && !member.PathRules.Any(rule => rule.Redirect is not null)))
            {
                yield return member.Fault(
                    IngressAnnotations.ListenPorts,
                    $"{member.Key} serves the same without TLS ({string.Join(", ", member.Ports!.Where(port => port.Value == "HTTP").Select(port => port.Key))}) and with it",
                    "add ssl-redirect: '443' if plain HTTP is not meant to be served");
            }
        }
    }

    private static IEnumerable<LintFault> AttributesOfNoListener(LintWorld world)
    {
        const string family = IngressAnnotations.ListenerAttributes + ".";
        foreach (var ingress in world.Ours.Where(ingress => ingress.Ports is not null))
        {
            foreach (var suffix in Suffixes(ingress, family))
            {
                var listeners = ingress.Ports!.Select(port => $"{port.Value}-{port.Key.ToString(CultureInfo.InvariantCulture)}").ToList();
                if (!listeners.Contains(suffix[family.Length..], StringComparer.Ordinal))
                {
                    yield return ingress.Fault(
                        suffix,
                        $"{suffix}: the Ingress has no such listener ({string.Join(", ", listeners)}); the attributes are ignored",
                        $"write {family}{listeners[^1]}");
                }
            }
        }
    }

    public static IEnumerable<string> Suffixes(LintIngress ingress, string family)
    {
        var start = IngressAnnotations.Key(family);
        return ingress.Object.Annotations.Keys
            .Where(key => key.StartsWith(start, StringComparison.Ordinal))
            .Select(key => key[(IngressAnnotations.Prefix.Length + 1)..]);
    }

    private static IEnumerable<(LintIngress Ingress, JsonObject Entry)> MutualTls(LintWorld world) =>
        world.Ours.SelectMany(ingress => MutualTls(ingress).Select(entry => (ingress, entry)));

    private static IEnumerable<JsonObject> MutualTls(LintIngress ingress) =>
        ingress.Find(IngressAnnotations.MutualAuthentication) is { Length: > 0 } value && JsonShapes.Fault(IngressAnnotations.MutualAuthentication, value) is null
            ? (JsonShapes.Parse(value) as JsonArray ?? []).OfType<JsonObject>()
            : [];

    private static string? Member(JsonObject entry, string name) =>
        entry.FirstOrDefault(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value?.ToString();

    /// <summary>HTTPS ports of an Ingress whose clients have to show a certificate that is checked.</summary>
    internal static IEnumerable<int> VerifyingPorts(LintIngress ingress) => MutualTls(ingress)
        .Where(entry => Member(entry, "mode") == "verify")
        .Select(entry => int.TryParse(Member(entry, "port"), CultureInfo.InvariantCulture, out var port) ? port : 0)
        .Where(port => ingress.Ports?.GetValueOrDefault(port) == "HTTPS");

    private static IEnumerable<LintFault> BadMutualTls(LintWorld world)
    {
        foreach (var (ingress, entry) in MutualTls(world))
        {
            var port = Member(entry, "port") ?? "0";
            var mode = Member(entry, "mode") ?? "";
            var trustStore = Member(entry, "trustStore");
            var advertise = Member(entry, "advertiseTrustStoreCaNames");
            var reason =
                !int.TryParse(port, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535 ? $"port {port} is not from 1 to 65535"
                : mode is not ("off" or "passthrough" or "verify") ? $"mode '{mode}' of port {port} is not off, passthrough or verify"
                : mode == "verify" && string.IsNullOrEmpty(trustStore) ? $"port {port} is verified without a trustStore"
                : mode != "verify" && !string.IsNullOrEmpty(trustStore) ? $"mode {mode} of port {port} takes no trustStore"
                : mode != "verify" && Member(entry, "ignoreClientCertificateExpiry") is not null ? $"mode {mode} of port {port} takes no ignoreClientCertificateExpiry"
                : mode != "verify" && advertise is not null ? $"mode {mode} of port {port} takes no advertiseTrustStoreCaNames"
                : advertise is not (null or "on" or "off") ? $"advertiseTrustStoreCaNames '{advertise}' of port {port} is not on or off"
                : null;
            if (reason is not null)
            {
                yield return ingress.Fault(
                    "mutual-authentication", reason, "write for example '[{\"port\": 443, \"mode\": \"verify\", \"trustStore\": \"NAME or ARN\"}]'");
            }
        }
    }

    private static IEnumerable<LintFault> MutualTlsNowhere(LintWorld world)
    {
        foreach (var (ingress, entry) in MutualTls(world))
        {
            if (int.TryParse(Member(entry, "port"), CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 && ingress.Ports is { } ports &&
                ports.GetValueOrDefault(port) != "HTTPS")
            {
                yield return ingress.Fault(
                    "mutual-authentication",
                    $"port {port} is {(ports.GetValueOrDefault(port) is { } protocol ? $"an {protocol} listener" : "no listener")} of this Ingress; clients are not asked for certificates",
                    $"add {{\"HTTPS\": {port}}} to listen-ports, or name the port that is HTTPS");
            }
        }
    }

    private static string Shown(LintGroup group) => string.Join(", ", group.Listeners.Select(listener => $"{listener.Protocol} {listener.Port}"));
}
