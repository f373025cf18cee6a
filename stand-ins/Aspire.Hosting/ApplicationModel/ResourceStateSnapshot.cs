using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    [SuppressMessage("Usage", "CA2225", Justification = "Upstream has the conversion only.")]
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}
