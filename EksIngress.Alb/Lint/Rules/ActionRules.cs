using System.Text;
using System.Text.RegularExpressions;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Rules;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Actions of annotations: whether they are found, and what they say.</summary>
internal static partial class ActionRules
{
    private const int MaximumBodyBytes = 1024;
    private const string Family = IngressAnnotations.Actions + ".";

    private static readonly string[] Types = ["fixed-response", "forward", "redirect"];
    private static readonly string[] ContentTypes = ["text/plain", "text/css", "text/html", "application/javascript", "application/json"];

    public static IReadOnlyList<LintRule> All =>
    [
        Warns("ALB400", "An action that is missing", Docs.Annotation("actions"), Missing),
        Warns("ALB401", "An action that no backend uses", Docs.Annotation("actions"), Unused),
        Warns("ALB402", "A backend with an action's name and a port", Docs.Annotation("actions"), PortInPlaceOfAction),
        Fails("ALB403", "An action that is incomplete", Docs.Annotation("actions"), Incomplete),
        Fails("ALB404", "A fixed response with a status that an ALB does not send", Docs.FixedResponseApi, Statuses),
        Fails("ALB405", "A fixed response that is too long", Docs.FixedResponseApi, Bodies),
        Fails("ALB406", "A fixed response with a content type that an ALB does not send", Docs.FixedResponseApi, BadContentTypes),
        Fails("ALB407", "A transform that cannot be used", Docs.Annotation("transforms"), BadTransforms),
        Fails("ALB408", "Two transforms of one kind", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html", RepeatedTransforms),
    ];

    /// <summary>Actions of annotations that backends use, once each.</summary>
    public static IEnumerable<(LintIngress Ingress, string Suffix, ActionAnnotation Action)> Used(LintWorld world) => world.Ours
        .SelectMany(ingress => ingress.Backends.Where(backend => backend.Action is not null).DistinctBy(backend => backend.ActionSuffix))
        .Select(backend => (backend.Ingress, backend.ActionSuffix!, backend.Action!));

    private static IEnumerable<LintFault> Missing(LintWorld world) => world.Ours
        .SelectMany(ingress => ingress.Backends)
        .Where(backend => backend.ActionSuffix is { } suffix && backend.Ingress.Find(suffix) is null)
        .Select(backend => backend.Ingress.Object.Fault(
            backend.Pointer,
            $"the backend uses annotation {IngressAnnotations.Key(backend.ActionSuffix!)}, which is missing; requests get 503 'Backend action does not exist'",
            Nearest(backend) is { } nearest ? $"write name: {nearest}" : $"add the annotation {IngressAnnotations.Key(backend.ActionSuffix!)}"));

    private static string? Nearest(LintBackend backend) => EditDistance.Nearest(
        backend.Service!.Name, ListenerRules.Suffixes(backend.Ingress, Family).Select(suffix => suffix[Family.Length..]));

    private static IEnumerable<LintFault> Unused(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            var names = ingress.Backends.Select(backend => backend.Service?.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var suffix in ListenerRules.Suffixes(ingress, Family).Where(suffix => !names.Contains(suffix[Family.Length..])))
            {
                yield return ingress.Fault(
                    suffix,
                    $"{suffix} is used by no backend",
                    $"add a path whose backend is service.name: {suffix[Family.Length..]} with port.name: use-annotation, or remove the annotation");
            }
        }
    }

    private static IEnumerable<LintFault> PortInPlaceOfAction(LintWorld world) => world.Ours
        .SelectMany(ingress => ingress.Backends)
        .Where(backend => backend is { ActionSuffix: null, Service: not null } && backend.Ingress.Find(Family + backend.Service.Name) is not null)
        .Select(backend => backend.Ingress.Object.Fault(
            backend.Pointer,
            $"the backend {backend.Service!.Name} has port {Port(backend)}, so annotation {Family}{backend.Service.Name} is not used; requests go to a Service of that name",
            "write port.name: use-annotation"));

    private static string Port(LintBackend backend) => backend.Service!.Port.Name.Length > 0
        ? backend.Service.Port.Name
        : backend.Service.Port.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<LintFault> Incomplete(LintWorld world)
    {
        foreach (var (ingress, suffix, action) in Used(world))
        {
            if (Lenient.Fault(action.Validate) is { } reason)
            {
                yield return ingress.Fault(
                    suffix,
                    $"{suffix} is incomplete: {reason}",
                    Types.Contains(action.Type, StringComparer.Ordinal)
                        ? JsonShapes.Example(suffix)
                        : $"write \"type\": \"{EditDistance.Nearest(action.Type, Types) ?? "forward"}\"; there are {string.Join(", ", Types)}");
            }
        }
    }

