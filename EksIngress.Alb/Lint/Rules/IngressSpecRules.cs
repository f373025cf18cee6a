using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EksIngress.Alb.Kubernetes;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>What the API server checks of an Ingress, and what it drops without a word.</summary>
internal static partial class IngressSpecRules
{
    private const int MaximumHostLength = 253;

    private static readonly string[] PathTypes = ["Exact", "Prefix", "ImplementationSpecific"];

    public static IReadOnlyList<LintRule> All =>
    [
        Refused("ALB010", "A path without a path type", Docs.KubernetesIngress + "#path-types", PathTypesMissing),
        Refused("ALB011", "A path that does not begin with a slash", Docs.ApiIngress, RelativePaths),
        Refused("ALB012", "A host that Kubernetes does not take", Docs.KubernetesIngress + "#hostname-wildcards", BadHosts),
        Refused("ALB013", "An Ingress without rules and default backend", Docs.ApiIngress, Empty),
        Refused("ALB014", "A backend without exactly one port", Docs.ApiIngress, BackendPorts),
        Fails("ALB015", "A backend that is a resource", Docs.IngressSpec, ResourceBackends),
        Refused("ALB016", "A field of the old Ingress API", "https://kubernetes.io/docs/reference/using-api/deprecation-guide/#ingress-v122", OldFields),
        Warns("ALB017", "A rule without paths", Docs.KubernetesIngress, RulesWithoutPaths),
        Refused("ALB018", "A path that Kubernetes does not take", Docs.ApiIngress, UncleanPaths),
    ];

    private static IEnumerable<(LintClass Found, Ingress.HttpPath Path, string Pointer)> Paths(LintWorld world)
    {
        foreach (var found in world.Classes)
        {
            for (var i = 0; i < found.Ingress.Spec.Rules.Count; i++)
            {
                var paths = found.Ingress.Spec.Rules[i].Http?.Paths ?? [];
                for (var j = 0; j < paths.Count; j++)
                {
                    yield return (found, paths[j], JsonPointer.Of("spec", "rules", i, "http", "paths", j));
                }
            }
        }
    }

    private static IEnumerable<LintFault> PathTypesMissing(LintWorld world)
    {
        foreach (var (found, path, pointer) in Paths(world))
        {
            if (path.PathType is null)
            {
                yield return found.Object.Fault(
                    pointer,
                    $"path {Shown(path.Path)} has no pathType",
                    "add pathType: Prefix (the path and all below it), Exact, or ImplementationSpecific (a pattern with * and ?)");
            }
            else if (!PathTypes.Contains(path.PathType, StringComparer.Ordinal))
            {
                yield return found.Object.Fault(
                    pointer + "/pathType",
                    $"pathType {path.PathType} of path {Shown(path.Path)} is none",
                    $"write pathType: {EditDistance.Nearest(path.PathType, PathTypes) ?? "Prefix"}; there are {string.Join(", ", PathTypes)}");
            }
        }
    }

    private static IEnumerable<LintFault> RelativePaths(LintWorld world)
    {
        foreach (var (found, path, pointer) in Paths(world))
        {
            if (path.Path.Length > 0 ? path.Path[0] != '/' : path.PathType is "Exact" or "Prefix")
            {
                yield return found.Object.Fault(
                    path.Path.Length == 0 ? pointer : pointer + "/path",
                    path.Path.Length == 0 ? $"a path of type {path.PathType} is empty" : $"path {path.Path} does not begin with a slash",
                    path.Path.Length == 0 ? "write path: / for all paths" : $"write path: /{path.Path}");
            }
        }
    }

    private static IEnumerable<LintFault> UncleanPaths(LintWorld world)
    {
        foreach (var (found, path, pointer) in Paths(world))
        {
            if (path.PathType is "Exact" or "Prefix" && path.Path.StartsWith('/') && UncleanPart().Match(path.Path) is { Success: true } part)
            {
                yield return found.Object.Fault(
                    pointer + "/path",
                    $"path {path.Path} of type {path.PathType} contains '{part.Value}'",
                    "write the path as clients send it, without empty or dot segments and without an encoded slash");
            }
        }
    }

    private static IEnumerable<LintFault> BadHosts(LintWorld world)
    {
        foreach (var found in world.Classes)
        {
            for (var i = 0; i < found.Ingress.Spec.Rules.Count; i++)
            {
                var host = found.Ingress.Spec.Rules[i].Host;
                if (host.Length > 0 && !IsHost(host))
                {
                    yield return found.Object.Fault(
                        JsonPointer.Of("spec", "rules", i, "host"),
                        $"host {host} is no DNS name{(host.Any(char.IsAsciiLetterUpper) ? " in lower case" : "")}",
                        HostFix(host));
                }
            }
        }
    }

    public static bool IsHost(string host) => host.Length <= MaximumHostLength && Host().IsMatch(host) && !IpAddress().IsMatch(host);

    private static string HostFix(string host)
    {
        var name = host.Contains("://", StringComparison.Ordinal) ? host[(host.IndexOf("://", StringComparison.Ordinal) + 3)..] : host;
        name = name.Split('/', ':')[0].ToLowerInvariant();
        return name != host && IsHost(name)
            ? $"write host: {name}"
            : "write a DNS name in lower case, without scheme, port and path; '*' may only be the whole first label; leave host out for every host";
    }

