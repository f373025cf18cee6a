namespace EksIngress.Model.Environments;

/// <summary>An environment variable: a value, or the address of another workload. Exactly one of the two.</summary>
public sealed record EnvironmentVariableSpec
{
    /// <summary>Name of the variable, for example <c>services__service-b__http__0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Value, with placeholders of parameters in it. It ends up in a ConfigMap, or in a Secret if <see cref="Secret"/> is set; a secret
    /// itself is never here, only the placeholder of its parameter.
    /// </summary>
    public string? Value { get; init; }

    /// <summary>True if the value refers to a secret parameter. Default: false.</summary>
    public bool Secret { get; init; }

    /// <summary>Name of a workload; the value is the URL of its Service, for example <c>http://service-b:8080</c>.</summary>
    public string? Workload { get; init; }
}
