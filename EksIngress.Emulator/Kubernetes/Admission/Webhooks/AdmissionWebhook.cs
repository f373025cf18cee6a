using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>One webhook of a configuration, and which writes it is asked about.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#webhook-configuration</remarks>
internal sealed class AdmissionWebhook(JsonObject definition)
{
    private readonly LabelSelector _namespaces = LabelSelector.FromObject(definition["namespaceSelector"]) ?? LabelSelector.Everything;
    private readonly LabelSelector _objects = LabelSelector.FromObject(definition["objectSelector"]) ?? LabelSelector.Everything;

    public string Name { get; } = definition.Text("name") ?? "";

    public bool FailsOpen { get; } = definition.Text("failurePolicy") == "Ignore";

    public bool IsReinvoked { get; } = definition.Text("reinvocationPolicy") == "IfNeeded";

    public TimeSpan Timeout { get; } = TimeSpan.FromSeconds(definition.Number("timeoutSeconds") ?? 10);

    /// <summary>Version of AdmissionReview: the first of its list that the API server speaks.</summary>
    public string ReviewVersion { get; } = definition.Texts("admissionReviewVersions").First(version => version is "v1" or "v1beta1");

    public JsonObject ClientConfig { get; } = definition.Map("clientConfig") ?? [];

    /// <summary>True when the rules name the resource and the operation; selectors are not looked at.</summary>
    public bool Covers(ResourceDefinition resource, string subresource, string operation) => definition.Items("rules").Any(rule =>
        Lists(rule, "operations", operation)
        && Lists(rule, "apiGroups", resource.Group)
        && (Lists(rule, "apiVersions", resource.Version) || definition.Text("matchPolicy") == "Equivalent")
        && rule.Texts("resources").Any(name => Names(name, resource.Plural, subresource))
        && rule.Text("scope") is var scope && (scope is null or "*" || scope == (resource.Namespaced ? "Namespaced" : "Cluster")));

    /// <summary>True when the selectors let the object through; one of the two that an update has is enough.</summary>
    public bool Selects(AdmissionRequest request, ObjectStore store)
    {
        var labels = request.Resource.StorageKey == "namespaces"
            ? (request.Object ?? request.OldObject).At("metadata", "labels")
            : request.Resource.Namespaced ? store.Find("namespaces", new("", request.Key.Namespace)).At("metadata", "labels") : null;
        var inScope = request.Resource.Namespaced || request.Resource.StorageKey == "namespaces";
        return (!inScope || _namespaces.Matches(labels))
            && new[] { request.Object, request.OldObject }.OfType<JsonObject>().Any(item => _objects.Matches(item.At("metadata", "labels")));
    }

    private static bool Lists(JsonObject rule, string name, string value) => rule.Texts(name).Any(candidate => candidate == "*" || candidate == value);

    private static bool Names(string pattern, string plural, string subresource)
    {
        var slash = pattern.IndexOf('/', StringComparison.Ordinal);
        var (resource, sub) = slash < 0 ? (pattern, "") : (pattern[..slash], pattern[(slash + 1)..]);
        return (resource == "*" || resource == plural) && (sub == subresource || (sub == "*" && slash >= 0));
    }
}
