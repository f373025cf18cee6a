using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EksIngress.Model.Kubernetes;
using EksIngress.Model.LoadBalancerController;
using k8s;
using k8s.Models;

namespace EksIngress.Hosting.Publishing;

/// <summary>
/// Checks objects against the types of the Kubernetes API before they are written, as the API server does with
/// <c>fieldValidation=Strict</c>: a field that a type has not, one that is there twice, or a value of another type is a fault.
/// </summary>
internal static class ManifestValidator
{
    private static readonly Dictionary<(string ApiVersion, string Kind), Type> Types = typeof(V1Pod).Assembly.GetExportedTypes()
        .Where(type => typeof(IKubernetesObject<V1ObjectMeta>).IsAssignableFrom(type))
        .Select(type => (Type: type, Entity: type.GetCustomAttribute<KubernetesEntityAttribute>()))
        .Where(entry => entry.Entity is not null)
        .ToDictionary(entry => (entry.Entity!.Group.Length == 0 ? entry.Entity.ApiVersion : $"{entry.Entity.Group}/{entry.Entity.ApiVersion}", entry.Entity.Kind), entry => entry.Type);

    private static readonly JsonObject[] Definitions = [ControllerDefinitions.IngressClassParams(), ControllerDefinitions.TargetGroupBindings(), ExternalSecretObjects.Definition()];

    private static readonly JsonSerializerOptions Strict = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <exception cref="DistributedApplicationException">Objects have faults; the message lists them all.</exception>
    public static void ThrowIfFaulty(IEnumerable<JsonObject> objects)
    {
        var faults = objects.Where(item => item["kind"]!.GetValue<string>() != "Kustomization").SelectMany(Faults).ToList();
        if (faults.Count > 0)
        {
            throw new DistributedApplicationException(
                $"The Kubernetes API would refuse what was to be published; nothing was written:\n{string.Join('\n', faults.Select(fault => "  - " + fault))}");
        }
    }

    /// <summary>One sentence per fault of an object, each naming the object and the field.</summary>
    internal static IEnumerable<string> Faults(JsonObject item)
    {
        var id = ObjectId.Of(item);
        if (Types.TryGetValue((id.ApiVersion, id.Kind), out var type))
        {
            return TypeFault(item, type) is { } fault ? [$"{id}: {fault}"] : [];
        }

        return Definitions.FirstOrDefault(definition => StructuralSchema.Defines(definition, id.ApiVersion, id.Kind)) is { } known
            ? StructuralSchema.Faults(known, item).Select(fault => $"{id}: {fault}.")
            : [$"{id}: {id.ApiVersion} has no kind {id.Kind} that is known here; put such an object into an overlay of your own."];
    }

    private static string? TypeFault(JsonObject item, Type type)
    {
        try
        {
            _ = item.Deserialize(type, Strict);
            return null;
        }
        catch (JsonException exception)
        {
            var end = exception.Message.IndexOf(" Path: ", StringComparison.Ordinal);
            var field = exception.Path is { Length: > 2 } path ? path[2..] : "the object";
            return exception.Message.Contains("could not be mapped", StringComparison.Ordinal)
                ? $"{field} is no field of {type.Name}."
                : $"{field}: {(end < 0 ? exception.Message : exception.Message[..end])}";
        }
    }
}
