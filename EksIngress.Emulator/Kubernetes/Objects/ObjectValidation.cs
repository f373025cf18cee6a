using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Checks that every object passes; the kinds' own are in <see cref="KindValidation"/>.</summary>
internal static class ObjectValidation
{
    private const int MaximumAnnotationBytes = 256 * 1024;

    /// <exception cref="StatusException">422: the object is not valid.</exception>
    public static void Validate(ResourceDefinition resource, JsonObject item, JsonObject? before)
    {
        var errors = new List<FieldError>();
        Metadata(resource, item, errors);
        if (resource.IsCustom)
        {
            SchemaValidator.Validate(resource.Schema, item, "", errors);
        }
        else
        {
            KindValidation.Validate(resource, item, before, errors);
        }

        if (errors.Count > 0)
        {
            throw StatusException.Invalid(resource, item.Name(), errors);
        }
    }

    private static void Metadata(ResourceDefinition resource, JsonObject item, List<FieldError> errors)
    {
        var name = item.Name();
        var (valid, message) = resource.StorageKey switch
        {
            "namespaces" or "services" => (ObjectNames.IsLabel(name), ObjectNames.LabelMessage),
            _ when resource.Group == "rbac.authorization.k8s.io" => (ObjectNames.IsPathSegment(name), "may not contain '/' or '%'"),
            _ => (ObjectNames.IsSubdomain(name), ObjectNames.SubdomainMessage),
        };
        if (!valid)
        {
            errors.Add(FieldError.Invalid("metadata.name", name, message));
        }

        foreach (var (key, value) in item.Pairs("metadata", "labels"))
        {
            if (!ObjectNames.IsQualifiedName(key))
            {
                errors.Add(FieldError.Invalid("metadata.labels", key, ObjectNames.QualifiedNameMessage));
            }

            if (!ObjectNames.IsLabelValue(value))
            {
                errors.Add(FieldError.Invalid("metadata.labels", value, value.Length > 63 ? "must be no more than 63 characters" : ObjectNames.LabelValueMessage));
            }
        }

        var size = 0;
        foreach (var (key, value) in item.Pairs("metadata", "annotations"))
        {
            size += key.Length + value.Length;
            if (!ObjectNames.IsQualifiedName(key.ToLowerInvariant()))
            {
                errors.Add(FieldError.Invalid("metadata.annotations", key, ObjectNames.QualifiedNameMessage));
            }
        }

        if (size > MaximumAnnotationBytes)
        {
            errors.Add(new("FieldValueTooLong", "metadata.annotations", $"Too long: may not be more than {MaximumAnnotationBytes} bytes"));
        }

        foreach (var finalizer in item.Texts("metadata", "finalizers").Where(finalizer => !ObjectNames.IsQualifiedName(finalizer)))
        {
            errors.Add(FieldError.Invalid("metadata.finalizers", finalizer, ObjectNames.QualifiedNameMessage));
        }
    }
}
