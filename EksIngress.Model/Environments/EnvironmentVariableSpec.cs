namespace EksIngress.Model.Environments;

/// <summary>An environment variable: a literal value, or the address of another workload. Exactly one of the two.</summary>
public sealed record EnvironmentVariableSpec
{
    /// <summary>Name of the variable, for example <c>services__service-b__http__0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Literal value; it ends up in a ConfigMap, so it is no place for a secret.</summary>
    public string? Value { get; init; }

    /// <summary>Name of a workload; the value is the URL of its Service, for example <c>http://service-b:8080</c>.</summary>
    public string? Workload { get; init; }
}
