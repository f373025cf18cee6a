using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Checks of an Ingress.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types</remarks>
internal static class IngressValidation
{
    public static void Validate(JsonObject item, ICollection<FieldError> errors)
    {
        var spec = item.Map("spec") ?? [];
        if (spec["defaultBackend"] is null && !spec.Items("rules").Any())
        {
            errors.Add(FieldError.Invalid("spec", null, "either `defaultBackend` or `rules` must be specified"));
        }

        if (spec.Map("defaultBackend") is { } backend)
        {
            Backend(backend, "spec.defaultBackend", errors);
        }

        var index = 0;
        foreach (var rule in spec.Items("rules"))
        {
            var path = $"spec.rules[{index++}]";
            Host(rule.Text("host") ?? "", $"{path}.host", errors);
            if (rule.Map("http") is not { } http)
            {
                continue;
            }

            if (!http.Items("paths").Any())
            {
                errors.Add(FieldError.Required($"{path}.http.paths"));
            }

            var position = 0;
            foreach (var entry in http.Items("paths"))
            {
                Path(entry, $"{path}.http.paths[{position++}]", errors);
            }
        }
    }

    private static void Host(string host, string path, ICollection<FieldError> errors)
    {
        if (host.Length > 0 && !ObjectNames.IsSubdomain(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host))
        {
            errors.Add(FieldError.Invalid(path, host, ObjectNames.SubdomainMessage));
        }
    }

    private static void Path(JsonObject entry, string at, ICollection<FieldError> errors)
    {
        var path = entry.Text("path") ?? "";
        switch (entry.Text("pathType"))
        {
            case null:
                errors.Add(FieldError.Required($"{at}.pathType", "pathType must be specified"));
                break;
            case "Exact" or "Prefix":
                if (!path.StartsWith('/'))
                {
                    errors.Add(FieldError.Invalid($"{at}.path", path, "must be an absolute path"));
                }

                foreach (var sequence in new[] { "//", "/./", "/../", "%2f", "%2F" }.Where(sequence => path.Contains(sequence, StringComparison.Ordinal)))
                {
                    errors.Add(FieldError.Invalid($"{at}.path", path, $"must not contain '{sequence}'"));
                }

                break;
            case "ImplementationSpecific":
                if (path.Length > 0 && !path.StartsWith('/'))
                {
                    errors.Add(FieldError.Invalid($"{at}.path", path, "must be an absolute path"));
                }

                break;
            case { } type:
                errors.Add(FieldError.NotSupported($"{at}.pathType", type, "Exact", "ImplementationSpecific", "Prefix"));
                break;
        }

        if (entry.Map("backend") is { } backend)
        {
            Backend(backend, $"{at}.backend", errors);
        }
        else
        {
            errors.Add(FieldError.Required($"{at}.backend"));
        }
    }

    private static void Backend(JsonObject backend, string path, ICollection<FieldError> errors)
    {
        if (backend.Map("service") is not { } service)
        {
            if (backend["resource"] is null)
            {
                errors.Add(FieldError.Required($"{path}.service", "or a resource backend is required"));
            }

            return;
        }

        if (service.Text("name") is not { Length: > 0 })
        {
            errors.Add(FieldError.Required($"{path}.service.name"));
        }

        var name = service.Text("port", "name");
        var number = service.Number("port", "number");
        if (name is null == number is null)
        {
            errors.Add(FieldError.Required($"{path}.service.port", name is null ? "port name or number is required" : "cannot set both port name and port number"));
        }
        else if (number is not null)
        {
            PodValidation.Port(number, $"{path}.service.port.number", errors);
        }
    }
}
