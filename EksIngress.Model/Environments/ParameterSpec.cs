namespace EksIngress.Model.Environments;

/// <summary>
/// A value that is given when the environment is built, not when it is published. Texts of the specification and of the manifests
/// refer to it as <c>${parameters.NAME}</c>.
/// </summary>
public sealed record ParameterSpec
{
    /// <summary>Name, as the application model has it: 1 to 64 letters, digits and hyphens, starting with a letter.</summary>
    public required string Name { get; init; }

    /// <summary>True for a value that must not be written to a file: only environment variables that are secret may refer to it. Default: false.</summary>
    public bool Secret { get; init; }

    /// <summary>Value when none is given; null when one must be given. A secret has none.</summary>
    public string? Default { get; init; }

    /// <summary>What the value is for, shown when it is missing; null for nothing.</summary>
    public string? Description { get; init; }
}
