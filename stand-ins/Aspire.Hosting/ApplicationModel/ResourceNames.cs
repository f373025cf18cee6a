namespace Aspire.Hosting.ApplicationModel;

internal static class ResourceNames
{
    private const int MaximumLength = 64;

    /// <exception cref="ArgumentException">The name is not one that service discovery and every publisher can carry.</exception>
    public static void Validate(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Fault(name) is { } fault)
        {
            throw new ArgumentException(
                $"Resource name '{name}' is invalid: {fault}. Use 1 to {MaximumLength} ASCII letters, digits and single hyphens, " +
                "starting with a letter and not ending with a hyphen.",
                nameof(name));
        }
    }

    private static string? Fault(string name) =>
        name.Length > MaximumLength ? $"it is {name.Length} characters long"
        : name.FirstOrDefault(c => !char.IsAsciiLetterOrDigit(c) && c != '-') is var wrong and not '\0' ? $"it contains '{wrong}'"
        : !char.IsAsciiLetter(name[0]) ? "it does not start with a letter"
        : name[^1] == '-' ? "it ends with a hyphen"
        : name.Contains("--", StringComparison.Ordinal) ? "it contains two hyphens in a row"
        : null;
}