    private static IEnumerable<(LintIngress Ingress, string Suffix, ActionAnnotation.FixedResponse Response)> Responses(LintWorld world) => Used(world)
        .Where(found => found.Action is { Type: "fixed-response", FixedResponseConfig: not null })
        .Select(found => (found.Ingress, found.Suffix, found.Action.FixedResponseConfig!));

    private static IEnumerable<LintFault> Statuses(LintWorld world) => Responses(world)
        .Where(found => found.Response.StatusCode.Length > 0 && !Status().IsMatch(found.Response.StatusCode))
        .Select(found => found.Ingress.Fault(
            found.Suffix,
            $"statusCode '{found.Response.StatusCode}' is not 2xx, 4xx or 5xx",
            found.Response.StatusCode.StartsWith('3') ? "use an action of type redirect" : "use a three digit code that begins with 2, 4 or 5"));

    private static IEnumerable<LintFault> Bodies(LintWorld world) => Responses(world)
        .Where(found => Encoding.UTF8.GetByteCount(found.Response.MessageBody ?? "") > MaximumBodyBytes)
        .Select(found => found.Ingress.Fault(
            found.Suffix,
            $"messageBody has {Encoding.UTF8.GetByteCount(found.Response.MessageBody!)} bytes",
            $"shorten it to {MaximumBodyBytes} bytes, or serve it from a Service"));

    private static IEnumerable<LintFault> BadContentTypes(LintWorld world) => Responses(world)
        .Where(found => found.Response.ContentType is { Length: > 0 } type && !ContentTypes.Contains(type, StringComparer.Ordinal))
        .Select(found => found.Ingress.Fault(
            found.Suffix,
            $"contentType '{found.Response.ContentType}' is none of {string.Join(", ", ContentTypes)}",
            $"write {EditDistance.Nearest(found.Response.ContentType!, ContentTypes) ?? ContentTypes[0]}"));

    private static IEnumerable<(LintIngress Ingress, string Suffix, IReadOnlyList<System.Text.Json.Nodes.JsonObject> Entries)> Transforms(LintWorld world)
    {
        foreach (var ingress in world.Ours)
        {
            foreach (var suffix in ListenerRules.Suffixes(ingress, "transforms."))
            {
                if (ingress.Find(suffix) is { Length: > 0 } value && JsonShapes.Fault(suffix, value) is null)
                {
                    yield return (ingress, suffix, [.. (JsonShapes.Parse(value) as System.Text.Json.Nodes.JsonArray ?? [])
                        .OfType<System.Text.Json.Nodes.JsonObject>()]);
                }
            }
        }
    }

    private static System.Text.Json.Nodes.JsonNode? Member(System.Text.Json.Nodes.JsonNode? entry, string name) =>
        (entry as System.Text.Json.Nodes.JsonObject ?? []).FirstOrDefault(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static IEnumerable<LintFault> BadTransforms(LintWorld world)
    {
        foreach (var (ingress, suffix, entries) in Transforms(world))
        {
            foreach (var entry in entries)
            {
                var type = Member(entry, "type")?.ToString() ?? "";
                var config = type switch
                {
                    "url-rewrite" => "urlRewriteConfig",
                    "host-header-rewrite" => "hostHeaderRewriteConfig",
                    _ => null,
                };
                var rewrites = config is null ? null : Member(Member(entry, config), "rewrites") as System.Text.Json.Nodes.JsonArray;
                var expression = rewrites?.Select(rewrite => Member(rewrite, "regex")?.ToString()).FirstOrDefault(regex => regex is not null && RegexText.Fault(regex) is not null);
                var reason = config is null ? $"type '{type}' is neither url-rewrite nor host-header-rewrite"
                    : rewrites is not { Count: > 0 } ? $"{config} has no rewrites"
                    : expression is not null ? $"the regular expression {expression} {RegexText.Fault(expression)}"
                    : null;
                if (reason is not null)
                {
                    yield return ingress.Fault(suffix, $"{suffix}: {reason}", JsonShapes.Example(suffix));
                }
            }
        }
    }

    private static IEnumerable<LintFault> RepeatedTransforms(LintWorld world)
    {
        foreach (var (ingress, suffix, entries) in Transforms(world))
        {
            foreach (var type in entries.GroupBy(entry => Member(entry, "type")?.ToString() ?? "", StringComparer.Ordinal).Where(group => group.Count() > 1))
            {
                yield return ingress.Fault(
                    suffix, $"{suffix} has {type.Count()} transforms of type {type.Key}; a rule can have one of each kind", "put both changes into one regular expression");
            }
        }
    }

    [GeneratedRegex(@"\A[245]\d\d\z")]
    private static partial Regex Status();
}
