using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Which objects a list, watch or deletecollection is about.</summary>
internal sealed class Selection
{
    private readonly LabelSelector _labels;
    private readonly FieldSelector _fields;

    private Selection(string inNamespace, LabelSelector labels, FieldSelector fields)
    {
        Namespace = inNamespace;
        _labels = labels;
        _fields = fields;
    }

    /// <summary>Empty for all.</summary>
    public string Namespace { get; }

    /// <exception cref="StatusException">400: a selector is wrong.</exception>
    public static Selection Of(ApiCall call, ResourceDefinition resource) => new(
        resource.Namespaced ? call.Request.Namespace : "",
        LabelSelector.Parse(call.Query("labelSelector")),
        FieldSelector.Parse(call.Query("fieldSelector"), resource));

    public bool Matches(JsonObject item) =>
        (Namespace.Length == 0 || item.Namespace() == Namespace)
        && _labels.Matches(item.At("metadata", "labels"))
        && _fields.Matches(item);
}