    private static IEnumerable<LintFault> Empty(LintWorld world) => world.Classes
        .Where(found => found.Ingress.Spec is { Rules.Count: 0, DefaultBackend: null })
        .Select(found => found.Object.Fault(
            found.Object.At("spec") is null ? "" : "/spec",
            "the Ingress has neither rules nor a default backend",
            "add spec.rules, or spec.defaultBackend to send everything to one Service"));

    private static IEnumerable<(LintObject Object, JsonObject Backend, string Pointer)> Backends(LintWorld world)
    {
        foreach (var found in world.Classes)
        {
            if (found.Object.At("spec", "defaultBackend") is JsonObject fallback)
            {
                yield return (found.Object, fallback, "/spec/defaultBackend");
            }

            foreach (var (owner, _, pointer) in Paths(world).Where(path => path.Found == found))
            {
                var parts = pointer.Split('/');
                var rule = (found.Object.At("spec", "rules") as JsonArray)?[int.Parse(parts[3], System.Globalization.CultureInfo.InvariantCulture)];
                if (rule?["http"]?["paths"]?[int.Parse(parts[6], System.Globalization.CultureInfo.InvariantCulture)]?["backend"] is JsonObject backend)
                {
                    yield return (owner.Object, backend, pointer + "/backend");
                }
            }
        }
    }

    private static IEnumerable<LintFault> BackendPorts(LintWorld world)
    {
        foreach (var (item, backend, pointer) in Backends(world))
        {
            if (backend["service"] is not JsonObject service)
            {
                if (!backend.ContainsKey("resource") && !IsOld(backend))
                {
                    yield return item.Fault(pointer, "the backend names no service", "add service.name and service.port");
                }

                continue;
            }

            var port = service["port"] as JsonObject ?? [];
            var (hasName, hasNumber) = (port.ContainsKey("name"), port.ContainsKey("number"));
            if (hasName == hasNumber)
            {
                yield return item.Fault(
                    pointer + "/service",
                    hasName
                        ? $"the backend gives port {port["name"]} by name and {port["number"]} by number"
                        : $"the backend {service["name"]} gives no port",
                    hasName ? "keep one of port.name and port.number" : "add port.number, port.name, or port.name: use-annotation for an action");
            }
            else if (hasNumber && port["number"] is JsonValue value && value.TryGetValue<int>(out var number) && number is < 1 or > 65535)
            {
                yield return item.Fault(pointer + "/service/port/number", $"port {number} is not from 1 to 65535", "give the port of the Service");
            }
            else if (hasName && port["name"]?.ToString() is { } name && !PortName().IsMatch(name))
            {
                yield return item.Fault(
                    pointer + "/service/port/name",
                    $"port name '{name}' is not 1 to 15 lower case letters, digits and hyphens with a letter among them",
                    name.All(char.IsAsciiDigit) ? $"write number: {name} in place of name" : "give the name that the port has in the Service");
            }
        }
    }

    private static IEnumerable<LintFault> ResourceBackends(LintWorld world) => world.Ours
        .SelectMany(ingress => ingress.Backends)
        .Where(backend => backend.Service is null && HasResource(backend))
        .Select(backend => backend.Ingress.Object.Fault(
            backend.Pointer,
            "the backend is a resource; the controller's webhook crashes on it or its build ends with 'missing required \"service\" field'",
            "use a service backend"));

    private static bool HasResource(LintBackend backend) => Follow(backend.Ingress.Object.Json, backend.Pointer) is JsonObject map && map.ContainsKey("resource");

    private static JsonNode? Follow(JsonNode? node, string pointer)
    {
        foreach (var part in pointer.Split('/').Skip(1))
        {
            node = node switch
            {
                JsonArray list => list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)],
                JsonObject map => map[part],
                _ => null,
            };
        }

        return node;
    }

    private static IEnumerable<LintFault> OldFields(LintWorld world)
    {
        foreach (var (item, backend, pointer) in Backends(world).Where(found => IsOld(found.Backend)))
        {
            yield return item.Fault(
                pointer,
                $"serviceName and servicePort ({backend["serviceName"]}:{backend["servicePort"]}) are fields of the API before networking.k8s.io/v1",
                "write service: {name: …, port: {number: …}}");
        }

        foreach (var found in world.Classes.Where(found => found.Object.At("spec", "backend") is not null))
        {
            yield return found.Object.Fault("/spec/backend", "spec.backend is a field of the API before networking.k8s.io/v1", "name it spec.defaultBackend");
        }
    }

    private static bool IsOld(JsonObject backend) => backend.ContainsKey("serviceName") || backend.ContainsKey("servicePort");

    private static IEnumerable<LintFault> RulesWithoutPaths(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            for (var i = 0; i < ingress.Spec.Rules.Count; i++)
            {
                if (ingress.Spec.Rules[i].Http is not { Paths.Count: > 0 })
                {
                    yield return ingress.Object.Fault(
                        JsonPointer.Of("spec", "rules", i),
                        $"the rule for {Shown(ingress.Spec.Rules[i].Host)} has no paths; the controller builds nothing of it, also not for the default backend",
                        "add http.paths with at least one path, for example / of type Prefix");
                }
            }
        }
    }

    private static string Shown(string text) => text.Length == 0 ? "''" : text;

    [GeneratedRegex(@"//|/\./|/\.\./|%2[fF]|/\.\.\z|/\.\z")]
    private static partial Regex UncleanPart();

    [GeneratedRegex(@"\A(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex Host();

    [GeneratedRegex(@"\A\d{1,3}(\.\d{1,3}){3}\z")]
    private static partial Regex IpAddress();

    [GeneratedRegex(@"\A(?=.{1,15}\z)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex PortName();
}
