using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Checks of a pod's spec, in a pod or in a template.</summary>
internal static class PodValidation
{
    public static void Spec(JsonObject spec, string path, ICollection<FieldError> errors)
    {
        var volumes = new HashSet<string>(StringComparer.Ordinal);
        Each(spec, "volumes", path, (volume, at) =>
        {
            var name = volume.Text("name") ?? "";
            Name(name, $"{at}.name", errors);
            if (name.Length > 0 && !volumes.Add(name))
            {
                errors.Add(FieldError.Duplicate($"{at}.name", name));
            }
        });

        if (!spec.Items("containers").Any())
        {
            errors.Add(FieldError.Required($"{path}.containers"));
        }

        var grace = spec.Number("terminationGracePeriodSeconds");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in new[] { "initContainers", "containers" })
        {
            Each(spec, list, path, (container, at) =>
            {
                Container(container, at, names, volumes, errors);
                Hooks(container, at, grace, errors);
            });
        }

        if (spec.Text("restartPolicy") is { } policy and not ("Always" or "OnFailure" or "Never"))
        {
            errors.Add(FieldError.NotSupported($"{path}.restartPolicy", policy, "Always", "OnFailure", "Never"));
        }

        if (grace is < 0 and { } seconds)
        {
            errors.Add(FieldError.InvalidNumber($"{path}.terminationGracePeriodSeconds", seconds, "must be greater than or equal to 0"));
        }
    }

    public static void Port(long? port, string path, ICollection<FieldError> errors)
    {
        if (port is null)
        {
            errors.Add(FieldError.Required(path));
        }
        else if (port is < 1 or > 65535)
        {
            errors.Add(FieldError.InvalidNumber(path, port.Value, "must be between 1 and 65535, inclusive"));
        }
    }

    public static void PortOrName(JsonNode? port, string path, ICollection<FieldError> errors)
    {
        if (port.Text() is not { } name)
        {
            Port(port.Number(), path, errors);
        }
        else if (name.Length is 0 or > 15 || !ObjectNames.IsLabel(name) || !name.Any(char.IsAsciiLetter))
        {
            errors.Add(FieldError.Invalid(path, name, "must be no more than 15 characters, contain only alpha-numeric characters (a-z, 0-9) and hyphens, and at least one letter"));
        }
    }

    public static void Protocol(JsonObject port, string path, ICollection<FieldError> errors)
    {
        if (port.Text("protocol") is { } protocol and not ("TCP" or "UDP" or "SCTP"))
        {
            errors.Add(FieldError.NotSupported($"{path}.protocol", protocol, "SCTP", "TCP", "UDP"));
        }
    }

    private static void Container(JsonObject container, string path, HashSet<string> names, HashSet<string> volumes, ICollection<FieldError> errors)
    {
        var name = container.Text("name") ?? "";
        Name(name, $"{path}.name", errors);
        if (name.Length > 0 && !names.Add(name))
        {
            errors.Add(FieldError.Duplicate($"{path}.name", name));
        }

        if (container.Text("image") is not { Length: > 0 })
        {
            errors.Add(FieldError.Required($"{path}.image"));
        }

        Each(container, "ports", path, (port, at) =>
        {
            Port(port.Number("containerPort"), $"{at}.containerPort", errors);
            Protocol(port, at, errors);
        });
        Each(container, "env", path, (env, at) =>
        {
            if (env.Text("name") is not { Length: > 0 })
            {
                errors.Add(FieldError.Required($"{at}.name"));
            }
        });
        Each(container, "volumeMounts", path, (mount, at) =>
        {
            if (mount.Text("mountPath") is not { Length: > 0 })
            {
                errors.Add(FieldError.Required($"{at}.mountPath"));
            }

            if (!volumes.Contains(mount.Text("name") ?? ""))
            {
                errors.Add(new("FieldValueNotFound", $"{at}.name", $"Not found: \"{mount.Text("name")}\""));
            }
        });
        foreach (var probe in new[] { "livenessProbe", "readinessProbe", "startupProbe" })
        {
            if (container.Map(probe) is { } map)
            {
                Probe(map, $"{path}.{probe}", errors);
            }
        }
    }

    private static void Hooks(JsonObject container, string path, long? grace, ICollection<FieldError> errors)
    {
        foreach (var name in new[] { "postStart", "preStop" })
        {
            if (container.Map("lifecycle", name) is not { } hook)
            {
                continue;
            }

            var at = $"{path}.lifecycle.{name}";
            OneHandler(hook, at, ["exec", "httpGet", "tcpSocket", "sleep"], errors);
            if (hook.Map("httpGet") is { } httpGet)
            {
                PortOrName(httpGet["port"], $"{at}.httpGet.port", errors);
            }

            if (hook.Number("sleep", "seconds") is { } seconds && grace is >= 0 && (seconds < 0 || seconds > grace))
            {
                errors.Add(FieldError.InvalidNumber($"{at}.sleep", seconds, $"must be non-negative and less than terminationGracePeriodSeconds ({grace})"));
            }
        }
    }

    private static void OneHandler(JsonObject map, string path, string[] known, ICollection<FieldError> errors)
    {
        var actions = known.Where(name => map[name] is not null).ToList();
        if (actions.Count != 1)
        {
            errors.Add(actions.Count == 0
                ? FieldError.Required(path, "must specify a handler type")
                : FieldError.Forbidden($"{path}.{actions[1]}", "may not specify more than 1 handler type"));
        }
    }

    private static void Probe(JsonObject probe, string path, ICollection<FieldError> errors)
    {
        OneHandler(probe, path, ["httpGet", "tcpSocket", "exec", "grpc"], errors);
        if (probe.Map("httpGet") is { } httpGet)
        {
            PortOrName(httpGet["port"], $"{path}.httpGet.port", errors);
        }
    }

    private static void Name(string name, string path, ICollection<FieldError> errors)
    {
        if (name.Length == 0)
        {
            errors.Add(FieldError.Required(path));
        }
        else if (!ObjectNames.IsLabel(name))
        {
            errors.Add(FieldError.Invalid(path, name, ObjectNames.LabelMessage));
        }
    }

    private static void Each(JsonObject map, string list, string path, Action<JsonObject, string> check)
    {
        var index = 0;
        foreach (var item in map.Items(list))
        {
            check(item, $"{path}.{list}[{index++}]");
        }
    }
}
