namespace Aspire.Hosting.ApplicationModel;

/// <param name="Unprocessed">What the callback set.</param>
/// <param name="Value">What came of it.</param>
internal sealed record ConfiguredVariable(string Name, object Unprocessed, string? Value, bool IsSensitive);
